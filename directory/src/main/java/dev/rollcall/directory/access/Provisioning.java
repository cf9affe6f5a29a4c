package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.configuration.MappingVersion;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ReadSession;
import java.util.Optional;

/**
 * How a connection is provisioned by SCIM: its configuration with all that is said of it.
 *
 * @param rows of the mapping in force, a JSON array; empty text for the strategy's default rows
 */
public record Provisioning(Connection connection, ScimConfiguration configuration, String rows) {

    /** That of a connection; empty when there is no such connection, or it has no configuration. */
    static Optional<Provisioning> find(ReadSession session, ConnectionId id) {
        return session.connections().find(id).flatMap(connection -> of(session, connection));
    }

    /** @throws DirectoryException when there is no such connection, or it has no configuration */
    static Provisioning required(ReadSession session, ConnectionId id) {
        return of(session, there(session, id))
                .orElseThrow(() -> new DirectoryException(
                        Kind.NOT_FOUND, "The connection " + id + " has no SCIM configuration. Create one first."));
    }

    private static Optional<Provisioning> of(ReadSession session, Connection connection) {
        return session.configurations()
                .find(connection.id())
                .map(configuration -> of(session, connection, configuration));
    }

    /** That of a connection with this configuration. */
    static Provisioning of(ReadSession session, Connection connection, ScimConfiguration configuration) {
        return new Provisioning(connection, configuration, session.configurations()
                .mapping(configuration.connectionId(), configuration.mappingVersion())
                .map(MappingVersion::rows)
                .orElse(""));
    }

    /** @throws DirectoryException when there is no such connection */
    static Connection there(ReadSession session, ConnectionId id) {
        return session.connections()
                .find(id)
                .orElseThrow(() -> new DirectoryException(Kind.NOT_FOUND, "There is no connection " + id + "."));
    }
}
