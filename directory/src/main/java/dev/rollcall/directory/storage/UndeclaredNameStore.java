package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.Collection;

/** The names that no schema declares and resources of a connection have ever brought, to read and write. */
public interface UndeclaredNameStore extends UndeclaredNameView {

    /**
     * Remembers the names that a resource brings, in their order, up to the limit; the rest is left out, and the connection has
     * {@linkplain #overflowed overflowed}. Whoever writes at the same time, the limit is kept. Names that are known already
     * cost one look-up, and whoever finds no room any more waits for nobody.
     *
     * @param names each once
     * @return whether there was no room for one of them, so that telling of more is of little use
     */
    boolean remember(ConnectionId connection, String type, Collection<String> names, UndeclaredNameLimit limit);
}
