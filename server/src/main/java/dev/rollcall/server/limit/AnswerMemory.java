package dev.rollcall.server.limit;

import dev.rollcall.directory.storage.Share;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory of all answers that are being sent: a client that reads slowly holds its answer for as long as that takes.
 *
 * <p>Guarantees:
 *
 * <ul>
 *   <li>What is kept never exceeds the bound, but for answers that were cut off and whose threads have not noticed yet; beside
 *       it there is only what the store's readers have just rendered, and what waits for the memory of such answers. What
 *       waits and what is kept and not cut off are together never more than the bound, but for answers to changes and streams
 *       that grow.
 *   <li>No connection suffers from another that keeps more than itself: when there is no room for an answer, the connection
 *       that keeps most pays. If that is the one which asks, its new answer is refused with {@link AnswerMemoryException};
 *       otherwise the oldest of the answers that the other keeps is cut off. When all that could be cut off was, for those
 *       who asked before, it is refused too.
 *   <li>The answer to a change that was made is never refused: another one is cut off instead, of its own connection if that
 *       keeps most.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class AnswerMemory {
    /** Smaller answers are not counted: the thread that sends one takes as much. */
    public static final int FREE = 4 * 1024;

    /** The least that the bound may be: the largest usual page. */
    public static final long MINIMUM = 8L << 20;

    /** What a stretch of a stream takes beside its bytes, in proportion: what they were made of. */
    static final int STRETCH_FACTOR = 3;

    /** What a stream takes beside its stretches: what is held back of it, and a compressor. */
    public static final long STREAM = 300 * 1024;

    /** For how long an answer waits for the memory of one that was cut off; a fraction of it is usual. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int HEAP_PART = 8;
    private static final AnswerAccount NOBODY = new AnswerAccount();

    private final long capacity;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Map<Share, AnswerAccount> accounts = new HashMap<>();
    private final LongAdder refused = new LongAdder();
    private final LongAdder cut = new LongAdder();
    private long taken;
    /** What of it belongs to answers that were cut off and are about to end. */
    private long leaving;

    /** What is waited for, by all. */
    private long wanted;

    /** @param capacity the bound, in bytes; the setting {@code limits.answer-memory} */
    public AnswerMemory(long capacity) {
        this(capacity, PATIENCE);
    }

    /** @param patience for how long an answer waits for the memory of one that was cut off, and does not leave */
    AnswerMemory(long capacity, Duration patience) {
        this.capacity = capacity;
        this.patience = patience;
    }

    /** What answers may take unless it is set: an eighth of the largest heap that the process may have. */
    public static long shareOfTheHeap() {
        return Math.max(MINIMUM, Runtime.getRuntime().maxMemory() / HEAP_PART);
    }

    /**
     * Keeps an answer of so many bytes.
     *
     * @param mayRefuse false when it answers a change that was made
     * @throws AnswerMemoryException when there is no room and the connection keeps more than any other, or there is nothing
     *         left to be cut off
     */
    public KeptAnswer keep(Share share, long bytes, boolean mayRefuse) {
        lock.lock();
        try {
            KeptAnswer answer = new KeptAnswer(this, share);
            grow(answer, bytes, mayRefuse);
            return answer;
        } finally {
            lock.unlock();
        }
    }

    /** How much there is, how much is taken, how many were refused and how many cut off. */
    public AnswerMemoryUse use() {
        lock.lock();
        try {
            return new AnswerMemoryUse(capacity, taken, refused.sum(), cut.sum());
        } finally {
            lock.unlock();
        }
    }

    /** Makes the answer take so many bytes if it takes less. */
    void growTo(KeptAnswer answer, long bytes) {
        lock.lock();
        try {
            if (!answer.ended && bytes > answer.bytes) {
                grow(answer, bytes - answer.bytes, false);
            }
        } finally {
            lock.unlock();
        }
    }

    void sending(KeptAnswer answer, Runnable cutSending) {
        lock.lock();
        try {
            answer.cutBy(cutSending);
        } finally {
            lock.unlock();
        }
    }

    void release(KeptAnswer answer) {
        lock.lock();
        try {
            if (answer.ended) {
                return;
            }
            answer.ended = true;
            taken -= answer.bytes;
            accounts.computeIfPresent(answer.share, (c, account) -> {
                account.remove(answer);
                if (answer.cut) {
                    leaving -= answer.bytes;
                } else {
                    account.staying -= answer.bytes;
                }
                return account.isEmpty() ? null : account;
            });
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void grow(KeptAnswer answer, long more, boolean mayRefuse) {
        // One that is larger than everything has it alone.
        long bytes = Math.min(more, capacity - Math.min(capacity, answer.bytes));
        want(answer.share, bytes);
        try {
            awaitRoom(answer, bytes, mayRefuse);
        } finally {
            want(answer.share, -bytes);
        }
        AnswerAccount account = accounts.computeIfAbsent(answer.share, c -> new AnswerAccount());
        account.add(answer);
        answer.bytes += bytes;
        taken += bytes;
        if (answer.cut) {
            leaving += bytes;
        } else {
            account.staying += bytes;
        }
    }

    private void want(Share share, long bytes) {
        wanted += bytes;
        accounts.compute(share, (c, known) -> {
            AnswerAccount account = known == null ? new AnswerAccount() : known;
            account.wanted += bytes;
            return account.isEmpty() ? null : account;
        });
    }

    private void awaitRoom(KeptAnswer answer, long bytes, boolean mayRefuse) {
        long deadline = System.nanoTime() + patience.toNanos();
        // A newcomer does not take what those wait for who came before.
        boolean waits = taken + wanted > capacity;
        while (waits) {
            makeRoom(answer, mayRefuse);
            waits = !answer.cut && await(deadline) && taken + bytes > capacity;
        }
        // What is about to leave is not held against one that has waited for it.
        if (taken - leaving + bytes > capacity && mayRefuse) {
            throw refusal();
        }
    }

    /** Cuts off as many as are in the way of all who wait, those first whose connection keeps most. */
    private void makeRoom(KeptAnswer answer, boolean mayRefuse) {
        while (!answer.cut && taken - leaving + wanted > capacity) {
            AnswerAccount own = accounts.getOrDefault(answer.share, NOBODY);
            AnswerAccount most = accounts.values()
                    .stream()
                    .max(Comparator.comparingLong(account -> account.staying))
                    .orElse(own);
            // What it waits for already counts as if it kept it.
            boolean ownIsMost = own.staying + own.wanted > most.staying;
            if (ownIsMost && mayRefuse) {
                throw refusal();
            }
            AnswerAccount pays = ownIsMost && own.staying > 0 ? own : most;
            if (pays.staying == 0) {
                return;
            }
            KeptAnswer oldest = pays.oldest();
            pays.staying -= oldest.bytes;
            leaving += oldest.bytes;
            cut.increment();
            oldest.cutOff();
            // It may be waiting itself, and waits no longer.
            freed.signalAll();
        }
    }

    /** @return false when it was waited for long enough */
    private boolean await(long deadline) {
        try {
            return freed.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private AnswerMemoryException refusal() {
        refused.increment();
        // Others need not wait behind it.
        freed.signalAll();
        return new AnswerMemoryException();
    }
}
