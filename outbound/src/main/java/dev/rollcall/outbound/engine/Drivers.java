package dev.rollcall.outbound.engine;

import dev.rollcall.directory.failure.FailureReports;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.outbound.delivery.DriverSource;
import dev.rollcall.outbound.delivery.UnusableStreamException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The drivers of the streams, each made when its stream is first delivered and made anew when the stream was changed. For one
 * thread at a time; {@link #unusable} may be asked by any.
 *
 * <p>A stream whose settings or secrets cannot be used delivers nothing; it is told of and tried again after {@link #AGAIN}.
 */
final class Drivers implements AutoCloseable {
    /** When what could not be opened is tried again: the key file may be there by then. */
    static final Duration AGAIN = Duration.ofSeconds(30);

    private static final System.Logger LOGGER = System.getLogger(Drivers.class.getName());

    private record Unusable(long revision, long until) {}

    private final DriverSource source;
    private final LongSupplier nanos;
    private final FailureReports reports;
    private final Map<StreamId, OpenDriver> open = new HashMap<>();
    private final Map<StreamId, Unusable> unusable = new ConcurrentHashMap<>();

    Drivers(DriverSource source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
        this.reports = new FailureReports(LOGGER, nanos);
    }

    /** The driver of a stream; empty when it cannot be made now. */
    Optional<OpenDriver> of(EventStream stream) {
        OpenDriver known = open.get(stream.id());
        if (known != null && known.revision() == stream.revision()) {
            return Optional.of(known);
        }
        if (known != null) {
            open.remove(stream.id());
            known.giveUp();
        }
        Unusable failed = unusable.get(stream.id());
        if (failed != null && failed.revision == stream.revision() && nanos.getAsLong() - failed.until < 0) {
            return Optional.empty();
        }
        try {
            OpenDriver made = new OpenDriver(source.open(stream), stream.revision());
            open.put(stream.id(), made);
            unusable.remove(stream.id());
            return Optional.of(made);
        } catch (UnusableStreamException failure) {
            unusable.put(stream.id(), new Unusable(stream.revision(), nanos.getAsLong() + AGAIN.toNanos()));
            reports.report("drivers", "The event stream " + stream.id() + " cannot deliver: " + failure.getMessage(),
                    failure);
            return Optional.empty();
        }
    }

    /** Gives up the drivers of all other streams. */
    void keep(List<EventStream> streams) {
        if (open.isEmpty() && unusable.isEmpty()) {
            return;
        }
        Set<StreamId> ids = streams.stream().map(EventStream::id).collect(Collectors.toSet());
        open.entrySet().removeIf(entry -> {
            boolean gone = !ids.contains(entry.getKey());
            if (gone) {
                entry.getValue().giveUp();
            }
            return gone;
        });
        unusable.keySet().retainAll(ids);
    }

    /** How many streams cannot deliver because of their settings or secrets. */
    int unusable() {
        return unusable.size();
    }

    @Override
    public void close() {
        open.values().forEach(OpenDriver::giveUp);
        open.clear();
    }
}
