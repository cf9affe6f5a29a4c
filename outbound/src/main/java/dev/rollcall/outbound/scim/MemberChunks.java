package dev.rollcall.outbound.scim;

import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.outbound.scim.ScimExchange.Ask;
import dev.rollcall.outbound.scim.TargetFailure.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds members to a target's group and removes them, in requests that the target takes.
 *
 * <p>Guarantees: what the target has acknowledged is in {@link #sent}, also when a later request fails. One member that the target does
 * not take holds up no other one: what is refused is halved until that one stands alone, in at most {@value #MOST_REQUESTS} requests.
 */
final class MemberChunks {
    /** What the cause begins with when a target does not take a member. */
    static final String REFUSED = "member refused: ";

    private static final String GROUPS = "/Groups";
    private static final int MOST_REQUESTS = 12;
    private static final int SMALLEST_USUAL = 20;

    private final TargetConnection target;
    private final ScimExchange exchange;
    private final ScimRun run;
    private final String groupId;
    private final MemberIds ids;
    private final List<MemberDelta> sent = new ArrayList<>();
    private final List<MemberDelta> refused = new ArrayList<>();
    private Optional<String> cause = Optional.empty();
    private int requests;
    private int gone;

    /**
     * Members of one group.
     *
     * @param run which knows the group's id at the target, and is told whom requests name
     * @param ids of all whom the group gains and loses
     */
    MemberChunks(TargetConnection target, ScimExchange exchange, ScimRun run, MemberIds ids) {
        this.target = target;
        this.exchange = exchange;
        this.run = run;
        this.groupId = run.remoteId().orElseThrow();
        this.ids = ids;
    }

    /** What the target has acknowledged. */
    List<MemberDelta> sent() {
        return sent;
    }

    /** What it does not take. */
    List<MemberDelta> refused() {
        return refused;
    }

    /** Why not. */
    Optional<String> cause() {
        return cause;
    }

    /** The target does not have the group. */
    static final class GroupGone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GroupGone() {
            super("The target does not have the group any more.", null, false, false);
        }
    }

    /** The target takes no PATCH of groups. */
    static final class NoPatch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient TargetReply reply;

        NoPatch(TargetReply reply) {
            super("The target takes no PATCH of groups.", null, false, false);
            this.reply = reply;
        }

        /** How it said so. */
        TargetReply reply() {
            return reply;
        }
    }

    /**
     * The first of those that go into one request.
     *
     * @param ready whose members are at the target
     */
    List<MemberDelta> first(List<MemberDelta> ready) {
        TargetQuirks quirks = target.quirks();
        int most = quirks.membersPerRequest();
        boolean apart = quirks.has(TargetQuirks.MEMBERS_ADD_REMOVE_APART);
        boolean oneRemove = quirks.has(TargetQuirks.MEMBERS_ONE_REMOVE);
        List<MemberDelta> chunk = new ArrayList<>();
        int removes = 0;
        for (MemberDelta delta : ready) {
            boolean otherKind = apart && !chunk.isEmpty() && chunk.getFirst().added() != delta.added();
            boolean tooMany = oneRemove && !delta.added() && removes == 1;
            if (chunk.size() < most && !otherKind && !tooMany) {
                chunk.add(delta);
                removes += delta.added() ? 0 : 1;
            }
        }
        return chunk;
    }

    /**
     * Sends these in one request, and in smaller ones when the target refuses it.
     *
     * @throws TargetFailure when the target is not well, or the run's time is over
     */
    void send(List<MemberDelta> chunk) {
        if (chunk.isEmpty()) {
            return;
        }
        requests++;
        run.naming(chunk);
        TargetReply reply = exchange.send(
                new Ask("PATCH", GROUPS + "/…", path(), Optional.of(patch(chunk)), Optional.empty()));
        switch (reply.status()) {
            case 200, 204 -> {
                exchange.settled();
                sent.addAll(chunk);
            }
            case 405, 501 -> throw new NoPatch(reply);
            case 413 -> tooLarge(chunk, reply);
            case 400, 404, 409, 422 -> smaller(chunk, reply);
            default -> throw reply.ok() ? ScimReading.shape(reply, "200 or 204", true) : exchange.unusable(reply);
        }
    }

    private void tooLarge(List<MemberDelta> chunk, TargetReply reply) {
        if (chunk.size() == 1) {
            throw exchange.unusable(reply);
        }
        int half = chunk.size() / 2;
        target.quirks()
                .learn(TargetQuirks.MEMBERS_PER_REQUEST, Integer.toString(half), exchange.evidence(reply),
                        exchange.clock().now());
        requireMore(reply);
        send(chunk.subList(0, half));
        // The rest goes with the next run, in chunks of the right size.
    }

    private void smaller(List<MemberDelta> chunk, TargetReply reply) {
        if (reply.status() == 404 && isGone()) {
            throw new GroupGone();
        }
        if (target.wantsReferences(reply) && chunk.stream().anyMatch(MemberDelta::added)) {
            target.quirks()
                    .learn(TargetQuirks.MEMBERS_WITH_REF, "", exchange.evidence(reply), exchange.clock().now());
            requireMore(reply);
            send(chunk);
            return;
        }
        if (chunk.size() == 1) {
            alone(chunk.getFirst(), reply);
            return;
        }
        List<MemberDelta> adds = chunk.stream().filter(MemberDelta::added).toList();
        boolean mixed = !adds.isEmpty() && adds.size() < chunk.size();
        List<MemberDelta> one = mixed ? adds : chunk.subList(0, chunk.size() / 2);
        List<MemberDelta> other = mixed
                ? chunk.stream().filter(delta -> !delta.added()).toList()
                : chunk.subList(chunk.size() / 2, chunk.size());
        int before = refused.size();
        int goneBefore = gone;
        requireMore(reply);
        send(one);
        requireMore(reply);
        send(other);
        // Whoever was no member any more is no proof: that was what was wrong.
        if (refused.size() == before && gone == goneBefore) {
            learn(mixed, chunk, reply);
        }
    }

    /** Nothing in the chunk was wrong, so that its form was. */
    private void learn(boolean mixed, List<MemberDelta> chunk, TargetReply reply) {
        if (mixed) {
            learn(TargetQuirks.MEMBERS_ADD_REMOVE_APART, "", reply);
        } else if (!chunk.getFirst().added() && chunk.size() <= 2) {
            learn(TargetQuirks.MEMBERS_ONE_REMOVE, "", reply);
        } else if (chunk.size() > SMALLEST_USUAL) {
            learn(TargetQuirks.MEMBERS_PER_REQUEST, Integer.toString(Math.max(SMALLEST_USUAL, chunk.size() / 2)),
                    reply);
        }
    }

    /** A member whom the target did not know for a moment looks the same, so that it has to come twice. */
    private void learn(String quirk, String value, TargetReply reply) {
        if (target.quirks().isSuspectedAgain(quirk)) {
            target.quirks().learn(quirk, value, exchange.evidence(reply), exchange.clock().now());
        }
    }

    private void alone(MemberDelta delta, TargetReply reply) {
        exchange.settled();
        boolean unknown = ids.isGone(delta) && reply.status() != 409;
        if (unknown || !delta.added() && (reply.status() == 404 || reply.scimType().equals("noTarget"))) {
            // It is no member any more, which is what is wanted; of who was deleted a target may say so in any words.
            gone++;
            sent.add(delta);
            return;
        }
        refused.add(delta);
        cause = Optional.of(REFUSED + exchange.cause(reply));
    }

    private boolean isGone() {
        TargetReply reply = exchange.send(Ask.get(GROUPS + "/…", path()));
        return reply.status() == 404;
    }

    private String path() {
        return target.quirks().withoutMembers(GROUPS + "/" + TargetLookup.encoded(groupId), "");
    }

    private void requireMore(TargetReply reply) {
        if (requests >= MOST_REQUESTS) {
            throw TargetFailure.of(Meaning.LATER, exchange.cause(reply) + " (looking for the member at fault)");
        }
    }

    private ObjectNode patch(List<MemberDelta> chunk) {
        ObjectNode patch = TargetPatch.patch();
        ArrayNode operations = patch.withArray("Operations");
        List<MemberDelta> adds = chunk.stream().filter(MemberDelta::added).toList();
        if (!adds.isEmpty()) {
            ArrayNode members = operations.addObject().put("op", "add").put("path", "members").putArray("value");
            adds.forEach(delta -> members.add(target.member(ids.of(delta))));
        }
        chunk.stream()
                .filter(delta -> !delta.added())
                .forEach(delta -> operations.addObject()
                        .put("op", "remove")
                        .put("path", "members[value eq "
                                + JsonNodeFactory.instance.stringNode(ids.of(delta)) + "]"));
        return patch;
    }
}
