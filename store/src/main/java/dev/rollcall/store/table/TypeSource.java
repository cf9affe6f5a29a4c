package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.Declaration;
import java.util.List;
import java.util.function.Supplier;

/** Where the tables have the resource types from of connections that declare some. */
public interface TypeSource {

    /**
     * The types of a connection.
     *
     * @param version of its declarations
     * @param declared reads these, if they have to be
     */
    ConnectionTypes of(ConnectionId connection, String version, Supplier<List<Declaration>> declared);
}
