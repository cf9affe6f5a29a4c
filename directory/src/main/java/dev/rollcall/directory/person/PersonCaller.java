package dev.rollcall.directory.person;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.ProcessorTurns;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.token.TokenScope;
import java.time.Instant;
import java.util.EnumSet;

/**
 * Who works with people from inside the house.
 *
 * @param actor who makes the changes
 * @param requestId UUIDv7 text, which the changes name
 * @param address from where
 * @param baseUrl scheme, host and port of the service, without a slash at the end
 * @param share what is read counts for it
 * @param client looked after while the request waits for a turn
 * @param trail where what it changes is noted, in the change's own write
 */
public record PersonCaller(
        Actor actor, String requestId, String address, String baseUrl, Share share, Presence client,
        AuditTrail trail) {

    /** One of whose changes nothing is noted but the change record. */
    public PersonCaller(
            Actor actor, String requestId, String address, String baseUrl, Share share, Presence client) {
        this(actor, requestId, address, baseUrl, share, client, AuditTrail.NONE);
    }

    /** The same, whose changes are noted there. */
    public PersonCaller audited(AuditTrail other) {
        return new PersonCaller(actor, requestId, address, baseUrl, share, client, other);
    }

    /** A call that changes resources of a connection; it leaves no row in the connection's request log. */
    ScimCall call(Connection connection, ProcessorTurns turns, Instant now) {
        Caller caller = actor.id()
                .map(id -> new Caller(connection, id, EnumSet.allOf(TokenScope.class)))
                .orElseGet(() -> Caller.commandLine(connection));
        RequestTrace trace = new RequestTrace(requestId, now, System.nanoTime(), address, "EDIT", "/");
        return new ScimCall(
                caller,
                baseUrl + "/scim/v2/connections/" + connection.id(),
                trace,
                client,
                turns.effort(connection.id(), client),
                false);
    }
}
