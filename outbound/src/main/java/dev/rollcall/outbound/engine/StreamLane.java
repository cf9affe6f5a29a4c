package dev.rollcall.outbound.engine;

import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What the dispatcher knows of one stream: heads that are claimed and not begun, how many runs are under way, when to look for more.
 * For the dispatcher's thread, but for what runs call: {@link #ended}, {@link #stop},
 * {@link #goOn} and {@link #wake}.
 */
final class StreamLane {
    /** Heads that wait for a run here longer are let go: what they know of their subject grows old, and a lease ends. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How many are claimed for each run that may be under way: a claim costs as much for several as for one. */
    static final int AHEAD = 3;

    /** For so long a target that was sick is sent half as much at once. */
    static final Duration RECOVERY = Duration.ofSeconds(10);

    private final Deque<Claim> ready = new ArrayDeque<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger stops = new AtomicInteger();
    private final AtomicBoolean woken = new AtomicBoolean(true);
    private final Pacing pacing;
    private final LongSupplier nanos;
    private long lookAt;
    private boolean sick;
    private long recoveringUntil;

    StreamLane(LongSupplier nanos) {
        this.nanos = nanos;
        this.pacing = new Pacing(nanos);
        this.lookAt = nanos.getAsLong();
        this.recoveringUntil = nanos.getAsLong();
    }

    Deque<Claim> ready() {
        return ready;
    }

    int running() {
        return running.get();
    }

    void begin() {
        running.incrementAndGet();
    }

    /** A run is over. @param requests how many it has sent */
    void ended(int requests) {
        running.decrementAndGet();
        sent.addAndGet(Math.max(0, requests - 1));
    }

    /** A run has learned that nothing is to be sent, which is not durable yet: nothing begins until {@link #goOn}. */
    void stop() {
        stops.incrementAndGet();
    }

    /** What stopped it is durable. */
    void goOn() {
        stops.decrementAndGet();
    }

    boolean isStopped() {
        return stops.get() > 0;
    }

    /** There may be something due. */
    void wake() {
        woken.set(true);
    }

    /** Whether to look for what is due now; if so, it is remembered as looked for. */
    boolean takeLook(Duration again) {
        long now = nanos.getAsLong();
        if (!woken.getAndSet(false) && now - lookAt < 0) {
            return false;
        }
        lookAt = now + again.toNanos();
        return true;
    }

    /** Lets the next look be in so long at the latest. */
    void lookIn(Duration wait) {
        long at = nanos.getAsLong() + wait.toNanos();
        if (at - lookAt < 0) {
            lookAt = at;
        }
    }

    /** How long until the next look. */
    Duration untilLook() {
        return woken.get() ? Duration.ZERO : Duration.ofNanos(Math.max(0, lookAt - nanos.getAsLong()));
    }

    /** How many runs may be under way at once. */
    int most(EventStream stream, Circuit circuit, int share) {
        long now = nanos.getAsLong();
        if (circuit != Circuit.CLOSED) {
            sick = true;
            return 1;
        }
        if (sick) {
            sick = false;
            recoveringUntil = now + RECOVERY.toNanos();
        }
        int most = Math.max(1, Math.min(stream.destination().concurrency(), share));
        return now - recoveringUntil < 0 ? Math.max(1, most / 2) : most;
    }

    /** Whether the target's rate allows a run now. */
    boolean mayBegin(EventStream stream, int nodes) {
        Optional<Double> rate = rate(stream, nodes);
        if (rate.isEmpty()) {
            return true;
        }
        pacing.more(sent.getAndSet(0));
        return pacing.take(rate.get());
    }

    /** How long until the target's rate allows a run. */
    Duration untilMayBegin(EventStream stream, int nodes) {
        return rate(stream, nodes).map(perSecond -> pacing.untilNext(perSecond)).orElse(Duration.ZERO);
    }

    /** The first head that waits; those that have waited too long are handed to {@code stale}. */
    Optional<Claim> next(Consumer<Claim> stale) {
        long now = nanos.getAsLong();
        while (!ready.isEmpty() && now - ready.peekFirst().at() > PATIENCE.toNanos()) {
            stale.accept(ready.pollFirst());
        }
        return Optional.ofNullable(ready.pollFirst());
    }

    private static Optional<Double> rate(EventStream stream, int nodes) {
        return stream.destination() instanceof ScimTarget scim
                ? scim.rate().map(rate -> (double) rate / Math.max(1, nodes))
                : Optional.empty();
    }
}
