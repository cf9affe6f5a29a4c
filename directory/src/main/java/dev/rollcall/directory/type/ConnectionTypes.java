package dev.rollcall.directory.type;

import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.schema.StandardSchemas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The resource types of a connection: users and groups, with the extensions that it declares, and the types that it declares
 * itself. They are a part of the connection as it was read, and everything about a type is asked of its {@link ResourceKind}.
 *
 * <p>Immutable. Those of one connection are equal when they are of the same version.
 */
public final class ConnectionTypes {
    private static final ConnectionTypes STANDARD = new ConnectionTypes("", List.of(), List.of(), WithheldValues.NONE);
    /** What is in memory of an attribute beside its text, in bytes: the record, its lists, its places in maps. */
    private static final long OF_AN_ATTRIBUTE = 600;
    /** The same of a schema or type. */
    private static final long OF_A_DECLARATION = 4_096;

    private final String version;
    private final List<ResourceKind> kinds;
    private final List<Schema> schemas;
    private final long bytes;
    private final WithheldValues withheld;
    private final HiddenNames hidden;

    private ConnectionTypes(
            String version, List<DeclaredSchema> declared, List<DeclaredType> types, WithheldValues withheld) {
        this.withheld = withheld;
        this.hidden = HiddenNames.of(declared.stream().map(DeclaredSchema::schema).toList());
        this.version = version;
        List<ResourceKind> all = new ArrayList<>(List.of(
                user(extended(StandardSchemas.user(), declared), declared),
                group(extended(StandardSchemas.group(), declared), declared)));
        types.stream()
                .map(type -> type(type, declared))
                .forEach(type -> all.add(StandardKinds.declared(type, indexes(type, declared))));
        this.kinds = List.copyOf(all);
        this.schemas = Stream.concat(StandardSchemas.schemas().stream(), declared.stream().map(DeclaredSchema::schema))
                .toList();
        this.bytes = declared.stream().mapToLong(ConnectionTypes::bytes).sum() + types.size() * OF_A_DECLARATION
                + withheld.places().size() * OF_AN_ATTRIBUTE;
    }

    /** Those of a connection that declares nothing: users with the enterprise extension, and groups. */
    public static ConnectionTypes standard() {
        return STANDARD;
    }

    /**
     * Those of a connection with these declarations.
     *
     * @param version which no other declarations of the connection ever have
     * @param declarations that keep the {@link DeclarationRules}
     */
    public static ConnectionTypes of(String version, List<Declaration> declarations) {
        return new ConnectionTypes(version, DeclarationRules.schemas(declarations),
                DeclarationRules.types(declarations), WithheldValues.among(declarations));
    }

    /** Of which declarations they are; empty text when the connection has never declared anything. */
    public String version() {
        return version;
    }

    /** All, in the order in which they are listed. */
    public List<ResourceKind> all() {
        return kinds;
    }

    /** The schemas of all. */
    public List<ResourceType> types() {
        return kinds.stream().map(ResourceKind::type).toList();
    }

    /** Every schema that is published: the standard ones, then those that the connection declares. */
    public List<Schema> schemas() {
        return schemas;
    }

    /** How the attributes are called that the connection declares and nothing answers. */
    public HiddenNames hidden() {
        return hidden;
    }

    /**
     * The same for a change that was made at some time: also the attributes whose values are withheld of it since their declaration went.
     *
     * @param type the name of the type of the resource that was changed
     */
    public HiddenNames hidden(String type, Instant change) {
        return hidden.with(HiddenNames.at(withheld.of(type, change)));
    }

    /** What events of before must not tell although no schema says so any more. */
    public WithheldValues withheld() {
        return withheld;
    }

    /** Users. */
    public ResourceType user() {
        return kinds.get(0).type();
    }

    /** Groups. */
    public ResourceType group() {
        return kinds.get(1).type();
    }

    /** The type at the endpoint of that name, such as {@code Users}, in any case. */
    public Optional<ResourceKind> atEndpoint(String name) {
        return kinds.stream().filter(kind -> kind.type().endpoint().substring(1).equalsIgnoreCase(name)).findFirst();
    }

    /** What is kept of a type of this connection. */
    public ResourceKind of(ResourceType type) {
        return named(type.name());
    }

    /** What is kept of the type of that name; empty when the connection has none, or none any more. */
    public Optional<ResourceKind> find(String name) {
        for (ResourceKind kind : kinds) {
            if (kind.name().equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /**
     * What is kept of the type of that name.
     *
     * @throws IllegalArgumentException when the connection has none
     */
    public ResourceKind named(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("This connection has no resource type " + name + "."));
    }

    /** What they take of the memory beside what all connections share, in bytes, counted generously. */
    public long bytes() {
        return bytes;
    }

    private static ResourceKind user(ResourceType type, List<DeclaredSchema> declared) {
        return StandardKinds.user(type, indexes(type, declared));
    }

    private static ResourceKind group(ResourceType type, List<DeclaredSchema> declared) {
        return StandardKinds.group(type, indexes(type, declared));
    }

    private static List<KindIndex> indexes(ResourceType type, List<DeclaredSchema> declared) {
        List<KindIndex> indexes = new ArrayList<>();
        for (DeclaredSchema schema : declared) {
            String urn = schema.schema().id();
            if (type.schema(urn).isPresent()) {
                Optional<String> extension = Optional.of(urn).filter(id -> !type.schema().id().equals(id));
                indexes.addAll(IndexPlan.of(schema.schema(), extension, schema.indexes()));
            }
        }
        return indexes;
    }

    private static ResourceType extended(ResourceType standard, List<DeclaredSchema> declared) {
        List<ResourceType.Extension> extensions = new ArrayList<>(standard.extensions());
        for (DeclaredSchema schema : declared) {
            schema.attachments()
                    .stream()
                    .filter(attachment -> attachment.resourceType().equals(standard.name()))
                    .forEach(attachment -> extensions
                            .add(new ResourceType.Extension(schema.schema(), attachment.required())));
        }
        return extensions.size() == standard.extensions().size()
                ? standard
                : new ResourceType(standard.name(), standard.endpoint(), standard.description(), standard.schema(),
                        extensions);
    }

    private static ResourceType type(DeclaredType type, List<DeclaredSchema> declared) {
        return new ResourceType(type.name(), type.endpoint(), type.description(), schema(type.schema(), declared),
                type.extensions()
                        .stream()
                        .map(extension -> new ResourceType.Extension(schema(extension.schema(), declared),
                                extension.required()))
                        .toList());
    }

    private static Schema schema(String urn, List<DeclaredSchema> declared) {
        return declared.stream()
                .map(DeclaredSchema::schema)
                .filter(schema -> schema.id().equalsIgnoreCase(urn))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No schema " + urn + " is declared."));
    }

    private static long bytes(DeclaredSchema schema) {
        return OF_A_DECLARATION + 4L * schema.document().toString().length()
                + schema.schema().attributes().stream().mapToLong(ConnectionTypes::bytes).sum();
    }

    private static long bytes(Attribute attribute) {
        return OF_AN_ATTRIBUTE * (1 + attribute.subAttributes().size());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectionTypes types && types.version.equals(version);
    }

    @Override
    public int hashCode() {
        return version.hashCode();
    }

    @Override
    public String toString() {
        return "ConnectionTypes[" + version + "]";
    }
}
