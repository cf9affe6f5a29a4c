package dev.rollcall.directory.type;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.IndexColumn;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The resource types of a connection. They are known when the caller is, and everything about a type is asked of its
 * {@link ResourceKind}.
 */
public final class ConnectionTypes {
    private static final ConnectionTypes STANDARD = new ConnectionTypes(List.of(user(), group()));

    private final List<ResourceKind> kinds;

    private ConnectionTypes(List<ResourceKind> kinds) {
        this.kinds = kinds;
    }

    /** Those of a connection: users with the enterprise extension, and groups. */
    public static ConnectionTypes of(Connection connection) {
        return STANDARD;
    }

    /** All, in the order in which they are listed. */
    public List<ResourceKind> all() {
        return kinds;
    }

    /** The schemas of all. */
    public List<ResourceType> types() {
        return kinds.stream().map(ResourceKind::type).toList();
    }

    /** The type at the endpoint of that name, such as {@code Users}, in any case. */
    public Optional<ResourceKind> atEndpoint(String name) {
        return kinds.stream().filter(kind -> kind.type().endpoint().substring(1).equalsIgnoreCase(name)).findFirst();
    }

    /** What is kept of a type of this connection. */
    public ResourceKind of(ResourceType type) {
        return named(type.name());
    }

    /**
     * What is kept of the type of that name.
     *
     * @throws IllegalArgumentException when the connection has none
     */
    public ResourceKind named(String name) {
        for (ResourceKind kind : kinds) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("This connection has no resource type " + name + ".");
    }

    private static ResourceKind user() {
        return new ResourceKind(
                StandardSchemas.user(),
                "userName",
                Map.of(
                        "id", IndexColumn.ID,
                        "userName", IndexColumn.UNIQUE_KEY,
                        "displayName", IndexColumn.DISPLAY_NAME,
                        "externalId", IndexColumn.EXTERNAL_ID,
                        Urns.ENTERPRISE_USER + ":manager.value", IndexColumn.MANAGER,
                        "meta.created", IndexColumn.CREATED,
                        "meta.lastModified", IndexColumn.LAST_MODIFIED),
                List.of("emails"),
                Set.of("userName", "active"),
                true,
                false,
                true,
                true,
                "id, userName, externalId, displayName, active, emails.value, manager, groups.value, meta.created and"
                        + " meta.lastModified");
    }

    private static ResourceKind group() {
        return new ResourceKind(
                StandardSchemas.group(),
                "displayName",
                Map.of(
                        "id", IndexColumn.ID,
                        "displayName", IndexColumn.UNIQUE_KEY,
                        "externalId", IndexColumn.EXTERNAL_ID,
                        "meta.created", IndexColumn.CREATED,
                        "meta.lastModified", IndexColumn.LAST_MODIFIED),
                List.of(),
                Set.of(),
                false,
                true,
                false,
                false,
                "id, displayName, externalId, members.value, meta.created and meta.lastModified");
    }
}
