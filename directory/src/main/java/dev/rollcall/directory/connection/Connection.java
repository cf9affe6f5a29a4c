package dev.rollcall.directory.connection;

import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.scim.tolerance.Dialect;
import java.time.Instant;
import java.util.Optional;

/**
 * One customer's identity provider: the unit of isolation, and the owner of one SCIM endpoint and all that came through
 * it. It holds what every request needs; what is asked for more seldom is in {@code directory.configuration}.
 *
 * @param id made once
 * @param name unique among all connections without regard to case, does not change; wherever a command takes a connection, either serves
 * @param dialect the tolerances by which requests are read
 * @param endpoint whether the SCIM endpoint serves
 * @param userIdAttribute the SCIM attribute by which people are known at sign-in, when it is not the usual one of the strategy
 * @param guard what holds many deletions and deactivations of users at once; empty for none
 * @param deletion what becomes of users whom the identity provider deletes
 * @param me which claim of an access token says whose {@code /Me} is
 * @param createdAt to the millisecond
 * @param types which resource types it has, with the schemas that it declares
 */
public record Connection(
        ConnectionId id, String name, Strategy strategy, Dialect dialect, EndpointState endpoint,
        Optional<String> userIdAttribute, Optional<DepartureGuard> guard, DeletionPolicy deletion,
        MeClaim me, Instant createdAt, ConnectionTypes types) {

    /** One that declares no schemas. */
    public Connection(
            ConnectionId id, String name, Strategy strategy, Dialect dialect, EndpointState endpoint,
            Optional<String> userIdAttribute, Optional<DepartureGuard> guard, DeletionPolicy deletion,
            MeClaim me, Instant createdAt) {
        this(id, name, strategy, dialect, endpoint, userIdAttribute, guard, deletion, me, createdAt,
                ConnectionTypes.standard());
    }

    /** One whose endpoint is open. @param strict whether it has no tolerance, or all */
    public Connection(ConnectionId id, String name, Strategy strategy, boolean strict, Instant createdAt) {
        this(id, name, strategy, strict ? Dialect.strict() : Dialect.tolerant(), EndpointState.OPEN,
                Optional.empty(), Optional.empty(), DeletionPolicy.DELETE, MeClaim.SUBJECT, createdAt);
    }

    /** Whether requests are read by the letter of the RFC, without any tolerance. */
    public boolean strict() {
        return dialect.isStrict();
    }
}
