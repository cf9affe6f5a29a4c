package dev.rollcall.outbound.scim;

import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.mapping.target.TargetBody;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.mapping.target.TargetMapping.Purpose;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Checkpoint;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Done;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Final;
import dev.rollcall.outbound.delivery.DeliveryOutcome.NothingToSend;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Skipped;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.scim.MemberChunks.GroupGone;
import dev.rollcall.outbound.scim.MemberChunks.NoPatch;
import dev.rollcall.outbound.scim.ScimExchange.Ask;
import dev.rollcall.outbound.scim.TargetFailure.Meaning;
import dev.rollcall.outbound.scim.TargetLookup.Result;
import dev.rollcall.outbound.scim.TargetSubjects.GroupNow;
import dev.rollcall.outbound.scim.TargetSubjects.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a target have a group as the directory has it: first the group itself, then its members, as many as go into one request a run.
 *
 * <p>Guarantees: a group's document never takes its members away. A member that is not at the target yet waits, and holds up no other
 * one.
 */
final class GroupWork {
    /** As many members a target gets at once that takes no PATCH of groups. */
    static final int MOST_AT_ONCE = 1_000;
    /** As many changes of members are looked at in one run. */
    static final int DELTAS = 100;
    private static final String GROUPS = "/Groups";
    private static final String DISPLAY_NAME = "displayName";

    private final TargetConnection target;
    private final TargetMapping mapping;
    private final RandomGenerator random;
    private final ScimExchange exchange;
    private final ScimRun run;
    private final GroupNow group;
    private final TargetSubjects subjects;
    private final TargetLookup lookup;
    private final ResourceChange change;

    GroupWork(TargetConnection target, TargetMapping mapping, RandomGenerator random, ScimExchange exchange,
            ScimRun run,
            GroupNow group, TargetSubjects subjects) {
        this.target = target;
        this.mapping = mapping;
        this.random = random;
        this.exchange = exchange;
        this.run = run;
        this.group = group;
        this.subjects = subjects;
        this.lookup = new TargetLookup(target, exchange, GROUPS);
        this.change = new ResourceChange(target, mapping, exchange, GROUPS, true, this::withMembers);
    }

    /** @throws TargetFailure when it cannot be done now */
    DeliveryOutcome run() {
        return group.shown().isPresent() ? keep(group.shown().get()) : remove();
    }

    private DeliveryOutcome keep(Shown shown) {
        TargetBody body = mapping.body(shown.profile(), shown.scim(), Purpose.UPDATE, random);
        UnmadeRows.refuse(body);
        if (body.text("externalId").isEmpty() || body.text(DISPLAY_NAME).isEmpty()) {
            throw TargetFailure.of(Meaning.FINAL, "mapping: the group comes to no externalId or no displayName");
        }
        String hash = ScimRun.hash(body);
        // What is to be put right is sent whatever is remembered of it.
        boolean documentIsThere = run.intent() != HeadIntent.REPLACE
                && !run.inDoubt()
                && run.remoteId().isPresent()
                && isSame(hash);
        if (documentIsThere) {
            run.unchanged();
            return group.deltas().isEmpty()
                    ? new NothingToSend(run.learned(), exchange.exchanges())
                    : members(body);
        }
        Optional<SkipReason> skipped = document(shown, body, hash);
        if (skipped.isPresent()) {
            return skipped(run.subject(), subjects, skipped.get(), run.learned(), exchange);
        }
        return group.deltas().isEmpty()
                ? Done.of(run.learned(), exchange.exchanges())
                : members(body);
    }

    /**
     * A group that is not to be there gains and loses nobody: what was to become of its members is settled, as many of them as one
     * look finds.
     */
    static Skipped skipped(
            SubjectKey group, TargetSubjects subjects, SkipReason reason, Learned learned, ScimExchange exchange) {
        List<MemberDelta> members = subjects.group(group, MOST_AT_ONCE).deltas();
        return new Skipped(reason, learned.members(members, List.of()), exchange.exchanges());
    }

    private boolean isSame(String hash) {
        return run.remote().flatMap(known -> known.sentHash()).filter(hash::equals).isPresent();
    }

    /** Sends the group without its members; why not, when it is not to be there. */
    private Optional<SkipReason> document(Shown shown, TargetBody body, String hash) {
        if (run.remoteId().isPresent()) {
            if (change.become(run, run.remoteId().get(), Optional.empty(), body, hash)) {
                return Optional.empty();
            }
            run.stale();
        } else if (run.intent() == HeadIntent.CREATE && !run.inDoubt()) {
            create(shown, body, hash);
            return Optional.empty();
        }
        Result result = lookup.find(body.text("externalId").orElseThrow(), DISPLAY_NAME, body.text(DISPLAY_NAME));
        if (result instanceof Result.Found found) {
            adopt(found, body, hash);
            return Optional.empty();
        }
        if (!run.creates(target.settings().upsert())) {
            return Optional.of(result instanceof Result.Taken ? SkipReason.NOT_OURS : SkipReason.UNKNOWN_AT_TARGET);
        }
        create(shown, body, hash);
        return Optional.empty();
    }

    private void adopt(Result.Found found, TargetBody body, String hash) {
        run.found(found.id(), Optional.empty(), false);
        exchange.settled();
        if (!change.become(run, found.id(), Optional.of(found.resource()), body, hash)) {
            throw TargetFailure.of(Meaning.LATER, "/Groups/… -> 404, though a look-up has just found it");
        }
    }

    private void create(Shown shown, TargetBody body, String hash) {
        TargetBody whole = mapping.body(shown.profile(), shown.scim(), Purpose.CREATE, random);
        UnmadeRows.refuse(whole);
        TargetReply reply = exchange.send(
                new Ask("POST", GROUPS, GROUPS, Optional.of(whole.resource()), Optional.empty()));
        if (reply.status() == 409) {
            Result result = lookup.find(body.text("externalId").orElseThrow(), DISPLAY_NAME, body.text(DISPLAY_NAME));
            if (result instanceof Result.Found found) {
                adopt(found, body, hash);
                return;
            }
            throw TargetFailure.of(Meaning.FINAL, "conflict: " + exchange.cause(reply));
        }
        if (reply.status() != 201 && (reply.status() != 200 || target.settings().createdOnly())) {
            throw reply.ok() ? ScimReading.shape(reply, "201", true) : exchange.unusable(reply);
        }
        Optional<String> id = reply.body().flatMap(ScimReading::idOf);
        if (id.isEmpty()) {
            throw ScimReading.shape(reply, "a Group resource with a string id", true);
        }
        exchange.settled();
        run.acknowledged(id.get(), reply.etag(), change.remembered(body), hash, true);
    }

    private DeliveryOutcome members(TargetBody body) {
        Map<String, String> remoteIds = subjects.remoteIds(
                group.deltas().stream().map(MemberDelta::memberId).toList());
        List<MemberDelta> ready = new ArrayList<>();
        List<MemberDelta> waiting = new ArrayList<>();
        List<MemberDelta> settled = new ArrayList<>();
        for (MemberDelta delta : group.deltas()) {
            if (remoteIds.containsKey(delta.memberId())) {
                ready.add(delta);
            } else if (delta.added()) {
                waiting.add(delta);
            } else {
                // Who is not at the target is no member there.
                settled.add(delta);
            }
        }
        if (target.quirks().has(TargetQuirks.NO_PATCH) && !ready.isEmpty()) {
            return allAtOnce(body, ready, waiting, settled);
        }
        MemberChunks chunks = new MemberChunks(target, exchange, run.remoteId().orElseThrow(), remoteIds);
        List<MemberDelta> chunk = chunks.first(ready);
        try {
            chunks.send(chunk);
        } catch (GroupGone e) {
            run.stale();
            return new Checkpoint(run.learned(), exchange.exchanges());
        } catch (NoPatch e) {
            return allAtOnce(body, ready, waiting, settled);
        } catch (TargetFailure failure) {
            if (chunks.sent().isEmpty()) {
                throw failure;
            }
            // What was acknowledged is kept; the rest comes again with the next run.
        }
        settled.addAll(chunks.sent());
        // The member is there, so that these would come again at once if they were not said to wait.
        chunks.refused()
                .forEach(delta -> waiting.add(
                        new MemberDelta(delta.group(), delta.memberId(), delta.added(), delta.event(), true)));
        Learned learned = run.learned().members(settled, waiting);
        if (chunks.cause().isPresent()) {
            return new Final(chunks.cause().get(), learned, exchange.exchanges());
        }
        boolean over = chunks.sent().size() == ready.size() && !group.more();
        return over
                ? new Done(
                        waiting.isEmpty() ? Optional.empty()
                                : Optional.of("waiting for " + waiting.size() + " members"),
                        learned, exchange.exchanges())
                : new Checkpoint(learned, exchange.exchanges());
    }

    /** The whole group with its members, for a target that takes no PATCH. */
    private DeliveryOutcome allAtOnce(
            TargetBody body, List<MemberDelta> ready, List<MemberDelta> waiting, List<MemberDelta> settled) {
        if (!change.become(run, run.remoteId().orElseThrow(), Optional.empty(), body, ScimRun.hash(body))) {
            run.stale();
            return new Checkpoint(run.learned(), exchange.exchanges());
        }
        settled.addAll(ready);
        Learned learned = run.learned().members(settled, waiting);
        return group.more()
                ? new Checkpoint(learned, exchange.exchanges())
                : new Done(Optional.empty(), learned, exchange.exchanges());
    }

    private ObjectNode withMembers(ObjectNode resource) {
        List<String> members = subjects.members(run.subject(), MOST_AT_ONCE + 1);
        if (members.size() > MOST_AT_ONCE) {
            throw TargetFailure.of(Meaning.FINAL, "The target takes no PATCH of groups, and this one has more than "
                    + MOST_AT_ONCE
                    + " members, too many to send at once; switch groups off, or have the target take PATCH");
        }
        Map<String, String> remoteIds = subjects.remoteIds(members);
        ObjectNode whole = resource.deepCopy();
        ArrayNode list = whole.putArray("members");
        members.stream()
                .filter(remoteIds::containsKey)
                .forEach(member -> list.add(target.member(Objects.requireNonNull(remoteIds.get(member)))));
        return whole;
    }

    private DeliveryOutcome remove() {
        boolean trusted = run.remoteId().isPresent() && run.intent() != HeadIntent.LOOK_DELETE;
        boolean was = trusted && change.delete(run, run.remoteId().get());
        if (!was) {
            Optional<String> externalId = mapping.body(
                    JsonNodeFactory.instance.objectNode().put("id", group.id()), JsonNodeFactory.instance.objectNode(),
                    Purpose.UPDATE, random).text("externalId");
            Result result = externalId.isEmpty()
                    ? new Result.Nobody()
                    : lookup.find(externalId.get(), DISPLAY_NAME, Optional.empty());
            if (result instanceof Result.Found found) {
                was = change.delete(run, found.id()) || was;
            }
        }
        boolean known = was || run.remoteId().isPresent();
        exchange.settled();
        run.gone();
        Learned learned = run.learned().members(group.deltas(), List.of());
        return known
                ? Done.of(learned, exchange.exchanges())
                : new Skipped(SkipReason.UNKNOWN_AT_TARGET, learned, exchange.exchanges());
    }
}
