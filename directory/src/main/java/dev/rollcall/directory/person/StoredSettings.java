package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.ReadSession;

/** The settings of connections as they are stored. */
public final class StoredSettings implements PersonSettings.Source {

    @Override
    public PersonSettings of(ReadSession session, Connection connection) {
        return PersonSettings.defaults(connection);
    }
}
