package dev.rollcall.outbound.scim;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.mapping.target.TargetBody;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.delivery.TextDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One subject's run: what was owed, what was remembered, and what has been learned so far, which is kept whatever becomes of it.
 */
final class ScimRun {
    private final StreamId stream;
    private final DeliveryHead head;
    private final String resourceId;
    private final EventId to;
    private final Instant now;
    private final Optional<RemoteRecord> before;
    private Optional<RemoteRecord> remote;
    private boolean forgotten;
    private boolean acknowledged;
    private boolean answerLost;
    private Optional<RemoteRecord> stale = Optional.empty();
    private final List<MemberDelta> named = new ArrayList<>();
    private List<MemberDelta> refused = List.of();
    private Optional<String> refusal;

    ScimRun(DeliveryHead head, String resourceId, EventId to, Optional<RemoteRecord> remote, Instant now) {
        this.stream = head.stream();
        this.head = head;
        this.resourceId = resourceId;
        this.to = to;
        this.now = now;
        this.before = remote;
        this.remote = remote;
        this.refusal = head.cause().filter(cause -> cause.startsWith(MemberChunks.REFUSED));
    }

    SubjectKey subject() {
        return head.subject();
    }

    HeadIntent intent() {
        return head.intent();
    }

    /** The event that was last to tell of it. */
    EventId lastEvent() {
        return head.lastEvent();
    }

    /** How often it was tried in vain before. */
    int tries() {
        return head.tries();
    }

    /** Whether an answer may have been lost before this run. */
    boolean inDoubt() {
        return head.doubt();
    }

    Optional<RemoteRecord> remote() {
        return remote;
    }

    Optional<String> remoteId() {
        return remote.flatMap(RemoteRecord::remoteId);
    }

    /** Whether it never reached the target, so that an update has to create it. */
    boolean owed() {
        return remote.filter(RemoteRecord::owed).isPresent();
    }

    /** Whether who is not at the target is created there. @param upsert whether the stream creates on an update */
    boolean creates(boolean upsert) {
        return intent() == HeadIntent.CREATE || intent() == HeadIntent.REPLACE || owed() || upsert;
    }

    /** Whether the target has exactly that already, as far as anybody knows. */
    boolean isSent(String hash) {
        return !head.doubt()
                && head.intent() == HeadIntent.UPDATE
                && remoteId().isPresent()
                && remote.flatMap(RemoteRecord::sentHash).filter(hash::equals).isPresent();
    }

    /** The remembered id names nothing any more, as far as one answer says. */
    void stale() {
        stale = remote;
        remote = remote.map(known -> new RemoteRecord(stream, subject(), known.resourceId(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), known.sentTo(), known.owed(), false, now));
    }

    /** What would be remembered of it under that id, in whatever state it is there. */
    RemoteRecord at(String id) {
        return new RemoteRecord(stream, subject(), resourceId, Optional.of(id), Optional.empty(), Optional.empty(),
                Optional.empty(), remote.map(RemoteRecord::sentTo).orElse(EventId.BEGINNING), false,
                remote.filter(RemoteRecord::made).isPresent(), now);
    }

    /** The target has it as {@link #at} says. */
    void found(RemoteRecord record) {
        remote = Optional.of(record);
    }

    /** The target keeps it and lets nobody use it: whoever comes back is to get that one, and no second one. */
    void deactivated(String id) {
        remote = Optional.of(new RemoteRecord(stream, subject(), resourceId, Optional.of(id), Optional.empty(),
                Optional.empty(), Optional.empty(), to, false, remote.filter(RemoteRecord::made).isPresent(), now));
    }

    /** The target has acknowledged that state. */
    void acknowledged(String id, Optional<String> etag, Optional<ObjectNode> sent, String hash, boolean made) {
        remote = Optional.of(new RemoteRecord(stream, subject(), resourceId, Optional.of(id), etag,
                sent.map(ObjectNode::toString), Optional.of(hash), to, false,
                made || remote.filter(RemoteRecord::made).isPresent(), now));
        acknowledged = true;
    }

    /** The target may have done something in this run that it has not acknowledged. */
    void answerLost() {
        answerLost = true;
    }

    /** These members the target does not take, of whom a run has found it out that fails for another reason. */
    void refusing(List<MemberDelta> members, Optional<String> cause) {
        refused = List.copyOf(members);
        refusal = cause.or(() -> refusal);
    }

    /** The members of {@link #refusing}. */
    List<MemberDelta> refused() {
        return refused;
    }

    /**
     * Why the target does not take a member whom this run, or one that failed before it, has found: whoever has been told of it once is
     * looked for no more, and is a dead letter when the others have been sent.
     */
    Optional<String> refusal() {
        return refusal;
    }

    /** A request is about to name these members. */
    void naming(List<MemberDelta> members) {
        named.addAll(members);
    }

    /** The state is the target's already. */
    void unchanged() {
        remote = remote.map(known -> new RemoteRecord(stream, subject(), resourceId, known.remoteId(), known.etag(),
                known.sent(), known.sentHash(), to, false, known.made(), now));
    }

    /** The target does not have it any more. */
    void gone() {
        remote = Optional.empty();
        forgotten = true;
    }

    /**
     * What was learned, when the run is over as it should be. Of a state that a lost answer may have changed, and that was not
     * acknowledged since, nothing is remembered: the delivery that knows of the doubt may be over now.
     */
    Learned learned() {
        return withoutMembers().naming(named);
    }

    private Learned withoutMembers() {
        if ((inDoubt() || answerLost) && !acknowledged) {
            remote = remote.map(RemoteRecord::withoutState);
        }
        if (forgotten && remote.isEmpty()) {
            return before.isPresent() ? Learned.gone() : Learned.nothing();
        }
        return remote.equals(before) ? Learned.nothing() : remote.map(this::learned).orElse(Learned.nothing());
    }

    private Learned learned(RemoteRecord now) {
        boolean another = before
                .filter(known -> known.remoteId().isPresent())
                .filter(known -> !known.remoteId().equals(now.remoteId())
                        || !known.resourceId().equals(now.resourceId()))
                .isPresent();
        return another ? Learned.another(now) : Learned.remote(now);
    }

    /**
     * What was learned, when the run has failed: whatever was to be created and is not remembered is owed, so that a later update
     * creates it.
     *
     * @param wanted whether the target is to have it
     */
    Learned learnedOfFailure(boolean wanted) {
        if (stale.isPresent() && remoteId().isEmpty()) {
            // Where everything answers so, the id is as good as it was; of the state there nothing is known.
            return Learned.remote(record(stale.get())).naming(named);
        }
        boolean creates = intent() == HeadIntent.CREATE || intent() == HeadIntent.REPLACE;
        if (remote.isEmpty() && wanted && creates) {
            return Learned.remote(new RemoteRecord(stream, subject(), resourceId, Optional.empty(), Optional.empty(),
                    Optional.empty(), Optional.empty(), EventId.BEGINNING, true, false, now)).naming(named);
        }
        return learned();
    }

    private RemoteRecord record(RemoteRecord known) {
        return new RemoteRecord(stream, subject(), known.resourceId(), known.remoteId(), Optional.empty(),
                Optional.empty(), Optional.empty(), known.sentTo(), known.owed(), known.made(), now);
    }

    /** A short name of a body: equal ones have the same, and others another one. */
    static String hash(TargetBody body) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(TextDigest.of(body.resource().toString()));
    }
}
