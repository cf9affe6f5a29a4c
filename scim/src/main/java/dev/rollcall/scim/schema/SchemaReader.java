package dev.rollcall.scim.schema;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a schema document (RFC 7643 section 7) into a {@link Schema}.
 *
 * <p>Guarantees of what is returned: characteristics that the document leaves out have the defaults of section 2.2
 * (7643-2.2-01); references and binary values are caseExact unless the document says otherwise (errata 6001, 8470);
 * names are legal and unique without regard to case (7643-2.1-01); only complex attributes have sub-attributes
 * (7643-1.2-01); none of these is complex (7643-2.3.8-02), save in the schema of schemas itself; every reference says
 * what it refers to (7643-2.3.7-05). Anything else is refused with {@code invalidValue} and a sentence that names the
 * attribute.
 */
public final class SchemaReader {
    /** The schema of schemas. */
    private static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Schema";
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_$-]*|\\$ref");

    private final boolean nestedComplex;

    private SchemaReader(boolean nestedComplex) {
        this.nestedComplex = nestedComplex;
    }

    /**
     * {@return the schema that the document describes}
     *
     * @param document a schema in the form of RFC 7643 section 7
     */
    public static Schema read(ObjectNode document) {
        String id = text(document, "id").filter(urn -> !urn.isBlank())
                .orElseThrow(
                        () -> invalid("A schema needs its URN as \"id\"; add it."));
        List<Attribute> attributes = new SchemaReader(id.equals(SCHEMA)).attributes(document, "attributes", "", 0);
        return new Schema(id, text(document, "name").orElse(id), text(document, "description").orElse(""), attributes);
    }

    static List<Attribute> readAttributes(ObjectNode document) {
        return new SchemaReader(false).attributes(document, "attributes", "", 0);
    }

    private List<Attribute> attributes(JsonNode parent, String key, String prefix, int level) {
        List<Attribute> attributes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode definition : parent.path(key)) {
            Attribute attribute = attribute(definition, prefix, level);
            if (!names.add(attribute.name().toLowerCase(Locale.ROOT))) {
                throw invalid("The schema declares \"" + prefix + attribute.name() + "\" twice; keep one of them.");
            }
            attributes.add(attribute);
        }
        return attributes;
    }

    private Attribute attribute(JsonNode definition, String prefix, int level) {
        String name = text(definition, "name").filter(n -> NAME.matcher(n).matches())
                .orElseThrow(() -> invalid(
                        "An attribute below \"" + prefix
                                + "\" has no legal name; it is a letter, then letters, digits, - or _."));
        String path = prefix + name;
        AttributeType type = keyword(definition, "type", AttributeType.values(), AttributeType::keyword, path)
                .orElse(AttributeType.STRING);
        List<Attribute> subAttributes = attributes(definition, "subAttributes", path + ".", level + 1);
        List<String> referenceTypes = texts(definition, "referenceTypes");
        check(type, level, subAttributes, referenceTypes, path);
        boolean exactByType = type == AttributeType.REFERENCE || type == AttributeType.BINARY;
        return new Attribute(
                name,
                type,
                definition.path("multiValued").asBoolean(false),
                text(definition, "description").orElse(""),
                definition.path("required").asBoolean(false),
                definition.path("caseExact").asBoolean(exactByType),
                keyword(definition, "mutability", Mutability.values(), Mutability::keyword, path)
                        .orElse(Mutability.READ_WRITE),
                keyword(definition, "returned", Returned.values(), Returned::keyword, path).orElse(Returned.DEFAULT),
                keyword(definition, "uniqueness", Uniqueness.values(), Uniqueness::keyword, path)
                        .orElse(Uniqueness.NONE),
                subAttributes,
                texts(definition, "canonicalValues"),
                referenceTypes);
    }

    private void check(AttributeType type, int level, List<Attribute> subAttributes, List<String> referenceTypes,
            String path) {
        boolean complex = type == AttributeType.COMPLEX;
        if (complex && level > 0 && !nestedComplex) {
            throw invalid("\"" + path + "\" is complex inside a complex attribute; use simple types there.");
        }
        if (complex == subAttributes.isEmpty()) {
            throw invalid(complex
                    ? "\"" + path + "\" is complex and needs sub-attributes."
                    : "\"" + path + "\" is not complex and cannot have sub-attributes.");
        }
        if ((type == AttributeType.REFERENCE) == referenceTypes.isEmpty()) {
            throw invalid("\"" + path + "\" must say what it refers to in referenceTypes if it is a reference, "
                    + "and must leave that out otherwise.");
        }
    }

    private static <E> Optional<E> keyword(JsonNode definition, String key, E[] values, Function<E, String> keywordOf,
            String path) {
        Optional<String> text = text(definition, key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        for (E value : values) {
            if (keywordOf.apply(value).equals(text.get())) {
                return Optional.of(value);
            }
        }
        throw invalid("The " + key + " of \"" + path + "\" must be one of "
                + String.join(", ", Arrays.stream(values).map(keywordOf).toList()) + ".");
    }

    private static Optional<String> text(JsonNode node, String key) {
        return node.path(key).stringValueOpt();
    }

    private static List<String> texts(JsonNode node, String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : node.path(key)) {
            texts.add(text.asString());
        }
        return texts;
    }

    private static ScimException invalid(String detail) {
        return ScimException.of(ScimType.INVALID_VALUE, detail);
    }
}
