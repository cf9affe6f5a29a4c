package dev.rollcall.directory.connection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of identity provider a connection belongs to; the names are Auth0's. */
public enum Strategy {
    WAAD,
    OKTA,
    SAMLP,
    OIDC,
    SCIM;

    /** The lower-case name that people and APIs use. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The strategy of that lower-case name. */
    public static Optional<Strategy> ofKeyword(String keyword) {
        return Arrays.stream(values()).filter(s -> s.keyword().equals(keyword)).findFirst();
    }
}
