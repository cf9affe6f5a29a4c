package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.Connection;

/** The connection is set otherwise than a change was planned by; nothing was changed, and it is to be planned again. */
final class OtherSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Connection now;

    OtherSettingsException(Connection now) {
        super("The connection's settings have changed.", null, false, false);
        this.now = now;
    }

    /** The connection as it is by now. */
    Connection now() {
        return now;
    }
}
