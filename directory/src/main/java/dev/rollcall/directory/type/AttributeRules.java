package dev.rollcall.directory.type;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.scim.resource.UndeclaredValues;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.Returned;
import dev.rollcall.scim.schema.Uniqueness;
import dev.rollcall.scim.text.Excerpt;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the attributes of a declared schema must be (RFC 7643 sections 2 and 7), beyond what the schema reader looks at: members
 * that exist, of the right type; names that mean nothing else; characteristics that make sense together.
 */
final class AttributeRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Pattern TYPE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final List<String> MEMBERS = List.of("name", "type", "subAttributes", "multiValued", "description",
            "required", "canonicalValues", "caseExact", "mutability", "returned", "uniqueness", "referenceTypes");
    /** In lower case. Common to all resources, or rows of their own, wherever they stand. */
    private static final Set<String> RESERVED = Set.of("schemas", "id", "externalid", "meta", "members", "groups");
    private static final String REF = "$ref";

    private final int most;
    private int count;

    /** @param most attributes and sub-attributes in all */
    AttributeRules(int most) {
        this.most = most;
    }

    /** @throws DirectoryException for the first attribute that is not as it must be */
    void check(List<ObjectNode> attributes) {
        Set<String> names = new HashSet<>();
        for (ObjectNode attribute : attributes) {
            String name = check(attribute, "");
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw new DocumentFields(attribute, "The attribute \"" + name + "\"")
                        .refused("is declared twice, names being compared without regard to case; keep one of them.");
            }
        }
    }

    /** @param prefix the name of what holds it and a dot; empty text at the top. @return its name */
    private String check(ObjectNode attribute, String prefix) {
        String given = attribute.path("name").asString("");
        String path = prefix + given;
        DocumentFields fields = new DocumentFields(attribute, "The attribute \"" + Excerpt.of(path) + "\"");
        if (++count > most) {
            throw fields.refused("is one too many: a schema may have " + most
                    + " attributes, sub-attributes included (limits.schema-attributes). Split the schema, or have the operator"
                    + " raise the setting.");
        }
        fields.requireKnown(MEMBERS);
        String name = fields.requiredText("name");
        requireName(fields, name, !prefix.isEmpty());
        fields.text("description");
        AttributeType type = keyword(fields, "type", AttributeType.values(), AttributeType::keyword)
                .orElseThrow(() -> fields.refused("needs its \"type\"; add it."));
        boolean multiValued = fields.flag("multiValued");
        if (name.equals("primary") && !prefix.isEmpty() && (type != AttributeType.BOOLEAN || multiValued)) {
            throw fields.refused("must be a single boolean: it says which element is the first choice.");
        }
        if (name.equals(REF) && type != AttributeType.REFERENCE) {
            throw fields.refused("must be of type reference.");
        }
        values(fields, type);
        characteristics(fields, type);
        subAttributes(fields, type, path, prefix.isEmpty());
        return name;
    }

    private static void requireName(DocumentFields fields, String name, boolean sub) {
        if (!NAME.matcher(name).matches() && !(sub && name.equals(REF))) {
            throw fields.refused("has no legal name: it is a letter, then letters, digits, - or _, at most 64.");
        }
        if (!sub && RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw fields.refused("has a name that means something else in every resource. Choose another one.");
        }
        if (UndeclaredValues.isPassword(name)) {
            throw fields.refused("has the name of a password, which is never kept here. Choose another one.");
        }
    }

    private static void values(DocumentFields fields, AttributeType type) {
        boolean text = type == AttributeType.STRING || type == AttributeType.REFERENCE || type == AttributeType.BINARY;
        if (fields.flag("caseExact") && !text) {
            throw fields.refused("is of type " + type.keyword()
                    + ", where case means nothing. Leave caseExact out or make it false.");
        }
        List<String> canonical = fields.texts("canonicalValues");
        if (!canonical.isEmpty() && type != AttributeType.STRING) {
            throw fields.refused("is of type " + type.keyword()
                    + ", and only a string has canonicalValues. Leave them out.");
        }
        List<String> references = fields.texts("referenceTypes");
        if (references.isEmpty() == (type == AttributeType.REFERENCE)) {
            throw fields.refused(type == AttributeType.REFERENCE
                    ? "is a reference and must say what it refers to: write \"referenceTypes\" with external, uri or names of"
                            + " resource types."
                    : "is no reference, and only references have referenceTypes. Leave them out.");
        }
        for (String reference : references) {
            if (!TYPE_NAME.matcher(reference).matches()) {
                throw fields.refused("refers to \"" + Excerpt.of(reference)
                        + "\", which is neither external, uri nor the name of a resource type. Correct it.");
            }
        }
    }

    private static void characteristics(DocumentFields fields, AttributeType type) {
        Mutability mutability = keyword(fields, "mutability", Mutability.values(), Mutability::keyword)
                .orElse(Mutability.READ_WRITE);
        Returned returned = keyword(fields, "returned", Returned.values(), Returned::keyword).orElse(Returned.DEFAULT);
        Uniqueness uniqueness = keyword(fields, "uniqueness", Uniqueness.values(), Uniqueness::keyword)
                .orElse(Uniqueness.NONE);
        boolean required = fields.flag("required");
        if (mutability == Mutability.WRITE_ONLY && returned != Returned.NEVER) {
            throw fields.refused("is writeOnly and must not be answered: make returned \"never\".");
        }
        if (required && (mutability == Mutability.WRITE_ONLY || mutability == Mutability.READ_ONLY)) {
            throw fields.refused("is " + mutability.keyword() + " and required: "
                    + (mutability == Mutability.READ_ONLY ? "no client can give it" : "it is taken and not kept")
                    + ", so that no resource would ever have it. Make required false.");
        }
        if (uniqueness == Uniqueness.GLOBAL) {
            throw fields.refused("cannot be unique globally: a connection knows nothing of others. Make uniqueness"
                    + " \"server\", which holds within the connection, or \"none\".");
        }
        if (uniqueness == Uniqueness.SERVER) {
            single(fields);
            unique(fields, type, mutability, returned);
        }
    }

    /** Each value is looked for and held while its resource is written: thousands in one write would stand before everybody. */
    private static void single(DocumentFields fields) {
        if (fields.flag("multiValued")) {
            throw fields.refused("has several values, and only a single value can be unique. Make multiValued false, or"
                    + " uniqueness \"none\".");
        }
    }

    /** What holds a unique part is answered: otherwise a refusal would tell what no answer does. */
    private static void told(DocumentFields fields) {
        boolean hidden = fields.text("returned").filter(Returned.NEVER.keyword()::equals).isPresent();
        boolean readOnly = fields.text("mutability").filter(Mutability.READ_ONLY.keyword()::equals).isPresent();
        if (hidden || readOnly) {
            throw fields.refused("cannot have a part that is unique, because "
                    + (hidden ? "it is never answered, and a refusal would tell that somebody has the value"
                            : "no client can give it")
                    + ". Make uniqueness \"none\" there.");
        }
    }

    private static void unique(DocumentFields fields, AttributeType type, Mutability mutability, Returned returned) {
        boolean comparable = type == AttributeType.STRING
                || type == AttributeType.REFERENCE
                || type == AttributeType.INTEGER;
        if (!comparable) {
            throw fields.refused("is of type " + type.keyword()
                    + ", and only string, reference and integer can be unique. Make uniqueness \"none\".");
        }
        if (returned == Returned.NEVER || mutability == Mutability.READ_ONLY) {
            throw fields.refused("cannot be unique, because "
                    + (returned == Returned.NEVER
                            ? "it is never answered, and a refusal would tell that somebody has the value"
                            : "no client can give it")
                    + ". Make uniqueness \"none\".");
        }
    }

    private void subAttributes(DocumentFields fields, AttributeType type, String path, boolean top) {
        List<ObjectNode> subs = fields.objects("subAttributes");
        if (type != AttributeType.COMPLEX && fields.has("subAttributes")) {
            throw fields
                    .refused("is not complex and cannot have subAttributes. Make type \"complex\", or leave them out.");
        }
        for (ObjectNode sub : subs) {
            if (sub.path("uniqueness").asString("").equalsIgnoreCase(Uniqueness.SERVER.keyword())) {
                single(fields);
                told(fields);
            }
        }
        if (type == AttributeType.COMPLEX && !top) {
            throw fields
                    .refused("is complex inside a complex attribute, which RFC 7643 does not allow. Use simple types"
                            + " there.");
        }
        if (type == AttributeType.COMPLEX && subs.isEmpty()) {
            throw fields.refused("is complex and needs subAttributes; list at least one.");
        }
        Set<String> names = new HashSet<>();
        for (ObjectNode sub : subs) {
            String name = check(sub, path + ".");
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw fields.refused("declares the sub-attribute \"" + name + "\" twice; keep one of them.");
            }
        }
    }

    private static <E> Optional<E> keyword(DocumentFields fields, String name, E[] values, Function<E, String> word) {
        Optional<String> given = fields.text(name);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values)
                .filter(value -> word.apply(value).equals(given.get()))
                .findFirst()
                .orElseThrow(() -> fields.refused("has the " + name + " \"" + Excerpt.of(given.get())
                        + "\"; it must be one of " + String.join(", ", Arrays.stream(values).map(word).toList())
                        + ".")));
    }
}
