package dev.rollcall.scim.path;

import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.CommonAttributes;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.text.WellFormed;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The names that no schema declares and a document brings, each as one text: the keys that lead there from the top of the
 * resource, in lower case, with a blank between two. A filter that can find something in the document by an undeclared name
 * asks for one of them.
 *
 * <p>Arrays on the way are passed through. What is no object is its own {@code value}, so that a text under {@code x} brings
 * {@code x} and {@code x value}. Left out is what no filter can ask for: deeper than {@value #DEPTH} keys, longer than
 * {@value #LONGEST} characters, or with a key that is not in attribute notation.
 */
public final class BroughtNames {
    /** A URN, an attribute, a part of it, and a key in brackets behind that. */
    static final int DEPTH = 4;
    /** Characters of a name; an index entry is no longer. */
    static final int LONGEST = 1_024;

    private static final String VALUE = "value";

    private final Predicate<String> wanted;
    private final int most;
    private final Set<String> names = new LinkedHashSet<>();

    private BroughtNames(Predicate<String> wanted, int most) {
        this.wanted = wanted;
        this.most = most;
    }

    /**
     * {@return the name of the place that these keys lead to}
     *
     * @param keys from the top of a resource
     */
    public static String of(List<String> keys) {
        return keys.stream().map(BroughtNames::folded).collect(Collectors.joining(" "));
    }

    /**
     * {@return the names that a stored document brings, in its order}
     *
     * @param type of the resource
     * @param document as it is stored
     * @param wanted which of them are of interest; asked for undeclared names alone, so that the usual document costs a
     *     look-up a member
     * @param most how many at most; the rest is not looked at
     */
    public static Set<String> in(ResourceType type, ObjectNode document, Predicate<String> wanted, int most) {
        BroughtNames brought = new BroughtNames(wanted, most);
        brought.resource(type, document);
        return brought.names;
    }

    private void resource(ResourceType type, ObjectNode document) {
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            String key = member.getKey();
            Optional<Attribute> attribute = type.schema().attribute(key).or(() -> CommonAttributes.named(key));
            Optional<Schema> extension = attribute.isPresent() ? Optional.empty() : type.schema(key);
            if (attribute.isPresent()) {
                declared(attribute.get(), List.of(), member.getValue());
            } else if (extension.isPresent()) {
                extension(extension.get(), member.getValue());
            } else if (isUrn(key) || isName(key)) {
                undeclared(folded(key), member.getValue(), 1);
            }
        }
    }

    private void extension(Schema schema, JsonNode container) {
        for (Map.Entry<String, JsonNode> member : container.properties()) {
            Optional<Attribute> attribute = schema.attribute(member.getKey());
            if (attribute.isPresent()) {
                declared(attribute.get(), List.of(schema.id()), member.getValue());
            } else {
                member(folded(schema.id()), member, 2);
            }
        }
    }

    private void declared(Attribute attribute, List<String> container, JsonNode value) {
        if (value.isArray()) {
            value.forEach(element -> declared(attribute, container, element));
        } else if (attribute.complex()) {
            for (Map.Entry<String, JsonNode> part : value.properties()) {
                if (attribute.subAttribute(part.getKey()).isEmpty()) {
                    String place = of(container.isEmpty()
                            ? List.of(attribute.name())
                            : List.of(container.getFirst(), attribute.name()));
                    member(place, part, container.size() + 2);
                }
            }
        }
    }

    private void member(String place, Map.Entry<String, JsonNode> member, int depth) {
        if (depth <= DEPTH && isName(member.getKey())) {
            undeclared(place + ' ' + folded(member.getKey()), member.getValue(), depth);
        }
    }

    private void undeclared(String name, JsonNode value, int depth) {
        if (names.size() == most || name.length() > LONGEST) {
            return;
        }
        if (wanted.test(name)) {
            names.add(name);
        }
        below(name, value, depth + 1);
    }

    private void below(String name, JsonNode value, int depth) {
        if (value.isArray()) {
            value.forEach(element -> below(name, element, depth));
        } else if (value.isObject()) {
            value.properties().forEach(member -> member(name, member, depth));
        } else if (depth <= DEPTH) {
            String itself = name + ' ' + VALUE;
            if (names.size() < most && itself.length() <= LONGEST && wanted.test(itself)) {
                names.add(itself);
            }
        }
    }

    private static String folded(String key) {
        return key.toLowerCase(Locale.ROOT);
    }

    private static boolean isUrn(String key) {
        return key.regionMatches(true, 0, "urn:", 0, 4)
                && key.chars().noneMatch(c -> c <= ' ')
                && WellFormed.isWellFormed(key);
    }

    /** Whether a filter can write it: a name in attribute notation, or {@code $ref}. */
    private static boolean isName(String key) {
        if (key.equalsIgnoreCase("$ref")) {
            return true;
        }
        if (key.isEmpty() || !isLetter(key.charAt(0))) {
            return false;
        }
        for (int i = 1; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!isLetter(c) && (c < '0' || c > '9') && "_$-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
