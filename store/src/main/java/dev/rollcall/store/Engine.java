package dev.rollcall.store;

/** The database engines that the store speaks to. */
public enum Engine {
    SQLITE, POSTGRESQL;

    /** The engine that a JDBC URL names. */
    public static Engine ofJdbcUrl(String url) {
        if (url.startsWith("jdbc:sqlite:")) {
            return SQLITE;
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        throw new IllegalArgumentException("The database URL must begin with jdbc:sqlite: or jdbc:postgresql:");
    }
}
