package dev.rollcall.outbound.scim;

import dev.rollcall.client.target.JsonMember;
import dev.rollcall.outbound.scim.ScimExchange.Ask;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks a target once for its ServiceProviderConfig and notes what that says. A target that has none, or does not answer, is no
 * failure: what it cannot do is learned from its other answers.
 */
final class TargetDiscovery {
    private static final String CONFIG = "/ServiceProviderConfig";

    private final TargetQuirks quirks;
    private final AtomicBoolean begun = new AtomicBoolean();

    TargetDiscovery(TargetQuirks quirks) {
        this.quirks = quirks;
    }

    /** Asks, unless it was asked before; while one run asks, the others go on without. */
    void once(ScimExchange exchange) {
        if (quirks.has(TargetQuirks.DISCOVERED) || !begun.compareAndSet(false, true)) {
            return;
        }
        try {
            read(exchange);
        } catch (TargetFailure failure) {
            // Whatever it is, the run's own requests meet it as well, and say so. It is asked again after the next start.
        }
    }

    /** Asks and notes; the answer as it came. */
    TargetReply read(ScimExchange exchange) {
        TargetReply reply = exchange.send(Ask.get(CONFIG, CONFIG));
        Optional<ObjectNode> config = reply.body().filter(body -> reply.status() == 200);
        String evidence = exchange.evidence(reply);
        config.ifPresent(body -> note(body, evidence, exchange));
        quirks.learn(TargetQuirks.DISCOVERED, config.isPresent() ? "read" : "absent", evidence, exchange.clock().now());
        return reply;
    }

    private void note(ObjectNode config, String evidence, ScimExchange exchange) {
        if (flag(config, "patch", "supported").equals(Optional.of(false)) && !quirks.has(TargetQuirks.PATCH_ONLY)) {
            quirks.learn(TargetQuirks.NO_PATCH, "", evidence, exchange.clock().now());
        }
        if (flag(config, "etag", "supported").equals(Optional.of(true))) {
            quirks.learn(TargetQuirks.ETAGS, "", evidence, exchange.clock().now());
        }
        boolean cursor = flag(config, "pagination", "cursor").equals(Optional.of(true));
        if (cursor && flag(config, "pagination", "index").equals(Optional.of(false))) {
            quirks.learn(TargetQuirks.CURSOR_ONLY, "", evidence, exchange.clock().now());
        }
    }

    private static Optional<Boolean> flag(ObjectNode config, String part, String name) {
        return JsonMember.of(config, part)
                .flatMap(node -> JsonMember.of(node, name))
                .flatMap(JsonNode::booleanValueOpt);
    }
}
