package dev.rollcall.outbound.engine;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands what is due to workers, stream after stream. For one thread at a time, but for {@link #due}.
 *
 * <p>Guarantees: there is always room for one run of each stream, whatever the targets of others do, as long as there are not more
 * streams than half of {@code outbound.concurrency}, or of the runs that {@code outbound.memory} has room for; the rest is shared equally by the streams that have something to send. A target that
 * is held, or is sick and not to be probed yet, is sent nothing.
 */
final class DispatchLoop implements AutoCloseable {
    /** How long it rests when no stream is there. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    /** How long it waits for room. */
    private static final Duration FULL = Duration.ofMillis(50);

    private final EngineParts parts;
    private final Drivers drivers;
    private final RunsUnderWay runs;
    private final Duration look;
    private final Map<StreamId, StreamLane> lanes = new ConcurrentHashMap<>();
    private int turn;

    /** @param look how long it does not look for what others may have made due */
    DispatchLoop(EngineParts parts, Drivers drivers, RunsUnderWay runs, Duration look) {
        this.parts = parts;
        this.drivers = drivers;
        this.runs = runs;
        this.look = look;
    }

    /** There is something due of a stream. */
    void due(StreamId stream) {
        StreamLane lane = lanes.get(stream);
        if (lane != null) {
            lane.wake();
        }
    }

    /** @return how long to rest unless something happens */
    Duration round() {
        List<EventStream> delivering = parts.streams().delivering();
        forgetAllBut(delivering);
        if (delivering.isEmpty()) {
            return IDLE;
        }
        parts.pulse().beat();
        int share = share(delivering.size());
        Duration rest = look;
        // Who is first when room is scarce changes with each round.
        turn = (turn + 1) % delivering.size();
        for (int i = 0; i < delivering.size(); i++) {
            EventStream stream = delivering.get((turn + i) % delivering.size());
            Duration wanted = serve(stream, lanes.computeIfAbsent(stream.id(), _ -> new StreamLane(parts.nanos())),
                    share);
            rest = wanted.compareTo(rest) < 0 ? wanted : rest;
        }
        return rest;
    }

    /** What is left when there is room for one run of each stream is shared by those that have something to send. */
    private int share(int streams) {
        int most = Math.min(parts.settings().concurrency(), runs.rooms());
        int spare = Math.min(streams, most / 2);
        long busy = lanes.values().stream().filter(lane -> lane.running() > 0 || !lane.ready().isEmpty()).count();
        return Math.max(1, (most - spare) / (int) Math.max(1, busy));
    }

    private void forgetAllBut(List<EventStream> delivering) {
        if (lanes.isEmpty()) {
            return;
        }
        Set<StreamId> ids = new HashSet<>();
        delivering.forEach(stream -> ids.add(stream.id()));
        lanes.entrySet().removeIf(entry -> {
            boolean gone = !ids.contains(entry.getKey());
            if (gone) {
                letGo(entry.getKey(), entry.getValue());
            }
            return gone;
        });
        drivers.keep(delivering);
    }

    /** @return when to come back to it */
    private Duration serve(EventStream stream, StreamLane lane, int share) {
        // This comes first: when what stopped it has just become durable, the progress is read anew.
        if (lane.isStopped()) {
            return look;
        }
        Optional<StreamProgress> known = parts.streams().progress(stream.id());
        Instant now = parts.clock().instant();
        if (known.isEmpty()) {
            return look;
        }
        StreamProgress progress = known.get();
        if (progress.heldUntil().isAfter(now)) {
            letGo(stream.id(), lane);
            return Duration.between(now, progress.heldUntil());
        }
        Circuit circuit = Circuit.of(progress, now);
        int free = lane.most(stream, circuit, share) - lane.running();
        if (circuit == Circuit.OPEN) {
            letGo(stream.id(), lane);
            return Duration.between(now, progress.probeAt().orElse(now.plus(look)));
        }
        Optional<OpenDriver> driver = free > 0 ? drivers.of(stream) : Optional.empty();
        if (driver.isEmpty()) {
            return look;
        }
        fill(stream, lane, circuit == Circuit.PROBE ? 1 : free);
        return begin(stream, lane, driver.get(), circuit, progress, free);
    }

    private void fill(EventStream stream, StreamLane lane, int free) {
        if (lane.ready().size() >= free || !lane.takeLook(look)) {
            return;
        }
        int wanted = free * StreamLane.AHEAD - lane.ready().size();
        List<Claim> claims = parts.claims().claim(stream, wanted);
        lane.ready().addAll(claims);
        if (claims.size() == wanted) {
            lane.wake();
        }
    }

    private Duration begin(
            EventStream stream, StreamLane lane, OpenDriver driver, Circuit circuit, StreamProgress progress,
            int free) {
        for (int left = free; left > 0; left--) {
            List<Claim> stale = new ArrayList<>();
            Optional<Claim> next = lane.next(stale::add);
            if (!stale.isEmpty()) {
                parts.claims().giveBack(stream.id(), stale);
                lane.wake();
            }
            if (next.isEmpty()) {
                return lane.untilLook();
            }
            if (!runs.takeRoom()) {
                lane.ready().addFirst(next.get());
                return FULL;
            }
            Optional<Duration> wait = hindered(stream, lane, driver, circuit, progress);
            if (wait.isPresent()) {
                runs.giveRoomBack();
                lane.ready().addFirst(next.get());
                return wait.get();
            }
            runs.begin(stream, next.get(), driver, lane);
        }
        return look;
    }

    /** Whether a run may not begin now, and how long to wait then; else the driver is in use for it. */
    private Optional<Duration> hindered(
            EventStream stream, StreamLane lane, OpenDriver driver, Circuit circuit, StreamProgress progress) {
        if (!lane.mayBegin(stream, parts.pulse().nodes())) {
            return Optional.of(lane.untilMayBegin(stream, parts.pulse().nodes()));
        }
        if (circuit == Circuit.PROBE && !takeProbe(stream.id(), progress)) {
            return Optional.of(FULL);
        }
        return driver.use() ? Optional.empty() : Optional.of(FULL);
    }

    private boolean takeProbe(StreamId stream, StreamProgress progress) {
        Instant next = Circuit.next(progress, parts.clock().instant(), parts.random()).truncatedTo(ChronoUnit.MILLIS);
        boolean taken = parts.storage()
                .write(Share.OUTBOUND, "probe " + stream,
                        session -> session.streams().takeProbe(stream, progress.probeNo(), next));
        parts.streams().changed();
        return taken;
    }

    private void letGo(StreamId stream, StreamLane lane) {
        List<Claim> unbegun = List.copyOf(lane.ready());
        lane.ready().clear();
        parts.claims().giveBack(stream, unbegun);
        lane.wake();
    }

    /** Gives back what is not begun, once no round follows. */
    @Override
    public void close() {
        lanes.forEach(this::letGo);
    }
}
