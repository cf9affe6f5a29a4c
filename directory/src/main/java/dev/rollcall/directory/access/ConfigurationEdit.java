package dev.rollcall.directory.access;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.DeletionPolicy;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.connection.MeClaim;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.tolerance.Dialect;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be different of how a connection is provisioned; what is empty stays.
 *
 * @param userId the attribute by which users are known
 * @param rows of the mapping, a JSON array; empty text for the strategy's default rows
 * @param dialect the tolerances
 * @param paused whether the endpoint answers 503 for a while
 * @param guard how departures of users are held from now on
 * @param deletion what becomes of users whom the identity provider deletes from now on
 * @param me which claim of an access token says whose {@code /Me} is
 */
public record ConfigurationEdit(
        Optional<String> userId,
        Optional<String> rows,
        Optional<Dialect> dialect,
        Optional<Boolean> paused,
        Optional<GuardEdit> guard,
        Optional<DeletionPolicy> deletion,
        Optional<MeClaim> me) {
    /** Nothing. */
    public static final ConfigurationEdit NOTHING = new ConfigurationEdit(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty());

    /** Another attribute for user ids alone. */
    public static ConfigurationEdit ofUserId(String attribute) {
        return new ConfigurationEdit(Optional.of(attribute), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Other rows of the mapping alone. */
    public static ConfigurationEdit ofMapping(String rows) {
        return new ConfigurationEdit(
                Optional.empty(), Optional.of(rows), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    /** Another claim for {@code /Me} alone. */
    public static ConfigurationEdit ofMe(MeClaim claim) {
        return new ConfigurationEdit(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.of(claim));
    }

    /** The same of a configuration that is being made: what is not wanted otherwise is as it usually is. */
    ConfigurationEdit ofNew() {
        return new ConfigurationEdit(userId, rows, dialect, Optional.of(paused.orElse(false)), guard,
                Optional.of(deletion.orElse(DeletionPolicy.DELETE)), Optional.of(me.orElse(MeClaim.SUBJECT)));
    }

    /** Changes what the connection itself has of it: tolerances, pause, guard, what becomes of deleted users, whose /Me is. */
    void apply(WriteSession session, ConnectionId id, Instant now) {
        dialect.ifPresent(granted -> session.connections().setDialect(id, granted));
        paused.map(yes -> yes ? EndpointState.PAUSED : EndpointState.OPEN)
                .ifPresent(state -> session.connections().setEndpoint(id, state));
        guard.ifPresent(edit -> edit.apply(session, id, now));
        deletion.ifPresent(policy -> session.connections().setDeletionPolicy(id, policy));
        me.ifPresent(claim -> session.connections().setMeClaim(id, claim));
    }
}
