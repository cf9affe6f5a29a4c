package dev.rollcall.directory.connection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether a connection's SCIM endpoint serves its identity provider. */
public enum EndpointState {
    /** It does. */
    OPEN,
    /** It answers 503 with Retry-After for a while, so that the identity provider tries again and nothing is lost. */
    PAUSED,
    /** The connection has no SCIM configuration: nobody is let in. */
    CLOSED;

    /** The lower-case name that people and APIs use. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of that lower-case name. */
    public static Optional<EndpointState> ofKeyword(String keyword) {
        return Arrays.stream(values()).filter(state -> state.keyword().equals(keyword)).findFirst();
    }
}
