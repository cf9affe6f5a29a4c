package dev.rollcall.directory.configuration;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import java.time.Instant;

/**
 * How a connection's users are provisioned by SCIM. While it is there, the connection has a SCIM endpoint.
 *
 * @param userIdAttribute the SCIM attribute that identifies a person at sign-in: {@link #EXTERNAL_ID} or {@link #USER_NAME}
 * @param mappingVersion the {@link MappingVersion} in force; {@link #DEFAULT_MAPPING} for the strategy's default rows
 * @param createdAt to the millisecond
 * @param updatedOn to the millisecond
 */
public record ScimConfiguration(
        ConnectionId connectionId,
        String userIdAttribute,
        int mappingVersion,
        Instant createdAt,
        Instant updatedOn) {
    public static final String EXTERNAL_ID = "externalId";
    public static final String USER_NAME = "userName";

    /** Stands for the rows that a strategy has unless others are set. */
    public static final int DEFAULT_MAPPING = 0;

    /** The one that a connection has from the start. */
    public static ScimConfiguration initial(ConnectionId connection, Strategy strategy, Instant now) {
        return new ScimConfiguration(connection, defaultUserId(strategy), DEFAULT_MAPPING, now, now);
    }

    /** What identifies a person at sign-in unless something else is set. */
    public static String defaultUserId(Strategy strategy) {
        return strategy == Strategy.SAMLP ? USER_NAME : EXTERNAL_ID;
    }
}
