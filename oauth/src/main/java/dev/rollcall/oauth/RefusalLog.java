package dev.rollcall.oauth;

import dev.rollcall.directory.client.ClientId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Says in the server's log why a client was refused, which whoever asks is not told before it has shown who it is.
 *
 * <p>Guarantees: a client that is there costs one line in {@link #INTERVAL}, whoever asks in its name how often; one that is not
 * there costs none. Safe for use by many threads.
 */
final class RefusalLog {
    static final Duration INTERVAL = Duration.ofMinutes(1);

    /** How many clients are remembered at most. */
    static final int MEMORY = 1_000;

    private static final System.Logger LOGGER = System.getLogger(RefusalLog.class.getName());

    private final Consumer<String> log;
    private final LongSupplier nanos;
    private final Map<ClientId, Long> said = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientId, Long> eldest) {
            return size() > MEMORY;
        }
    };

    /** @param nanos a time that only goes forward, in nanoseconds */
    RefusalLog(LongSupplier nanos) {
        this(line -> LOGGER.log(System.Logger.Level.WARNING, line), nanos);
    }

    RefusalLog(Consumer<String> log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
    }

    /** Says that an assertion was refused for a client that is there. */
    void refused(ClientId client, String why) {
        long now = nanos.getAsLong();
        synchronized (said) {
            Long before = said.get(client);
            if (before != null && now - before < INTERVAL.toNanos()) {
                return;
            }
            said.put(client, now);
        }
        log.accept("An assertion for the client " + client + " was refused: " + why);
    }
}
