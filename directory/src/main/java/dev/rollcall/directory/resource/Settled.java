package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.storage.OwnedResource;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.schema.ResourceType;
import java.util.List;
import java.util.Optional;

/**
 * Looks at a connection's settings once more inside the writer: a body may be long on its way, and a change long in waiting.
 *
 * <p>Guarantees: nothing that came to an endpoint is written once the commit that pauses or closes it, or that deletes the
 * connection, is durable, and nothing of it that was planned by other tolerances, or for another user-id attribute, than the
 * connection has. Nothing at all is written that was planned by other schemas. It costs no statement: the settings come with
 * what is read anyway. A search that goes by an index of a declared attribute, which other schemas may not have, asks for them.
 */
final class Settled {
    private Settled() {}

    /**
     * The connection of a request that makes something new.
     *
     * @param read the connection as it was read in the session
     * @throws EndpointNotOpenException when it was paused or closed meanwhile
     * @throws OtherSettingsException when the request is to be planned again
     */
    static Connection connection(ScimCall call, Optional<Connection> read) {
        Connection now = read.orElseThrow(() -> ScimException.of(
                404, "The connection was deleted. Ask the vendor for a new SCIM URL and a new token."));
        require(call, now);
        return now;
    }

    /** The same where nothing reads the connection by the way. */
    static Connection connection(WriteSession session, ScimCall call) {
        return connection(call, session.connections().find(call.connection()));
    }

    /**
     * The row of a resource as it is, and its connection; 404 when there is none.
     *
     * @throws EndpointNotOpenException as above
     * @throws OtherSettingsException as above
     */
    static OwnedResource resource(WriteSession session, ScimCall call, ResourceType type, String id) {
        OwnedResource found = session.resources()
                .findOwned(call.connection(), type.name(), id)
                .orElseGet(() -> new OwnedResource(
                        connection(session, call),
                        ResourceWriter.require(session, call, type, id)));
        require(call, found.connection());
        return found;
    }

    /** The work of a request under the settings that its connection has by now. */
    @FunctionalInterface
    interface Work<T> {
        T apply(ScimCall call, ResourceType type);
    }

    /** Does the work of a request, and does it again while its connection's settings change. */
    static <T> T settling(ScimCall call, ResourceType type, Work<T> work) {
        ScimCall current = call;
        ResourceType declared = type;
        for (int attempt = 0; attempt < ResourceWriter.ATTEMPTS; attempt++) {
            try {
                return work.apply(current, declared);
            } catch (OtherSettingsException changed) {
                current = current.under(changed.now());
                declared = current.types().find(type.name()).map(ResourceKind::type).orElseThrow(() -> removed(type));
            }
        }
        throw ResourceWriter.keptChanging(type);
    }

    /** The search of a request under the schemas that its connection has by now. */
    @FunctionalInterface
    interface Searching<T> {
        T apply(ScimCall call, List<ResourceType> types);
    }

    /** Does a search, and does it again while its connection's schemas change; of several types those that are left. */
    static <T> T searching(ScimCall call, List<ResourceType> types, Searching<T> search) {
        ScimCall current = call;
        List<ResourceType> declared = types;
        for (int attempt = 0; attempt < ResourceWriter.ATTEMPTS; attempt++) {
            try {
                return search.apply(current, declared);
            } catch (OtherSettingsException changed) {
                ScimCall now = current.under(changed.now());
                declared = types.stream()
                        .flatMap(type -> now.types().find(type.name()).map(ResourceKind::type).stream())
                        .toList();
                current = now;
                if (declared.isEmpty()) {
                    throw removed(types.getFirst());
                }
            }
        }
        throw ScimException.of(503, "The schemas of this connection kept changing while this search was being answered."
                + " Send it again in a few seconds.");
    }

    /**
     * Passes when the connection has the schemas that a search was planned by.
     *
     * @throws OtherSettingsException otherwise
     */
    static void schemas(ReadSession session, ScimCall call) {
        session.connections()
                .find(call.connection())
                .filter(now -> !now.types().equals(call.types()))
                .ifPresent(now -> {
                    throw new OtherSettingsException(now);
                });
    }

    private static ScimException removed(ResourceType type) {
        return ScimException.of(404, "The resource type " + type.name()
                + " was taken away from this connection meanwhile; nothing was changed. GET /ResourceTypes lists those that"
                + " there are.");
    }

    /** As above. */
    static void require(ScimCall call, Connection now) {
        if (call.atEndpoint() && now.endpoint() != EndpointState.OPEN) {
            throw new EndpointNotOpenException(now);
        }
        Connection planned = call.caller().connection();
        boolean otherReading = call.atEndpoint()
                && (!now.dialect().equals(planned.dialect())
                        || !now.userIdAttribute().equals(planned.userIdAttribute()));
        if (otherReading || !now.types().equals(planned.types())) {
            throw new OtherSettingsException(now);
        }
    }
}
