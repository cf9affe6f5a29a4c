package dev.rollcall.outbound.engine;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.AtTarget;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadNext;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.MemberDelta;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Makes results durable, those that wait together in one write. Whoever has one goes on at once; its subject is held until the
 * result is durable.
 *
 * <p>What waits here is bounded by the runs that may be under way: each gives its room back when its result is durable. While the store takes
 * nothing, all results stay and are tried again; what they are about is not sent again meanwhile. One that the store does not take
 * while it takes others is tried alone after them, and then written as a {@linkplain RefusedResult failure}, so that it is seen and
 * does not come again and again.
 *
 * <p>A run that finds that somebody else has its head by now, and had sent something, lets the subject be sent once more, and the
 * members of a group whom it named: what it sent may come last, also what was not acknowledged.
 */
final class ResultBatch {
    /** The most results of one write. */
    static final int MOST = 256;

    private static final int MEMBERS = 1_000;

    /** How long it rests when nothing is waiting. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * A result and what is to be done when it is durable.
     *
     * @param named the members of a group whom the run's requests have named
     * @param repair whether the subject is sent once more when the result came too late
     */
    record Waiting(HeadResult result, List<MemberDelta> named, boolean repair, Instant at, Runnable durable) {}

    private static final System.Logger LOGGER = System.getLogger(ResultBatch.class.getName());

    private final Storage storage;
    private final String lane;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Queue<RefusedResult> refused = new ConcurrentLinkedQueue<>();
    private final List<Waiting> taken = new ArrayList<>();
    private final List<HeadResult> gone = new ArrayList<>();
    private final EngineTally tally;
    /** How many are still to be written one by one. */
    private int alone;
    /** Of what is taken, whether it was refused before. */
    private Optional<RefusedResult> again = Optional.empty();
    private boolean othersNext;

    /** @param node by which its lane is told from those of other nodes */
    ResultBatch(Storage storage, String node, EngineTally tally) {
        this.storage = storage;
        this.lane = "results " + node;
        this.tally = tally;
    }

    /** Hands a result over. */
    void add(Waiting waiting) {
        queue.add(waiting);
    }

    /** How many wait. */
    int waiting() {
        return queue.size() + refused.size();
    }

    /** Writes what waits. @return how long to rest unless something comes */
    Duration round() {
        forgetMembers();
        if (taken.isEmpty()) {
            take();
        }
        if (taken.isEmpty()) {
            return PAUSE;
        }
        List<Boolean> inTime;
        try {
            inTime = storage.write(Share.OUTBOUND, lane, session -> taken.stream()
                    .map(waiting -> write(session, waiting))
                    .toList());
        } catch (RuntimeException failure) {
            if (setAside(failure)) {
                return rest();
            }
            throw failure;
        }
        // From here on they are durable, whatever fails: nothing may be written a second time.
        List<Waiting> written = List.copyOf(taken);
        taken.clear();
        alone = again.isPresent() ? alone : Math.max(0, alone - written.size());
        again = Optional.empty();
        for (int i = 0; i < written.size(); i++) {
            done(written.get(i), inTime.get(i));
        }
        return rest();
    }

    private Duration rest() {
        return queue.isEmpty() ? PAUSE : Duration.ZERO;
    }

    /** One that was refused waits for all that are written one by one, and then for those of one write. */
    private void take() {
        if (alone == 0 && !refused.isEmpty() && (!othersNext || queue.isEmpty())) {
            again = Optional.of(refused.remove());
            taken.add(again.get().waiting());
            othersNext = true;
            return;
        }
        othersNext = false;
        queue.drainTo(taken, alone > 0 ? 1 : MOST);
        // Rows are locked in one order by all nodes.
        taken.sort(Comparator.comparing((Waiting waiting) -> waiting.result.stream())
                .thenComparing(waiting -> waiting.result.subject()));
    }

    private void done(Waiting waiting, boolean inTime) {
        if (inTime) {
            tally.ended(waiting.result);
        } else {
            tally.late();
        }
        if (waiting.result.subject().isGroup() && waiting.result.next().equals(new HeadNext.Over(AtTarget.ABSENT))) {
            gone.add(waiting.result);
        }
        letGo(waiting);
    }

    private static void letGo(Waiting waiting) {
        try {
            waiting.durable.run();
        } catch (RuntimeException failure) {
            LOGGER.log(System.Logger.Level.ERROR, "What follows a result of the event stream "
                    + waiting.result.stream() + " failed; the result itself is kept.", failure);
        }
    }

    /**
     * One result that the store never takes must not keep the others: all that wait now are written one by one then, so that it is
     * found, and it waits behind them.
     *
     * @return whether it is one that was refused before, which is no reason for the others to wait
     */
    private boolean setAside(RuntimeException failure) {
        boolean nobodyCan = failure instanceof StorageException told && told.kind() != StorageException.Kind.OTHER;
        if (nobodyCan) {
            return false;
        }
        if (again.isPresent()) {
            Optional<RefusedResult> next = again.get().refusedAgain();
            next.ifPresentOrElse(refused::add, () -> letGo(again.orElseThrow(), failure));
            again = Optional.empty();
            taken.clear();
            return true;
        }
        if (taken.size() > 1) {
            queue.addAll(taken);
            alone = queue.size();
        } else {
            refused.add(RefusedResult.of(taken.getFirst(), failure));
            alone = Math.max(0, alone - 1);
        }
        taken.clear();
        return false;
    }

    private static void letGo(RefusedResult lost, RuntimeException failure) {
        LOGGER.log(System.Logger.Level.ERROR, "A result of the event stream " + lost.waiting().result.stream()
                + " cannot be stored in any form and is let go; what it is about is sent again.", failure);
        letGo(lost.waiting());
    }

    /** A group that is gone at the target gains and loses nobody any more; there may be very many, so they go in pieces. */
    private void forgetMembers() {
        while (!gone.isEmpty()) {
            HeadResult result = gone.getFirst();
            int dropped = storage.write(Share.OUTBOUND, lane,
                    session -> session.remotes().dropDeltas(result.stream(), result.subject(), MEMBERS));
            if (dropped < MEMBERS) {
                gone.removeFirst();
            }
        }
    }

    /** Writes what is left, once the thread that does so has ended; what cannot be written is done again after the next start. */
    void finish() {
        while (!taken.isEmpty() || waiting() > 0) {
            int before = taken.size() + waiting();
            try {
                round();
            } catch (StorageException told) {
                LOGGER.log(System.Logger.Level.DEBUG, "The store is not there for the last results.", told);
                return;
            }
            if (queue.isEmpty() && taken.size() + waiting() >= before) {
                return;
            }
        }
    }

    private boolean write(WriteSession session, Waiting waiting) {
        HeadResult result = waiting.result;
        if (session.deliveries().finish(result)) {
            again.ifPresent(refusal -> refusal.forgetState(session));
            return true;
        }
        if (waiting.repair && session.streams().find(result.stream()).isPresent()) {
            session.remotes().addDeltas(result.stream(), LateMembers.of(session, result, waiting.named));
            session.deliveries()
                    .fanOut(result.stream(), List.of(), List.of(DeliveryHead.due(result.stream(), result.subject(),
                            HeadIntent.REPLACE, result.claimedTo(), HeadOrigin.EVENT, waiting.at)), List.of());
        }
        return false;
    }
}
