package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.mapping.InvalidMappingException;
import dev.rollcall.mapping.Mapping;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.ProfileRows;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.schema.StandardSchemas;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The rows of a mapping as they are stored: a JSON text, empty for the strategy's default rows. An empty list means those as
 * well: clients send one when they have nothing to say of the mapping.
 */
public final class MappingText {
    /** Characters of the JSON of all rows. */
    public static final int LARGEST = 256 * 1024;

    private MappingText() {}

    /**
     * The text of these rows.
     *
     * @throws DirectoryException when they make no mapping within the limits; the message names the rows and the reasons
     */
    public static String of(JsonNode rows, MappingLimits limits) {
        if (rows.isArray() && rows.isEmpty()) {
            return "";
        }
        String text = ProfileRows.write(parse(rows, limits).rows()).toString();
        requireSmall(text);
        return text;
    }

    /**
     * The mapping that rows make which are only tried.
     *
     * @throws DirectoryException as {@link #of} does
     */
    public static Mapping tried(JsonNode rows, Strategy strategy, MappingLimits limits) {
        return rows.isArray() && rows.isEmpty()
                ? Mapping.defaultFor(strategy.keyword(), limits)
                : parse(rows, limits);
    }

    private static Mapping parse(JsonNode rows, MappingLimits limits) {
        // Before anything is made of them, which costs far more than to write them.
        requireSmall(rows.toString());
        try {
            return Mapping.parse(ProfileRows.read(rows), StandardSchemas.user(), limits);
        } catch (InvalidMappingException e) {
            throw new DirectoryException(Kind.INVALID, String.valueOf(e.getMessage()));
        }
    }

    private static void requireSmall(String text) {
        if (text.length() > LARGEST) {
            throw new DirectoryException(Kind.INVALID, "The rows of the mapping are larger than " + LARGEST
                    + " characters of JSON. Shorten their expressions and constants.");
        }
    }

    /** The rows that a text stands for. */
    public static ArrayNode rows(String text, Strategy strategy) {
        return text.isEmpty() ? defaults(strategy) : (ArrayNode) ScimJson.tree(text);
    }

    /** The rows of a strategy. */
    public static ArrayNode defaults(Strategy strategy) {
        return ProfileRows.write(Mapping.defaultFor(strategy.keyword()).rows());
    }

    /**
     * The mapping that a text stands for; takes milliseconds, with an expression more. It is one however low the limits for saving
     * are by now.
     */
    public static Mapping mapping(String text, Strategy strategy, MappingLimits limits) {
        return text.isEmpty()
                ? Mapping.defaultFor(strategy.keyword(), limits)
                : Mapping.parse(ProfileRows.read(ScimJson.tree(text)), StandardSchemas.user(), limits.ofSaved());
    }
}
