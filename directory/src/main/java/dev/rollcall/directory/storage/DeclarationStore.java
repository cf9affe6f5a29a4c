package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.Declaration;

/**
 * The schemas and resource types that connections declare, to read and write. Whoever writes some {@linkplain #move moves} the
 * connection to another version in the same work: by that alone others notice, on every node.
 */
public interface DeclarationStore extends DeclarationView {

    /** Adds a declaration, or puts it in the place of the one of its kind and name. */
    void put(ConnectionId connection, Declaration declaration);

    /** Takes a declaration away. @return whether there was one */
    boolean remove(ConnectionId connection, Declaration.Kind kind, String name);

    /**
     * Gives a connection's declarations another version, see {@link ConnectionTypes#version}.
     *
     * @param to that no declarations of the connection ever had, not even in a work that was taken back
     * @return false, with nothing written, when they are not of the version before any more
     */
    boolean move(ConnectionId connection, String from, String to);
}
