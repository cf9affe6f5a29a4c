package dev.rollcall.directory.type;

import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.schema.SchemaReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema that a connection declares.
 *
 * @param document as RFC 7643 section 7 has it, without {@code meta}; not to be changed
 * @param attachments the standard resource types that it extends; empty for one that custom resource types name
 * @param indexed the attributes that are to be indexed, as they were named
 * @param indexes how those are kept, and those of unique attributes
 */
public record DeclaredSchema(
        Schema schema, ObjectNode document, List<Attachment> attachments, List<String> indexed,
        List<DeclaredIndex> indexes) {
    /** The member of the JSON that holds the document. */
    public static final String SCHEMA = "schema";
    /** The member that says which standard resource types are extended. */
    public static final String EXTENDS = "extends";
    /** The member that names attributes to be indexed. */
    public static final String INDEXED = "indexed";
    /** The member that tells how far indexes are; passed over when it is sent. */
    static final String INDEXES = "indexes";
    static final String RESOURCE_TYPE = "resource_type";
    static final String REQUIRED = "required";

    /**
     * A standard resource type that is extended.
     *
     * @param resourceType {@code User} or {@code Group}
     * @param required whether each of its resources must have the extension
     */
    public record Attachment(String resourceType, boolean required) {}

    public DeclaredSchema {
        attachments = List.copyOf(attachments);
        indexed = List.copyOf(indexed);
        indexes = List.copyOf(indexes);
    }

    /** The same with the indexes that it is to have. @param before as it was declared. @param ids makes ids of new indexes */
    public DeclaredSchema planned(Optional<DeclaredSchema> before, Supplier<String> ids) {
        return with(IndexPlan.of(schema, indexed, before, ids));
    }

    /** The same with these indexes. */
    public DeclaredSchema with(List<DeclaredIndex> others) {
        return new DeclaredSchema(schema, document, attachments, indexed, others);
    }

    /** One that was declared before, as it is stored. */
    public static DeclaredSchema stored(String text) {
        ObjectNode json = ScimJson.tree(text).asObject();
        ObjectNode document = json.path(SCHEMA).asObject();
        List<Attachment> attachments = new ArrayList<>();
        for (JsonNode attachment : json.path(EXTENDS)) {
            attachments.add(new Attachment(attachment.path(RESOURCE_TYPE).asString(""),
                    attachment.path(REQUIRED).asBoolean(false)));
        }
        List<String> indexed = new ArrayList<>();
        json.path(INDEXED).forEach(name -> indexed.add(name.asString("")));
        List<DeclaredIndex> indexes = new ArrayList<>();
        json.path(INDEXES).forEach(index -> indexes.add(DeclaredIndex.stored(index)));
        return new DeclaredSchema(SchemaReader.read(document), document, attachments, indexed, indexes);
    }

    /** The JSON by which it is stored, shown and declared. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set(SCHEMA, document);
        ArrayNode array = json.putArray(EXTENDS);
        attachments.forEach(each -> array.addObject()
                .put(RESOURCE_TYPE, each.resourceType)
                .put(REQUIRED, each.required));
        indexed.forEach(json.putArray(INDEXED)::add);
        ArrayNode kept = json.putArray(INDEXES);
        indexes.forEach(index -> kept.add(index.json()));
        return json;
    }
}
