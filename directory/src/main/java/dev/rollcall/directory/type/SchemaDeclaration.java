package dev.rollcall.directory.type;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.type.DeclaredSchema.Attachment;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.schema.SchemaReader;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.text.Excerpt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a schema that somebody wants to declare, by the letter of RFC 7643 sections 2 and 7 and by the rules of the house.
 *
 * <p>Guarantees of what is returned: its id is a URN of its own, which no standard schema has and none can be taken for; it
 * is within the limits; its characteristics make sense together ({@link AttributeRules}). Anything else is refused with a
 * sentence that names the place and says what to write instead.
 */
public final class SchemaDeclaration {
    /** The longest URN, in characters. */
    static final int LONGEST_URN = 200;

    private static final Pattern URN = Pattern
            .compile("(?i:urn):[A-Za-z0-9][A-Za-z0-9-]{0,31}(:[A-Za-z0-9._~$+@!*()/-]+)+");
    /** In lower case; what begins so belongs to the RFCs or to this service. */
    private static final List<String> TAKEN = List.of("urn:ietf:params:scim:schemas:core:", "urn:ietf:params:scim:api:",
            "urn:scim:schemas:", "urn:rollcall:");
    private static final List<String> EXTENDABLE = List.of("User", "Group");

    private SchemaDeclaration() {}

    /**
     * The schema in that JSON, an object with {@code schema} and perhaps {@code extends} and {@code indexed}.
     *
     * @throws DirectoryException when it cannot be declared
     */
    public static DeclaredSchema read(ObjectNode json, DeclarationLimits limits) {
        DeclarationSize.requireSmall(json, limits);
        new DocumentFields(json, "The declaration").requireKnown(
                List.of(DeclaredSchema.SCHEMA, DeclaredSchema.EXTENDS, DeclaredSchema.INDEXED, DeclaredSchema.INDEXES));
        if (!(json.get(DeclaredSchema.SCHEMA) instanceof ObjectNode given)) {
            throw invalid(
                    "The declaration needs the schema as the object \"schema\": the document that RFC 7643 section 7"
                            + " describes, with id and attributes.");
        }
        ObjectNode document = given.deepCopy();
        document.remove("meta");
        DocumentFields fields = new DocumentFields(document, "The schema");
        fields.requireKnown(List.of("schemas", "id", "name", "description", "attributes"));
        requireSchemaOfSchemas(fields);
        requireUrn(fields.requiredText("id"));
        fields.text("name");
        fields.text("description");
        if (fields.objects("attributes").isEmpty()) {
            throw fields.refused("declares no attribute; list at least one as \"attributes\".");
        }
        new AttributeRules(limits.attributes()).check(fields.objects("attributes"));
        DeclaredSchema schema = new DeclaredSchema(parse(document), document, attachments(json),
                new DocumentFields(json, "The declaration").texts(DeclaredSchema.INDEXED), List.of());
        requireFewIndexes(schema.planned(Optional.empty(), () -> "#").indexes().size(), limits);
        return schema;
    }

    /** Passes for so many indexes of a connection. */
    static void requireFewIndexes(int indexes, DeclarationLimits limits) {
        if (indexes > limits.indexes()) {
            throw new DirectoryException(Kind.FORBIDDEN, "A connection may have " + limits.indexes()
                    + " attributes indexed, unique ones included (limits.schema-indexes), and with this schema it would have"
                    + " more. Index fewer, or have the operator raise the setting.");
        }
    }

    private static void requireSchemaOfSchemas(DocumentFields fields) {
        List<String> schemas = fields.texts("schemas");
        if (!schemas.isEmpty() && !schemas.equals(List.of(Urns.SCHEMA))) {
            throw fields.refused("says in \"schemas\" that it is something else; write [\"" + Urns.SCHEMA
                    + "\"], or leave it out.");
        }
    }

    private static void requireUrn(String id) {
        if (id.length() > LONGEST_URN || !URN.matcher(id).matches()) {
            throw invalid(
                    "The id \"" + Excerpt.of(id) + "\" is no URN of a schema: write urn:, a namespace and at least one"
                            + " name, with colons between them and no blanks, at most " + LONGEST_URN
                            + " characters, such as urn:example:params:scim:schemas:badge:2.0:User.");
        }
        String folded = id.toLowerCase(Locale.ROOT);
        if (TAKEN.stream().anyMatch(folded::startsWith)) {
            throw invalid("The id " + id + " belongs to a standard or to this service. Use a URN of your own, such as"
                    + " urn:example:params:scim:schemas:badge:2.0:User.");
        }
        requireApart(Stream.concat(StandardSchemas.schemas().stream().map(Schema::id), Stream.of(id)).toList());
    }

    /**
     * Passes when none is another one, or begins as a name below another one would. The work is that of reading all of them.
     *
     * @throws DirectoryException otherwise
     */
    static void requireApart(List<String> ids) {
        Map<String, String> known = new HashMap<>();
        for (String id : ids) {
            String other = known.put(id.toLowerCase(Locale.ROOT), id);
            if (other != null) {
                throw new DirectoryException(Kind.TAKEN, "There is a schema " + other
                        + " already, and URNs are compared without regard to case. Choose another id.");
            }
        }
        for (Map.Entry<String, String> entry : known.entrySet()) {
            String id = entry.getKey();
            for (int end = 1; end < id.length(); end++) {
                boolean part = id.charAt(end) == ':' || id.charAt(end) == '.';
                if (part && known.containsKey(id.substring(0, end))) {
                    throw invalid("The id " + entry.getValue() + " and that of the schema "
                            + known.get(id.substring(0, end))
                            + " begin alike, so that a path could mean either. Choose an id that does not begin with the other.");
                }
            }
        }
    }

    private static Schema parse(ObjectNode document) {
        try {
            return SchemaReader.read(document);
        } catch (ScimException e) {
            throw invalid(e.detail());
        }
    }

    private static List<Attachment> attachments(ObjectNode json) {
        List<Attachment> attachments = new ArrayList<>();
        for (ObjectNode object : new DocumentFields(json, "The declaration").objects(DeclaredSchema.EXTENDS)) {
            DocumentFields fields = new DocumentFields(object, "What \"extends\" lists");
            fields.requireKnown(List.of(DeclaredSchema.RESOURCE_TYPE, DeclaredSchema.REQUIRED));
            String type = fields.requiredText(DeclaredSchema.RESOURCE_TYPE);
            if (!EXTENDABLE.contains(type)) {
                throw fields.refused("can be User or Group, not \"" + Excerpt.of(type)
                        + "\". A resource type of your own names its extensions itself, as schemaExtensions.");
            }
            if (attachments.stream().anyMatch(known -> known.resourceType().equals(type))) {
                throw fields.refused("has " + type + " twice; keep one of them.");
            }
            attachments.add(new Attachment(type, fields.flag(DeclaredSchema.REQUIRED)));
        }
        return attachments;
    }

    private static DirectoryException invalid(String message) {
        return new DirectoryException(Kind.INVALID, message);
    }
}
