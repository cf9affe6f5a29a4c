package dev.rollcall.outbound.scim;

import dev.rollcall.outbound.scim.ScimExchange.Ask;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The requests about one resource of a kind, by its id at the target. */
final class ResourceRequests {
    private final TargetConnection target;
    private final ScimExchange exchange;
    private final String kind;

    /** @param kind {@code /Users} or {@code /Groups}, whose members are never asked for */
    ResourceRequests(TargetConnection target, ScimExchange exchange, String kind) {
        this.target = target;
        this.exchange = exchange;
        this.kind = kind;
    }

    TargetReply get(String id) {
        return exchange.send(Ask.get(kind + "/…", path(id)));
    }

    /**
     * The resource as the target shows it; empty when it has none of that id.
     *
     * @throws TargetFailure when it does not say
     */
    Optional<ObjectNode> read(String id) {
        TargetReply reply = get(id);
        if (reply.status() == 404) {
            return Optional.empty();
        }
        if (reply.status() != 200) {
            throw exchange.unusable(reply);
        }
        return Optional.of(ScimReading.resource(reply));
    }

    TargetReply put(String id, ObjectNode body, Optional<String> etag) {
        return send("PUT", id, body, etag);
    }

    TargetReply patch(String id, ObjectNode body, Optional<String> etag) {
        return send("PATCH", id, body, etag);
    }

    TargetReply delete(String id, Optional<String> etag) {
        return exchange.send(new Ask("DELETE", kind + "/…", named(id), Optional.empty(), etag));
    }

    private TargetReply send(String method, String id, ObjectNode body, Optional<String> etag) {
        return exchange.send(new Ask(method, kind + "/…", path(id), Optional.of(body), etag));
    }

    private String path(String id) {
        return kind.equals("/Groups") ? target.quirks().withoutMembers(named(id), "") : named(id);
    }

    private String named(String id) {
        return kind + "/" + TargetLookup.encoded(id);
    }
}
