package dev.rollcall.outbound.engine;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.directory.stream.StreamState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The streams as they are set and how they do, read at most {@link #AGE} ago. Safe for use by many threads.
 *
 * <p>One read a second at most as long as nothing changes; when this process has changed something that counts, the next one
 * who asks reads anew, but not more often than once in {@link #SOONEST}.
 */
final class StreamsInForce {
    /** Others, such as commands, change streams too: that is seen after so long. */
    static final Duration AGE = Duration.ofSeconds(1);

    /** Answers of a sick target come in numbers; they are read together. */
    static final Duration SOONEST = Duration.ofMillis(20);

    private record Read(List<EventStream> streams, Map<StreamId, StreamProgress> progress, long at) {}

    private final Storage storage;
    private final LongSupplier nanos;
    private volatile Read last;
    private volatile boolean stale;
    private volatile boolean outdated;

    StreamsInForce(Storage storage, LongSupplier nanos) {
        this.storage = storage;
        this.nanos = nanos;
        this.last = new Read(List.of(), Map.of(), nanos.getAsLong() - AGE.toNanos());
    }

    /** Those that deliver what happens. */
    List<EventStream> enabled() {
        return current().streams.stream().filter(stream -> stream.state().isEnabled()).toList();
    }

    /** Those to whose targets something may be sent: enabled ones, and those that are being synchronised. */
    List<EventStream> delivering() {
        return current().streams.stream()
                .filter(stream -> stream.state().isEnabled()
                        || stream.state().kind() == StreamState.Kind.NEEDS_SYNC)
                .toList();
    }

    /** All of them as they were read last, without a look. */
    List<EventStream> known() {
        return last.streams;
    }

    /** How a stream does. */
    Optional<StreamProgress> progress(StreamId stream) {
        return Optional.ofNullable(current().progress.get(stream));
    }

    /** How it did when they were read last, without a look: never throws, for whoever has something to hand over. */
    Optional<StreamProgress> knownProgress(StreamId stream) {
        return Optional.ofNullable(last.progress.get(stream));
    }

    /** What is known is known no more. */
    void changed() {
        stale = true;
    }

    /** What is known must be gone by no more: the next one who asks reads anew, whenever the last read was. */
    void outdated() {
        outdated = true;
    }

    /** Reads them now. */
    void refresh() {
        renew();
    }

    private Read current() {
        Read read = last;
        return isOld(read) ? renewed() : read;
    }

    private boolean isOld(Read read) {
        long age = nanos.getAsLong() - read.at;
        return outdated || age >= AGE.toNanos() || stale && age >= SOONEST.toNanos();
    }

    /** Whoever has waited for the read of another goes by that one. */
    private synchronized Read renewed() {
        Read read = last;
        return isOld(read) ? renew() : read;
    }

    private synchronized Read renew() {
        stale = false;
        boolean must = outdated;
        outdated = false;
        long at = nanos.getAsLong();
        try {
            last = storage.read(Share.OUTBOUND, session -> {
                List<EventStream> streams = session.streams().all();
                Map<StreamId, StreamProgress> progress = streams.isEmpty()
                        ? Map.of()
                        : session.streams()
                                .progress()
                                .stream()
                                .collect(Collectors.toMap(StreamProgress::stream, Function.identity()));
                return new Read(streams, progress, at);
            });
            return last;
        } catch (RuntimeException failure) {
            stale = true;
            if (must) {
                outdated = true;
            }
            throw failure;
        }
    }
}
