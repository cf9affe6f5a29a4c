package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.Collection;
import java.util.Set;

/**
 * The names that no schema declares and resources of a connection have ever brought, to read.
 *
 * <p>Guarantees: a name that was remembered stays for as long as the connection, whether or not a resource still has it. Names
 * are compared as they are; the directory folds them before. A look-up costs what is asked for, however many there are.
 */
public interface UndeclaredNameView {

    /** Those of the names that were brought by resources of a type. */
    Set<String> known(ConnectionId connection, String type, Collection<String> names);

    /** Whether a name was not remembered because the connection has as many as it may have. */
    boolean overflowed(ConnectionId connection);
}
