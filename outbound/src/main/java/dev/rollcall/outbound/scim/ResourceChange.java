package dev.rollcall.outbound.scim;

import dev.rollcall.client.target.JsonMember;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.ScimTarget.Update;
import dev.rollcall.mapping.target.TargetBody;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.mapping.target.TargetValue;
import dev.rollcall.outbound.scim.ScimExchange.Ask;
import dev.rollcall.outbound.scim.TargetFailure.Meaning;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes, deactivates and deletes one resource at the target, in the way that the target takes. */
final class ResourceChange {
    private static final int MOST_CONFLICTS = 3;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final TargetConnection target;
    private final TargetMapping mapping;
    private final ScimExchange exchange;
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
        for (int conflicts = 0;; conflicts++) {
            Update way = how();
            Optional<TargetReply> reply = way == Update.PUT
                    ? Optional.of(exchange.send(ask("PUT", id, Optional.of(whole.apply(body.resource())), etag)))
                    : patched(run, id, seen, body, etag, way);
            if (reply.isEmpty() || reply.get().status() == 404) {
                return Optional.empty();
            }
            TargetReply answer = reply.get();
            if (answer.status() == 200 || answer.status() == 204) {
                noteEtag(answer);
                return way == Update.PUT && target.peculiarities().activeByPatch()
                        ? withActive(id, body, answer)
                        : reply;
            }
            if (answer.status() == 412 && conflicts < MOST_CONFLICTS) {
                TargetReply now = exchange.send(Ask.get(kind + "/…", path(id)));
                if (now.status() != 200) {
                    throw exchange.unusable(now);
                }
                seen = Optional.of(ScimReading.resource(now));
                etag = now.etag();
            } else if (answer.status() == 412) {
                throw TargetFailure.of(Meaning.LATER, exchange.cause(answer));
            } else if (how() == way && !learnedAnotherWay(answer, way)) {
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
        if (!active.isBoolean() || shown || target.quirks().has(TargetQuirks.NO_PATCH)) {
            return Optional.of(put);
        }
        boolean byPath = target.quirks().has(TargetQuirks.PATH_NEEDED);
        ObjectNode patch = TargetPatch.active(active.booleanValue(), byPath);
        TargetReply reply = exchange.send(ask("PATCH", id, Optional.of(patch), Optional.empty()));
        if (reply.status() == 404) {
            return Optional.empty();
        }
        if (reply.status() != 200 && reply.status() != 204) {
            throw reply.ok() ? ScimReading.shape(reply, "200 or 204", true) : exchange.unusable(reply);
        }
        return Optional.of(reply);
    }

    /** Sets {@code active} to false; whether the resource was there. */
    boolean deactivate(String id, Optional<ObjectNode> shown) {
        while (true) {
            boolean put = target.quirks().has(TargetQuirks.NO_PATCH);
            boolean byPath = target.settings().update() == Update.PATCH_BY_PATH
                    || target.quirks().has(TargetQuirks.PATH_NEEDED);
            TargetReply reply;
            if (put) {
                Optional<ObjectNode> resource = shown.or(() -> read(id));
                if (resource.isEmpty()) {
                    return false;
                }
                ObjectNode inactive = resource.get().deepCopy();
                inactive.remove(List.of("meta", "groups"));
                inactive.put("active", false);
                reply = exchange.send(ask("PUT", id, Optional.of(inactive), Optional.empty()));
            } else {
                reply = exchange.send(
                        ask("PATCH", id, Optional.of(TargetPatch.active(false, byPath)), Optional.empty()));
            }
            if (reply.status() == 404) {
                return false;
            }
            if (reply.status() == 200 || reply.status() == 204) {
                return true;
            }
            boolean anotherWay = put
                    ? learnedAnotherWay(reply, Update.PUT)
                    : target.quirks().has(TargetQuirks.NO_PATCH)
                            || learnedAnotherWay(reply, byPath ? Update.PATCH_BY_PATH : Update.PATCH);
            if (!anotherWay) {
                throw exchange.unusable(reply);
            }
        }
    }

    /** Deletes it; whether it was there. */
    boolean delete(ScimRun run, String id) {
        Optional<String> etag = run.inDoubt()
                ? Optional.empty()
                : run.remote().filter(known -> known.remoteId().equals(Optional.of(id))).flatMap(RemoteRecord::etag);
        for (int conflicts = 0;; conflicts++) {
            TargetReply reply = exchange.send(ask("DELETE", id, Optional.empty(), etag));
            if (reply.status() == 404 || reply.status() == 410) {
                return false;
            }
            if (reply.status() == 412 && etag.isPresent() && conflicts == 0) {
                etag = Optional.empty();
            } else if (reply.status() == 200 || reply.status() == 204) {
                return true;
            } else {
                throw reply.ok() ? ScimReading.shape(reply, "200 or 204", true) : exchange.unusable(reply);
            }
        }
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
        Optional<ObjectNode> seen = shown.or(() -> lastSent(run)).or(() -> read(id));
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
                : Optional.of(exchange.send(ask("PATCH", id, patch, etag)));
    }

    private Optional<ObjectNode> read(String id) {
        TargetReply reply = exchange.send(Ask.get(kind + "/…", path(id)));
        if (reply.status() == 404) {
            return Optional.empty();
        }
        if (reply.status() != 200) {
            throw exchange.unusable(reply);
        }
        return Optional.of(ScimReading.resource(reply));
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
        TargetQuirks quirks = target.quirks();
        Update wanted = target.settings().update();
        if (wanted == Update.PUT && !inParts && !quirks.has(TargetQuirks.PATCH_ONLY)
                || quirks.has(TargetQuirks.NO_PATCH) && !quirks.has(TargetQuirks.PATCH_ONLY)) {
            return Update.PUT;
        }
        return wanted == Update.PATCH_BY_PATH || quirks.has(TargetQuirks.PATH_NEEDED)
                ? Update.PATCH_BY_PATH
                : Update.PATCH;
    }

    /** Whether the answer shows that the target wants to be asked in another way, which it has not been asked in. */
    private boolean learnedAnotherWay(TargetReply reply, Update way) {
        boolean unknownMethod = reply.status() == 405 || reply.status() == 501;
        boolean put = way == Update.PUT;
        TargetQuirks quirks = target.quirks();
        if (unknownMethod && put && !quirks.has(TargetQuirks.PATCH_ONLY) && !quirks.has(TargetQuirks.NO_PATCH)) {
            return learned(TargetQuirks.PATCH_ONLY, reply);
        }
        if (unknownMethod && !put && !quirks.has(TargetQuirks.NO_PATCH) && !quirks.has(TargetQuirks.PATCH_ONLY)) {
            return learned(TargetQuirks.NO_PATCH, reply);
        }
        if (inParts && put && target.wantsReferences(reply)) {
            return learned(TargetQuirks.MEMBERS_WITH_REF, reply);
        }
        boolean wantsPath = reply.status() == 400
                && !put
                && how() == Update.PATCH
                && (reply.scimType().equals("noTarget")
                        || reply.scimType().equals("invalidPath")
                        || reply.detail().toLowerCase(Locale.ROOT).contains("path"));
        return wantsPath && learned(TargetQuirks.PATH_NEEDED, reply);
    }

    private boolean learned(String quirk, TargetReply reply) {
        target.quirks().learn(quirk, "", exchange.evidence(reply), exchange.clock().now());
        return true;
    }

    private Ask ask(String method, String id, Optional<ObjectNode> body, Optional<String> etag) {
        String path = method.equals("DELETE") ? kind + "/" + TargetLookup.encoded(id) : path(id);
        return new Ask(method, kind + "/…", path, body, etag);
    }

    private String path(String id) {
        String path = kind + "/" + TargetLookup.encoded(id);
        return inParts ? target.quirks().withoutMembers(path, "") : path;
    }
}
