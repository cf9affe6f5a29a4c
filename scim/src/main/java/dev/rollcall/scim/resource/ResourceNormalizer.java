package dev.rollcall.scim.resource;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.SchemaUrns;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.CommonAttributes;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the body of a POST or PUT into a canonical resource (RFC 7644 sections 3.3 and 3.5.1).
 *
 * <p>Names are matched in any case, those of extension containers included (7643-3-06). Null and empty values are left
 * out; read-only attributes and {@code password} are passed over without a word (7644-3.3-01, 7643-3.1-12,
 * 7643-4.1.1-10); {@code schemas} is checked and computed anew. What no schema declares is kept as it came, when the
 * dialect says so.
 */
public final class ResourceNormalizer {
    private final ResourceType type;
    private final RequestDialect dialect;
    private final ValueReader values;
    private final ObjectNode document = JsonNodeFactory.instance.objectNode();
    private final Map<AttributePath, JsonNode> unqualified = new LinkedHashMap<>();
    private final Set<String> leftOut = new HashSet<>();
    private List<ObjectNode> members = List.of();

    private ResourceNormalizer(ResourceType type, RequestDialect dialect) {
        this.type = type;
        this.dialect = dialect;
        this.values = new ValueReader(dialect);
    }

    /**
     * {@return the canonical resource that the body describes, by the letter of the RFC} The body is not changed.
     *
     * @param type of the resource
     * @param body of the request
     * @throws ScimException as the other does
     */
    public static NormalizedResource normalize(ResourceType type, ObjectNode body) {
        return normalize(type, body, Dialect.strict(), new FiredTolerances());
    }

    /**
     * {@return the canonical resource that the body describes} The body is not changed.
     *
     * @param type of the resource
     * @param body of the request
     * @param dialect what is tolerated
     * @param fired where every tolerance that is used is recorded
     * @throws ScimException 400 invalidValue for a value that does not fit, a required one that is missing, or the
     *     schema of another resource type; 400 invalidSyntax for what is structurally wrong
     */
    public static NormalizedResource normalize(ResourceType type, ObjectNode body, Dialect dialect,
            FiredTolerances fired) {
        return new ResourceNormalizer(type, new RequestDialect(dialect, fired)).read(body);
    }

    private NormalizedResource read(ObjectNode body) {
        new SchemasMember(type, dialect).check(body);
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            readMember(member.getKey(), member.getValue());
        }
        unqualified.forEach(this::addUnqualified);
        ObjectNode canonical = CanonicalDocument.of(type, document, dialect.dialect());
        RequiredAttributes.check(type, canonical);
        leftOut.addAll(values.leftOut());
        return new NormalizedResource(canonical, members, leftOut);
    }

    private void readMember(String name, JsonNode value) {
        Optional<Attribute> declared = type.schema().attribute(name).or(() -> CommonAttributes.named(name));
        if (declared.isPresent()) {
            readDeclared(declared.get(), value);
        } else if (!UndeclaredValues.isReserved(name)) {
            Optional<Schema> schema = SchemaUrns.resolve(type, name, dialect.dialect(), dialect.fired(), name);
            if (schema.isPresent()) {
                readContainer(schema.get(), value);
            } else {
                readUnqualifiedOrUndeclared(name, value);
            }
        }
    }

    private void readDeclared(Attribute attribute, JsonNode value) {
        String name = attribute.name();
        if (name.equals("members")) {
            members = new MemberValues(dialect).read(value, false, name);
        } else if (isKept(attribute) && !name.equals("schemas")) {
            values.whole(attribute, value, name, name).ifPresent(v -> document.set(name, v));
        }
    }

    private static boolean isKept(Attribute attribute) {
        return attribute.mutability() != Mutability.READ_ONLY && attribute.mutability() != Mutability.WRITE_ONLY;
    }

    private void readContainer(Schema schema, JsonNode value) {
        if (schema == type.schema()) {
            throw ScimException.of(
                    ScimType.INVALID_SYNTAX,
                    "The attributes of " + schema.id() + " stand at the top level of a resource, not below its URN.");
        }
        JsonNode single = value.isArray()
                && value.size() == 1
                && dialect.allows(Tolerance.ARRAY_FOR_SINGLE, schema.id())
                        ? value.get(0)
                        : value;
        if (values.unassigns(single, schema.id())) {
            return;
        }
        if (!(single instanceof ObjectNode attributes)) {
            if (dialect.allows(Tolerance.UNREADABLE_VALUE, schema.id())) {
                leftOut.add(schema.id());
                return;
            }
            throw Refusals.type(schema.id(), "an object with the attributes of the extension");
        }
        for (Map.Entry<String, JsonNode> member : attributes.properties()) {
            readExtensionMember(schema, member.getKey(), member.getValue());
        }
    }

    private void readExtensionMember(Schema schema, String name, JsonNode value) {
        Optional<Attribute> declared = schema.attribute(name);
        String path = schema.id() + ":" + declared.map(Attribute::name).orElse(name);
        if (declared.isEmpty()) {
            readUndeclared(container(schema), name, value, path);
        } else if (isKept(declared.get())) {
            values.whole(declared.get(), value, path, path)
                    .ifPresent(v -> container(schema).set(declared.get().name(), v));
        }
    }

    private ObjectNode container(Schema schema) {
        return document.withObjectProperty(schema.id());
    }

    private void readUnqualifiedOrUndeclared(String name, JsonNode value) {
        for (ResourceType.Extension extension : type.extensions()) {
            Optional<Attribute> attribute = extension.schema().attribute(name);
            if (attribute.isPresent() && dialect.dialect().has(Tolerance.UNQUALIFIED_EXTENSION)) {
                unqualified.put(
                        new AttributePath(Optional.of(extension.schema()), attribute.get(), Optional.empty()), value);
                return;
            }
        }
        readUndeclared(document, name, value, name);
    }

    /** What stands in the container itself counts more than what stands beside it. */
    private void addUnqualified(AttributePath path, JsonNode value) {
        if (!isKept(path.attribute())) {
            return;
        }
        Schema schema = path.extension().orElseThrow();
        Optional<JsonNode> canonical = values.whole(path.attribute(), value, path.toString(), path.local());
        if (canonical.isPresent() && dialect.allows(Tolerance.UNQUALIFIED_EXTENSION, path.local())) {
            container(schema).putIfAbsent(path.attribute().name(), canonical.get());
        }
    }

    private void readUndeclared(ObjectNode into, String name, JsonNode value, String path) {
        Optional<JsonNode> kept = UndeclaredValues.read(value);
        if (kept.isEmpty() || UndeclaredValues.isPassword(name)) {
            return;
        }
        if (!dialect.allows(Tolerance.UNDECLARED_KEPT, path)) {
            throw ScimException.of(
                    ScimType.INVALID_SYNTAX,
                    "No schema of a " + type.name() + " declares " + Excerpt.of(path)
                            + ". Take it out of the mapping in your identity provider.");
        }
        into.set(name, kept.get());
    }
}
