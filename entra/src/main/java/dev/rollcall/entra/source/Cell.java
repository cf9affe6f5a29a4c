package dev.rollcall.entra.source;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.StringNode;

/**
 * One value as it is written.
 *
 * @param plain whether it stands in YAML without quotation marks, so that {@code true} and {@code 7} may be more than text
 */
record Cell(Place place, String text, boolean plain) {
    /** The truth value that it is, in small or capital letters. */
    Optional<Boolean> truth() {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** Its text, every character of it: {@code 0042} keeps its zeros. */
    JsonNode asText() {
        return StringNode.valueOf(text);
    }

    /** A boolean or a whole number if it is plainly written as one, else its text. */
    JsonNode asWritten() {
        if (plain && (text.equals("true") || text.equals("false"))) {
            return BooleanNode.valueOf(text.equals("true"));
        }
        return plain && text.matches("0|-?[1-9][0-9]{0,17}") ? BigIntegerNode.valueOf(new BigInteger(text)) : asText();
    }
}
