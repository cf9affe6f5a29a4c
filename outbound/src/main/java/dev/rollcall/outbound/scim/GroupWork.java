package dev.rollcall.outbound.scim;

import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.mapping.target.TargetBody;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.mapping.target.TargetMapping.Purpose;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Done;
import dev.rollcall.outbound.delivery.DeliveryOutcome.NothingToSend;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Skipped;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.scim.ResourceRemoval.End;
import dev.rollcall.outbound.scim.ResourceRemoval.Gone;
import dev.rollcall.outbound.scim.ScimExchange.Ask;
import dev.rollcall.outbound.scim.TargetFailure.Meaning;
import dev.rollcall.outbound.scim.TargetLookup.Result;
import dev.rollcall.outbound.scim.TargetSubjects.GroupNow;
import dev.rollcall.outbound.scim.TargetSubjects.Shown;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Makes a target have a group as the directory has it: first the group itself, then its members, as many as go into one request a run.
 *
 * <p>Guarantees: a group's document never takes its members away. A member that is not at the target yet waits, and holds up no other
 * one.
 */
final class GroupWork {
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
    private final ClaimedLookup lookup;
    private final GroupMembers members;
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
        this.lookup = new ClaimedLookup(new TargetLookup(target, exchange, GROUPS), subjects, run);
        this.members = new GroupMembers(target, mapping, exchange, run, group, subjects, GROUPS);
        this.change = members.change();
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
            return isOwedMembers()
                    ? members.send(body)
                    : new NothingToSend(run.learned(), exchange.exchanges());
        }
        Optional<SkipReason> skipped = document(shown, body, hash);
        if (skipped.isPresent()) {
            return skipped(run.subject(), subjects, skipped.get(), run.learned(), exchange);
        }
        return isOwedMembers()
                ? members.send(body)
                : Done.of(run.learned(), exchange.exchanges());
    }

    /** Or the word that one of them is not taken. */
    private boolean isOwedMembers() {
        return !group.deltas().isEmpty() || run.refusal().isPresent();
    }

    /**
     * A group that is not to be there gains and loses nobody: what was to become of its members is settled, as many of them as one
     * look finds.
     */
    static Skipped skipped(
            SubjectKey group, TargetSubjects subjects, SkipReason reason, Learned learned, ScimExchange exchange) {
        List<MemberDelta> members = subjects.group(group, GroupMembers.MOST_AT_ONCE).deltas();
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

    private DeliveryOutcome remove() {
        End end = new ResourceRemoval(new EndpointQuirks(target.quirks(), GROUPS), exchange, run, subjects,
                new TargetLookup(target, exchange, GROUPS), new ResourceEnd(target, exchange, GROUPS), false)
                .run(DISPLAY_NAME, this::gone);
        Learned learned = run.learned().members(group.deltas(), List.of());
        return switch (end) {
            case GONE -> Done.of(learned, exchange.exchanges());
            case UNKNOWN -> new Skipped(SkipReason.UNKNOWN_AT_TARGET, learned, exchange.exchanges());
            case ANOTHERS -> new Skipped(SkipReason.NOT_OURS, learned, exchange.exchanges());
        };
    }

    private Gone gone() {
        Optional<TargetBody> body = subjects.last(run.subject(), run.lastEvent())
                .map(last -> mapping.body(last, JsonNodeFactory.instance.objectNode(), Purpose.UPDATE, random));
        return new Gone(body.flatMap(seen -> seen.text("externalId")), body.flatMap(seen -> seen.text(DISPLAY_NAME)));
    }
}
