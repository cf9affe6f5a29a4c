package dev.rollcall.outbound.scim;

import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.mapping.target.TargetBody;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Checkpoint;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Done;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Final;
import dev.rollcall.outbound.delivery.DeliveryOutcome.OnceMore;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.scim.MemberChunks.GroupGone;
import dev.rollcall.outbound.scim.MemberChunks.NoPatch;
import dev.rollcall.outbound.scim.TargetFailure.Meaning;
import dev.rollcall.outbound.scim.TargetSubjects.GroupNow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a target's group have the members that it has here: as many as go into one request by PATCH, or all of them by PUT where the
 * target takes no PATCH.
 *
 * <p>Guarantees: a member counts as sent only when a request that names it was acknowledged. A member that is not at the target yet
 * waits, and holds up no other one. Who is deleted at the target is taken out of the group like everybody else, because the target
 * may have carried out an addition behind the deletion. What was sent behind a request whose answer was lost is sent once more after a
 * while: that request may have been carried out last.
 */
final class GroupMembers {
    /** As many members a target gets at once that takes no PATCH of groups. */
    static final int MOST_AT_ONCE = 1_000;

    private final TargetConnection target;
    private final ScimExchange exchange;
    private final ScimRun run;
    private final GroupNow group;
    private final TargetSubjects subjects;
    private final EndpointQuirks quirks;
    private final ResourceChange change;
    private final List<MemberDelta> ready = new ArrayList<>();
    private final List<MemberDelta> waiting = new ArrayList<>();
    private final List<MemberDelta> settled = new ArrayList<>();
    private MemberIds ids = new MemberIds(Map.of(), Map.of());
    private Optional<TargetReply> patchRefused = Optional.empty();
    private Optional<TargetReply> putRefused = Optional.empty();

    GroupMembers(TargetConnection target, TargetMapping mapping, ScimExchange exchange, ScimRun run, GroupNow group,
            TargetSubjects subjects, String kind) {
        this.target = target;
        this.exchange = exchange;
        this.run = run;
        this.group = group;
        this.subjects = subjects;
        this.quirks = new EndpointQuirks(target.quirks(), kind);
        this.change = new ResourceChange(target, mapping, exchange, kind, true, this::withMembers);
    }

    /** Changes of the group, which for a PUT needs its members. */
    ResourceChange change() {
        return change;
    }

    /**
     * Sends some of them.
     *
     * @throws TargetFailure when none can be sent now
     */
    DeliveryOutcome send(TargetBody body) {
        ids = ids();
        for (MemberDelta delta : group.deltas()) {
            if (ids.knows(delta)) {
                ready.add(delta);
            } else if (delta.added()) {
                waiting.add(delta);
            } else {
                // Who was never at the target is no member there.
                settled.add(delta);
            }
        }
        return quirks.takesNoPatch() && !ready.isEmpty() ? allAtOnce(body) : inChunks(body);
    }

    /** Who is deleted may be a member all the same: nobody knows which of the two the target did first. */
    private MemberIds ids() {
        Map<String, String> there = subjects.remoteIds(group.deltas().stream().map(MemberDelta::memberId).toList());
        List<String> gone = group.deltas()
                .stream()
                .filter(delta -> !delta.added() && !there.containsKey(delta.memberId()))
                .map(MemberDelta::memberId)
                .toList();
        return new MemberIds(there, gone.isEmpty()
                ? Map.of()
                : subjects.formerIds(run.subject(), gone, !target.peculiarities().dropsTheGone()));
    }

    private DeliveryOutcome inChunks(TargetBody body) {
        MemberChunks chunks = new MemberChunks(target, exchange, run, ids);
        try {
            chunks.send(chunks.first(ready));
        } catch (GroupGone e) {
            run.stale();
            return new Checkpoint(run.learned(), exchange.exchanges());
        } catch (NoPatch e) {
            if (putRefused.isPresent() || quirks.isOfMake(TargetQuirks.PATCH_ONLY)) {
                throw exchange.unusable(e.reply());
            }
            patchRefused = Optional.of(e.reply());
            return allAtOnce(body);
        } catch (TargetFailure failure) {
            if (chunks.sent().isEmpty() || exchange.inDoubt()) {
                // Else each run would begin anew to look for them.
                run.refusing(waits(chunks.refused()), chunks.cause());
                throw failure;
            }
            // What was acknowledged is kept; the rest comes again with the next run.
        }
        if (!chunks.sent().isEmpty()) {
            putRefused.ifPresent(refusal -> learn(TargetQuirks.PATCH_ONLY, TargetQuirks.NO_PATCH, refusal));
        }
        Optional<String> refusal = chunks.cause().or(run::refusal);
        boolean onceMore = isOvertakable() && !chunks.sent().isEmpty() && refusal.isEmpty();
        if (!onceMore) {
            settled.addAll(chunks.sent());
        }
        waiting.addAll(waits(chunks.refused()));
        Learned learned = run.learned().members(settled, waiting);
        if (refusal.isPresent()) {
            return new Final(refusal.get(), learned, exchange.exchanges());
        }
        if (onceMore) {
            return new OnceMore(learned, exchange.exchanges());
        }
        boolean over = chunks.sent().size() == ready.size() && !group.more();
        return over
                ? new Done(
                        waiting.isEmpty() ? Optional.empty()
                                : Optional.of("waiting for " + waiting.size() + " members"),
                        learned, exchange.exchanges())
                : new Checkpoint(learned, exchange.exchanges());
    }

    /** The member is there, so that these would come again at once if they were not said to wait. */
    private static List<MemberDelta> waits(List<MemberDelta> refused) {
        return refused.stream()
                .map(delta -> new MemberDelta(delta.group(), delta.memberId(), delta.added(), delta.event(), true))
                .toList();
    }

    /**
     * Whether a request whose answer was lost may be carried out behind all that was sent now, and undo it. What was lost within a
     * run counts in its first try alone: a target that always loses the first request after a pause would be sent the same for ever.
     */
    private boolean isOvertakable() {
        return run.inDoubt() || exchange.everInDoubt() && run.tries() == 0;
    }

    /** The whole group with its members. */
    private DeliveryOutcome allAtOnce(TargetBody body) {
        run.naming(ready);
        Optional<TargetReply> reply = change.whole(run.remoteId().orElseThrow(), body);
        if (reply.isEmpty()) {
            run.stale();
            return new Checkpoint(run.learned(), exchange.exchanges());
        }
        if (!reply.get().ok()) {
            if (patchRefused.isPresent()) {
                throw exchange.unusable(reply.get());
            }
            putRefused = reply;
            return inChunks(body);
        }
        patchRefused.ifPresent(refusal -> learn(TargetQuirks.NO_PATCH, TargetQuirks.PATCH_ONLY, refusal));
        exchange.settled();
        run.acknowledged(run.remoteId().orElseThrow(), reply.get().etag(), change.remembered(body),
                ScimRun.hash(body), false);
        if (isOvertakable()) {
            return new OnceMore(run.learned().members(settled, waiting), exchange.exchanges());
        }
        settled.addAll(ready);
        Learned learned = run.learned().members(settled, waiting);
        return group.more()
                ? new Checkpoint(learned, exchange.exchanges())
                : new Done(Optional.empty(), learned, exchange.exchanges());
    }

    private void learn(String proved, String disproved, TargetReply refusal) {
        quirks.unlearn(disproved);
        quirks.learn(proved, exchange.evidence(refusal), exchange.clock().now());
    }

    private ObjectNode withMembers(ObjectNode resource) {
        List<String> members = subjects.members(run.subject(), MOST_AT_ONCE + 1);
        if (members.size() > MOST_AT_ONCE) {
            throw TargetFailure.of(Meaning.FINAL, "The target takes no PATCH of groups, and this one has more than "
                    + MOST_AT_ONCE
                    + " members, too many to send at once; switch groups off, or have the target take PATCH");
        }
        Map<String, String> ids = subjects.remoteIds(members);
        ObjectNode whole = resource.deepCopy();
        ArrayNode list = whole.putArray("members");
        members.stream()
                .filter(ids::containsKey)
                .forEach(member -> list.add(target.member(Objects.requireNonNull(ids.get(member)))));
        return whole;
    }
}
