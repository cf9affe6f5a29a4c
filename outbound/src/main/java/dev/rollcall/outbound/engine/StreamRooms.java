package dev.rollcall.outbound.engine;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StreamRoom;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much room the streams have left for rows. For one thread at a time, but for
 * what is told of them all.
 *
 * <p>Rows that are added are counted here, rows that go are not: when there seems to be no room it is counted in the store, at most
 * every {@link #COUNT_EVERY}; dead letters and members, of which there may be many more, every {@link #COUNT_ALL_EVERY}.
 */
final class StreamRooms {
    static final Duration COUNT_EVERY = Duration.ofMillis(250);
    static final Duration COUNT_ALL_EVERY = Duration.ofSeconds(10);

    /**
     * So many users and groups with open rows are enough for a target that is sick: one probe at a time is taken from them, and what is
     * behind them stays a place in the record. Whoever writes to the store is not slowed by rows that nobody can deliver yet. Rows are
     * not what counts: those of one group are one probe, which may be due in an hour.
     */
    static final int AHEAD_OF_THE_SICK = 100;

    /** @param heads how many subjects have open rows, or more; exact at {@code headsAt} up to {@link #AHEAD_OF_THE_SICK} */
    private record Count(
            int open, long at, int heads, long headsAt, boolean full, long fullAt, Optional<Instant> oldest) {
        Count open(int now, long when) {
            return new Count(now, when, heads, headsAt, full, fullAt, oldest);
        }

        Count heads(int now, long when) {
            return new Count(open, at, now, when, full, fullAt, oldest);
        }
    }

    private final EngineParts parts;
    private final Map<StreamId, Count> counts = new ConcurrentHashMap<>();

    StreamRooms(EngineParts parts) {
        this.parts = parts;
    }

    /** How many records more may become rows, which are one each but for groups; 0 when there is no room. */
    int left(EventStream of) {
        StreamId stream = of.id();
        long now = parts.nanos().getAsLong();
        Count count = counts.get(stream);
        if (count == null || now - count.fullAt >= COUNT_ALL_EVERY.toNanos()) {
            count = all(stream, now);
        } else if (count.open >= parts.settings().queueAhead()
                && now - count.at >= COUNT_EVERY.toNanos()) {
            count = count.open(read(stream, 0, 0).open(), now);
        }
        boolean sick = isSick(stream);
        if (sick && count.heads >= AHEAD_OF_THE_SICK && now - count.headsAt >= COUNT_EVERY.toNanos()) {
            count = count.heads(heads(stream), now);
        }
        counts.put(stream, count);
        int left = parts.settings().queueAhead() - count.open;
        // Nobody can deliver the dead letters of a hidden stream again, or discard them: they go by their time alone.
        return count.full && !of.isHidden()
                ? 0
                : Math.max(0, sick ? Math.min(AHEAD_OF_THE_SICK - count.heads, left) : left);
    }

    private boolean isSick(StreamId stream) {
        Instant now = parts.clock().instant();
        return parts.streams().progress(stream).filter(known -> Circuit.of(known, now) != Circuit.CLOSED).isPresent();
    }

    /** Rows were added. */
    void added(StreamId stream, int rows) {
        counts.computeIfPresent(stream, (_, count) -> count.open(count.open + rows, count.at)
                .heads(count.heads + rows, count.headsAt));
    }

    /** Forgets all other streams. */
    void keep(List<EventStream> streams) {
        counts.keySet().removeIf(id -> streams.stream().noneMatch(stream -> stream.id().equals(id)));
    }

    /** How many deliveries lie open in all, as of the last counts. */
    long open() {
        return counts.values().stream().mapToLong(Count::open).sum();
    }

    /** How long the oldest of them has been waiting. */
    Duration oldest() {
        Instant now = parts.clock().instant();
        return counts.values()
                .stream()
                .flatMap(count -> count.oldest.stream())
                .map(at -> Duration.between(at, now))
                .max(Duration::compareTo)
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }

    private Count all(StreamId stream, long now) {
        int deadLetters = parts.settings().deadLetters();
        int deltas = parts.settings().memberDeltas();
        StreamRoom room = read(stream, deadLetters, deltas);
        return new Count(room.open(), now, heads(stream), now, room.failed() >= deadLetters || room.deltas() >= deltas,
                now,
                parts.storage()
                        .read(Share.OUTBOUND, session -> session.deliveries().oldestOpen(stream))
                        .map(StreamDelivery::createdAt));
    }

    private int heads(StreamId stream) {
        return parts.storage()
                .read(Share.OUTBOUND, session -> session.deliveries().heads(stream, AHEAD_OF_THE_SICK));
    }

    private StreamRoom read(StreamId stream, int failed, int deltas) {
        return parts.storage()
                .read(Share.OUTBOUND, session -> session.deliveries()
                        .room(stream, parts.settings().queueAhead(), failed, deltas));
    }
}
