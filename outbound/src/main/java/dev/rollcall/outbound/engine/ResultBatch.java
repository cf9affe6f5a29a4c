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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Makes results durable, those that wait together in one write. Whoever has one goes on at once; its subject is held until the
 * result is durable.
 *
 * <p>What waits here is bounded by the runs that may be under way: each gives its room back when its result is durable. A result that the store
 * does not take stays and is tried again; what it is about is not sent again meanwhile.
 *
 * <p>A run that finds that somebody else has its head by now, and had sent something, lets the subject be sent once more: what it
 * sent may have come last.
 */
final class ResultBatch {
    /** The most results of one write. */
    static final int MOST = 256;

    private static final int MEMBERS = 1_000;

    /** How often one result is tried alone. */
    private static final int TRIES = 5;

    /** How long it rests when nothing is waiting. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * A result and what is to be done when it is durable.
     *
     * @param repair whether the subject is sent once more when the result came too late
     */
    record Waiting(HeadResult result, boolean repair, Instant at, Runnable durable) {}

    private static final System.Logger LOGGER = System.getLogger(ResultBatch.class.getName());

    private final Storage storage;
    private final String lane;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final List<Waiting> taken = new ArrayList<>();
    private final List<HeadResult> gone = new ArrayList<>();
    private final EngineTally tally;
    /** How many are still to be written one by one. */
    private int alone;
    private int failed;

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
        return queue.size();
    }

    /** Writes what waits. @return how long to rest unless something comes */
    Duration round() {
        forgetMembers();
        if (taken.isEmpty()) {
            queue.drainTo(taken, alone > 0 ? 1 : MOST);
            // Rows are locked in one order by all nodes.
            taken.sort(Comparator.comparing((Waiting waiting) -> waiting.result.stream())
                    .thenComparing(waiting -> waiting.result.subject()));
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
            failed(failure);
            throw failure;
        }
        // From here on they are durable, whatever fails: nothing may be written a second time.
        List<Waiting> written = List.copyOf(taken);
        taken.clear();
        failed = 0;
        alone = Math.max(0, alone - written.size());
        for (int i = 0; i < written.size(); i++) {
            done(written.get(i), inTime.get(i));
        }
        return queue.isEmpty() ? PAUSE : Duration.ZERO;
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
     * found. Who fails alone, again and again, and not because the store takes nothing, is let go; its subject is due again.
     */
    private void failed(RuntimeException failure) {
        boolean nobodyCan = failure instanceof StorageException told && told.kind() != StorageException.Kind.OTHER;
        if (nobodyCan) {
            return;
        }
        failed++;
        if (taken.size() > 1) {
            queue.addAll(taken);
            taken.clear();
            alone = queue.size();
        } else if (failed >= TRIES) {
            LOGGER.log(System.Logger.Level.ERROR, "A result of the event stream " + taken.getFirst().result.stream()
                    + " cannot be stored and is let go; what it is about is sent again.", failure);
            failed = 0;
            alone = Math.max(0, alone - 1);
            letGo(taken.removeFirst());
        }
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
        while (!taken.isEmpty() || !queue.isEmpty()) {
            int before = taken.size() + queue.size();
            try {
                round();
            } catch (StorageException told) {
                LOGGER.log(System.Logger.Level.DEBUG, "The store is not there for the last results.", told);
                return;
            }
            if (taken.size() + queue.size() >= before) {
                return;
            }
        }
    }

    private static boolean write(WriteSession session, Waiting waiting) {
        HeadResult result = waiting.result;
        if (session.deliveries().finish(result)) {
            return true;
        }
        if (waiting.repair && session.streams().find(result.stream()).isPresent()) {
            session.deliveries()
                    .fanOut(result.stream(), List.of(), List.of(DeliveryHead.due(result.stream(), result.subject(),
                            HeadIntent.REPLACE, result.claimedTo(), HeadOrigin.EVENT, waiting.at)), List.of());
        }
        return false;
    }
}
