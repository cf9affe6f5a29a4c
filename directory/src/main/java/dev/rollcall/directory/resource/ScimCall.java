package dev.rollcall.directory.resource;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.storage.KeptSubject;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One authenticated SCIM request, or a change from inside the house that is made like one.
 *
 * @param baseUrl the absolute URL of the connection's SCIM endpoint, without a slash at the end; every
 *     {@code meta.location} and {@code $ref} begins with it
 * @param client looked after while the request waits for a turn
 * @param effort by which it computes
 * @param atEndpoint whether it came to the connection's SCIM endpoint, which has to be open until the change is made; what the
 *     house does itself goes on while that is paused or closed
 * @param share of the store that it counts for: the connection's, but for an operator who looks while that is busy
 */
public record ScimCall(
        Caller caller, String baseUrl, RequestTrace trace, Presence client, Effort effort, boolean atEndpoint,
        Share share) {

    /** One that counts for its connection's share of the store. */
    public ScimCall(
            Caller caller, String baseUrl, RequestTrace trace, Presence client, Effort effort, boolean atEndpoint) {
        this(caller, baseUrl, trace, client, effort, atEndpoint, Share.of(caller.connection().id()));
    }

    /** One that came to the connection's SCIM endpoint. */
    public ScimCall(Caller caller, String baseUrl, RequestTrace trace, Presence client, Effort effort) {
        this(caller, baseUrl, trace, client, effort, true);
    }

    /** The same under the settings that its connection has by now; its log row hides what those hide as well. */
    ScimCall under(Connection now) {
        trace.hide(now.types().hidden());
        return new ScimCall(caller.under(now), baseUrl, trace, client, effort, atEndpoint, share);
    }

    /** The connection that everything is confined to. */
    public ConnectionId connection() {
        return caller.connection().id();
    }

    /** The resource types of the connection. */
    public ConnectionTypes types() {
        return caller.connection().types();
    }

    /** What is kept of a type. */
    ResourceKind kind(ResourceType type) {
        return types().of(type);
    }

    /** What is kept of a resource's type. */
    ResourceKind kind(StoredResource resource) {
        return types().named(resource.type());
    }

    /** What the {@code user_id} of a new resource may end with; empty for what is no person. */
    Optional<String> subject(ResourceType type, ObjectNode document) {
        return kind(type).isPerson()
                ? UserIdAttribute.of(caller.connection()).subject(document)
                : Optional.empty();
    }

    /** By what somebody who has that subject is known to be the same after a deletion. */
    KeptSubject kept(String subject) {
        return new KeptSubject(UserIdAttribute.of(caller.connection()).attribute(), subject);
    }

    /** Where the changes that it makes come from. */
    public Cause cause() {
        return new Cause(caller.actor(), caller.actor().equals(Actor.UPKEEP)
                ? Optional.empty()
                : Optional.of(trace.id()));
    }

    /** The tolerances that the connection grants. */
    public Dialect dialect() {
        return caller.dialect();
    }

    /** Collects what the tolerances did. */
    public FiredTolerances tolerances() {
        return trace.tolerances();
    }
}
