package dev.rollcall.directory.stream;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.text.LikelyName;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the members of one object of a stream's settings; one that is missing and one that is {@code null} are alike.
 *
 * <p>Guarantees: what cannot be used is refused with a {@link DirectoryException} that names the field and says what to write; it
 * never quotes the value of a secret.
 */
final class SettingFields {
    private final String place;
    private final ObjectNode object;

    /** @param place what the object is called in sentences, such as {@code destination.configuration} */
    SettingFields(String place, ObjectNode object) {
        this.place = place;
        this.object = object;
    }

    /** Refuses every member but these. */
    SettingFields only(List<String> known) {
        object.propertyNames().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw invalid("There is no field \"" + Excerpt.of(name) + "\" in " + place + LikelyName.of(name, known)
                    .map("; did you mean %s?"::formatted)
                    .orElseGet(() -> ". It has " + String.join(", ", known) + "."));
        });
        return this;
    }

    /** A text of at most that many characters; an empty one is refused. */
    Optional<String> text(String name, int longest) {
        return present(name).map(value -> {
            if (!value.isString() || value.stringValue().isEmpty() || value.stringValue().length() > longest) {
                throw wrong(name, "a text of 1 to " + longest + " characters");
            }
            if (value.stringValue().indexOf(0) >= 0) {
                throw wrong(name, "a text without NUL characters");
            }
            return value.stringValue();
        });
    }

    /** The same, which must be there. */
    String requiredText(String name, int longest, String example) {
        return text(name, longest).orElseThrow(() -> missing(name, example));
    }

    /** A value for a header: no character that would end it. */
    Optional<String> headerText(String name, int longest) {
        Optional<String> text = text(name, longest);
        if (text.filter(value -> !value.chars().allMatch(c -> c >= ' ' && c < 127)).isPresent()) {
            throw wrong(name, "a text of printable ASCII characters, as it goes into a header");
        }
        return text;
    }

    boolean flag(String name, boolean otherwise) {
        return present(name).map(value -> {
            if (!value.isBoolean()) {
                throw wrong(name, "true or false");
            }
            return value.booleanValue();
        }).orElse(otherwise);
    }

    Optional<Integer> number(String name, int lowest, int highest) {
        return present(name).map(value -> {
            if (!value.isIntegralNumber()
                    || !value.canConvertToInt()
                    || value.intValue() < lowest
                    || value.intValue() > highest) {
                throw wrong(name, "a whole number from " + lowest + " to " + highest);
            }
            return value.intValue();
        });
    }

    Optional<Double> decimal(String name, double lowest, double highest) {
        return present(name).map(value -> {
            if (!value.isNumber() || value.doubleValue() < lowest || value.doubleValue() > highest) {
                throw wrong(name, "a number from " + lowest + " to " + highest);
            }
            return value.doubleValue();
        });
    }

    /** A whole number of seconds or milliseconds, as the unit has it. */
    Optional<Duration> duration(String name, Duration unit, Duration lowest, Duration highest) {
        return number(name, Math.toIntExact(lowest.dividedBy(unit)), Math.toIntExact(highest.dividedBy(unit)))
                .map(n -> unit.multipliedBy(n));
    }

    /** One of some words. */
    <T> Optional<T> word(String name, Function<String, Optional<T>> words, List<String> known) {
        return present(name).map(value -> words.apply(value.asString(""))
                .orElseThrow(() -> wrong(name, "one of " + String.join(", ", known))));
    }

    /** An absolute http or https address without user, query and fragment; slashes at its end are cut. */
    Optional<URI> address(String name) {
        return text(name, 2_048).map(text -> {
            String cut = text.replaceAll("/+$", "");
            try {
                URI uri = new URI(cut);
                boolean http = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
                if (http && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                throw wrong(name, "an address such as https://scim.example.com/v2");
            }
            throw wrong(name, "an address such as https://scim.example.com/v2, without a user name and a fragment");
        });
    }

    URI requiredAddress(String name) {
        return address(name).orElseThrow(() -> missing(name, "an address such as https://scim.example.com/v2"));
    }

    List<String> texts(String name, int most) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : array(name).orElseGet(JsonNodeFactory.instance::arrayNode)) {
            if (!value.isString() || value.stringValue().isEmpty() || texts.size() == most) {
                throw wrong(name, "a list of at most " + most + " texts");
            }
            texts.add(value.stringValue());
        }
        return texts;
    }

    Optional<ArrayNode> array(String name) {
        return present(name).map(value -> {
            if (!(value instanceof ArrayNode array)) {
                throw wrong(name, "a list");
            }
            return array;
        });
    }

    /** An object inside; an empty one when it is not there. */
    SettingFields within(String name) {
        return present(name).map(value -> {
            if (!(value instanceof ObjectNode inner)) {
                throw wrong(name, "an object");
            }
            return new SettingFields(place + "." + name, inner);
        }).orElseGet(() -> new SettingFields(place + "." + name, JsonNodeFactory.instance.objectNode()));
    }

    boolean has(String name) {
        return present(name).isPresent();
    }

    DirectoryException missing(String name, String example) {
        return invalid("The field " + place + "." + name + " is missing. Send " + example + ".");
    }

    DirectoryException wrong(String name, String what) {
        return invalid("The field " + place + "." + name + " must be " + what + ".");
    }

    static DirectoryException invalid(String sentence) {
        return new DirectoryException(Kind.INVALID, sentence);
    }

    private Optional<JsonNode> present(String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }
}
