package dev.rollcall.outbound.scim;

import dev.rollcall.client.target.JsonMember;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.ScimTarget.Update;
import dev.rollcall.mapping.target.TargetBody;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.mapping.target.TargetValue;
import dev.rollcall.outbound.scim.TargetFailure.Meaning;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes one resource at the target, in the way that the target takes. */
final class ResourceChange {
    private static final int MOST_CONFLICTS = 3;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final TargetConnection target;
    private final TargetMapping mapping;
    private final ScimExchange exchange;
    private final EndpointQuirks quirks;
    private final ResourceRequests requests;
    private final String kind;
    private final boolean inParts;
    private final UnaryOperator<ObjectNode> whole;

    /**
     * Changes of that kind of resources.
     *
     * @param kind {@code /Users} or {@code /Groups}
     * @param inParts whether they are changed by PATCH as long as the target takes one, because what is sent is not all that they are
     * @param whole makes of what is sent all that they are, for a PUT
     */
    ResourceChange(TargetConnection target, TargetMapping mapping, ScimExchange exchange, String kind, boolean inParts,
            UnaryOperator<ObjectNode> whole) {
        this.target = target;
        this.mapping = mapping;
        this.exchange = exchange;
        this.quirks = new EndpointQuirks(target.quirks(), kind);
        this.requests = new ResourceRequests(target, exchange, kind);
        this.kind = kind;
        this.inParts = inParts;
        this.whole = whole;
    }

    /** Those of users, which are sent whole. */
    static ResourceChange ofUsers(TargetConnection target, TargetMapping mapping, ScimExchange exchange, String kind) {
        return new ResourceChange(target, mapping, exchange, kind, false, UnaryOperator.identity());
    }

    /**
     * The same as {@link #update}, and the run notes that the target has acknowledged it.
     *
     * @return false when the target does not have it
     */
    boolean become(ScimRun run, String id, Optional<ObjectNode> shown, TargetBody body, String hash) {
        Optional<TargetReply> reply = update(run, id, shown, body);
        if (reply.isEmpty()) {
            return false;
        }
        exchange.settled();
        run.acknowledged(id, reply.get().etag(), remembered(body), hash, false);
        return true;
    }

    /**
     * Makes the resource what it is to be.
     *
     * @param shown the resource as the target has shown it in this run
     * @return empty when the target does not have it
     * @throws TargetFailure when it does not take it
     */
    Optional<TargetReply> update(ScimRun run, String id, Optional<ObjectNode> shown, TargetBody body) {
        Optional<String> etag = run.remote().flatMap(RemoteRecord::etag).filter(tag -> shown.isEmpty());
        Optional<ObjectNode> seen = shown;
        ChangeWays ways = new ChangeWays(quirks, exchange, byPatch(), how());
        for (int conflicts = 0;; conflicts++) {
            Update way = ways.now();
            Optional<TargetReply> reply = way == Update.PUT
                    ? Optional.of(put(id, body, etag))
                    : patched(run, id, seen, body, etag, way);
            if (reply.isEmpty() || reply.get().status() == 404) {
                return Optional.empty();
            }
            TargetReply answer = reply.get();
            if (answer.status() == 200 || answer.status() == 204) {
                if (answer.wasSent()) {
                    ways.taken();
                }
                noteEtag(answer);
                return way == Update.PUT && target.peculiarities().activeByPatch()
                        ? withActive(id, body, answer)
                        : reply;
            }
            if (answer.status() == 412 && conflicts < MOST_CONFLICTS) {
                TargetReply now = requests.get(id);
                if (now.status() != 200) {
                    throw exchange.unusable(now);
                }
                seen = Optional.of(ScimReading.resource(now));
                etag = now.etag();
            } else if (answer.status() == 412) {
                throw TargetFailure.of(Meaning.LATER, exchange.cause(answer));
            } else if (!ways.another(answer)) {
                throw answer.ok() ? ScimReading.shape(answer, "200 or 204", true) : exchange.unusable(answer);
            }
        }
    }

    /** Some change by PATCH alone whether somebody may sign in: where the answer to a PUT does not show it, that is asked for too. */
    private Optional<TargetReply> withActive(String id, TargetBody body, TargetReply put) {
        JsonNode active = body.resource().path("active");
        boolean shown = put.body()
                .flatMap(resource -> JsonMember.of(resource, "active"))
                .filter(active::equals)
                .isPresent();
        if (!active.isBoolean() || shown || quirks.takesNoPatch()) {
            return Optional.of(put);
        }
        ObjectNode patch = TargetPatch.active(active.booleanValue(), byPatch() == Update.PATCH_BY_PATH);
        TargetReply reply = requests.patch(id, patch, Optional.empty());
        if (reply.status() == 404) {
            return Optional.empty();
        }
        if (reply.status() != 200 && reply.status() != 204) {
            throw reply.ok() ? ScimReading.shape(reply, "200 or 204", true) : exchange.unusable(reply);
        }
        return Optional.of(reply);
    }

    /**
     * Sends all that the resource is, by PUT alone.
     *
     * @return empty when the target does not have it; an answer of 405 or 501 when it takes no PUT either
     * @throws TargetFailure when it does not take it
     */
    Optional<TargetReply> whole(String id, TargetBody body) {
        TargetReply answer = put(id, body, Optional.empty());
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (answer.status() == 200 || answer.status() == 204) {
            noteEtag(answer);
        } else if (!ChangeWays.isUnknownMethod(answer)) {
            throw answer.ok() ? ScimReading.shape(answer, "200 or 204", true) : exchange.unusable(answer);
        }
        return Optional.of(answer);
    }

    /** What is remembered of a body, for targets that are told differences. */
    Optional<ObjectNode> remembered(TargetBody body) {
        return how() == Update.PUT ? Optional.empty() : Optional.of(body.resource());
    }

    /** Notes that the target has versions. */
    void noteEtag(TargetReply reply) {
        if (reply.etag().isPresent() && !target.quirks().has(TargetQuirks.ETAGS)) {
            target.quirks().learn(TargetQuirks.ETAGS, "", exchange.evidence(reply), exchange.clock().now());
        }
    }

    private Optional<TargetReply> patched(
            ScimRun run, String id, Optional<ObjectNode> shown, TargetBody body, Optional<String> etag,
            Update way) {
        Optional<ObjectNode> seen = shown.or(() -> lastSent(run)).or(() -> requests.read(id));
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        List<TargetValue> values = mapping.seen(seen.get());
        Optional<ObjectNode> patch = way == Update.PATCH
                ? Optional.of(TargetPatch.whole(body, values))
                : TargetPatch.byPath(body, values);
        return patch.isEmpty()
                // The target has shown that nothing is to be changed.
                ? Optional.of(TargetReply.nothingToDo(kind, etag))
                : Optional.of(requests.patch(id, patch.get(), etag));
    }

    /** What was sent last tells what the target has, unless an answer was lost since. */
    private static Optional<ObjectNode> lastSent(ScimRun run) {
        if (run.inDoubt() || run.intent() != HeadIntent.UPDATE) {
            return Optional.empty();
        }
        return run.remote().flatMap(RemoteRecord::sent).flatMap(text -> {
            try {
                return JSON.readTree(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
            } catch (JacksonException e) {
                // Then the target itself is asked.
                return Optional.empty();
            }
        });
    }

    private Update how() {
        boolean wanted = target.settings().update() == Update.PUT
                && !inParts
                && !quirks.has(TargetQuirks.PATCH_ONLY);
        return wanted || quirks.takesNoPatch() ? Update.PUT : byPatch();
    }

    private Update byPatch() {
        return ChangeWays.byPatch(target.settings(), quirks);
    }

    private TargetReply put(String id, TargetBody body, Optional<String> etag) {
        TargetReply reply = requests.put(id, whole.apply(body.resource()), etag);
        if (!inParts || !target.wantsReferences(reply)) {
            return reply;
        }
        target.quirks()
                .learn(TargetQuirks.MEMBERS_WITH_REF, "", exchange.evidence(reply), exchange.clock().now());
        return requests.put(id, whole.apply(body.resource()), etag);
    }
}
