package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.DeclaredVersion;
import java.util.List;
import java.util.Optional;

/**
 * The schemas and resource types that connections declare, to read.
 *
 * <p>Guarantees: each belongs to one connection; names are compared without regard to case.
 */
public interface DeclarationView {

    /** Those of a connection, by kind and name. */
    List<Declaration> of(ConnectionId connection);

    /** The same with their version, as texts that nobody has read; empty when there is no such connection. */
    Optional<DeclaredVersion> current(ConnectionId connection);

    /** The one of that kind and name. */
    Optional<Declaration> find(ConnectionId connection, Declaration.Kind kind, String name);
}
