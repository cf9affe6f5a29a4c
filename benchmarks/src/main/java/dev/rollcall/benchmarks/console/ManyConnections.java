package dev.rollcall.benchmarks.console;

import dev.rollcall.benchmarks.process.Progress;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.token.ScimToken;
import dev.rollcall.directory.token.TokenScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Connections with a token each, and rows of their log over the last day, put into a store without HTTP. One connection in a hundred is
 * paused, one in fifty has a token that ends within a week, and one request in fifty has failed.
 */
final class ManyConnections {
    private static final int AT_ONCE = 5_000;
    private static final int ONE_PAUSED = 100;
    private static final int ONE_ENDING = 50;
    private static final int ONE_FAILED = 50;
    private static final Duration DAY = Duration.ofDays(1);

    private final Storage storage;
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final List<ConnectionId> connections = new ArrayList<>();
    private final MovedClock clock = new MovedClock();
    private long rows;

    /** Where the log's rows are in time: their ids begin with it. */
    private static final class MovedClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    ManyConnections(Storage storage) {
        this.storage = storage;
    }

    /** Adds connections until there are so many. */
    void connect(int size) {
        while (connections.size() < size) {
            List<Connection> some = new ArrayList<>();
            for (int number = connections.size(); number < size && some.size() < AT_ONCE; number++) {
                Connection one = connection(number);
                some.add(one);
                connections.add(one.id());
            }
            storage.write(Share.HOUSE, "benchmark", session -> {
                for (Connection one : some) {
                    session.connections().insert(one);
                    if (one.endpoint() != EndpointState.OPEN) {
                        session.connections().setEndpoint(one.id(), one.endpoint());
                    }
                    session.tokens().insert(token(one));
                }
                return true;
            });
            Progress.say("%,d of %,d connections are in the store", connections.size(), size);
        }
    }

    private Connection connection(int number) {
        String id = String.format(Locale.ROOT, "con_%016d", number);
        Connection open = new Connection(new ConnectionId(id), "customer-" + number, Strategy.WAAD, false,
                begin.minus(DAY).plusMillis(number));
        return number % ONE_PAUSED == 0
                ? new Connection(open.id(), open.name(), open.strategy(), open.dialect(), EndpointState.PAUSED,
                        Optional.empty(), Optional.empty(), open.deletion(), open.me(), open.createdAt())
                : open;
    }

    private ScimToken token(Connection connection) {
        int number = Integer.parseInt(connection.name().substring("customer-".length()));
        Duration lifetime = number % ONE_ENDING == 0 ? Duration.ofDays(5) : Duration.ofDays(365);
        return new ScimToken(connection.id(), String.format(Locale.ROOT, "tok_%016d", number), "0".repeat(64),
                EnumSet.allOf(TokenScope.class), connection.createdAt(), Optional.of(begin.plus(lifetime)),
                Optional.of(begin));
    }

    /** Adds rows to the log, of one connection after the other, the last of them of just now. */
    void log(int size) {
        long millis = DAY.toMillis();
        long first = rows;
        // One source never goes back in time.
        IdSource ids = new IdSource(clock, new Random(first));
        while (rows < first + size) {
            List<RequestLogEntry> some = new ArrayList<>();
            for (; rows < first + size && some.size() < AT_ONCE; rows++) {
                long done = rows - first + 1;
                Instant time = begin.minusMillis(millis - millis * done / size);
                clock.now = time;
                some.add(entry(ids.next(), time));
            }
            storage.write(Share.HOUSE, "benchmark", session -> {
                session.log().append(some);
                return true;
            });
            Progress.say("%,d rows are in the log", rows);
        }
    }

    private RequestLogEntry entry(String id, Instant time) {
        boolean failed = rows % ONE_FAILED == 0;
        ConnectionId connection = connections.get((int) (rows % connections.size()));
        return new RequestLogEntry(connection, id, time, "192.0.2.7", failed ? "POST" : "PATCH", "/Users",
                failed ? 409 : 200, 1_500, Optional.empty(), Optional.of("User"), Optional.empty(), Optional.empty(),
                Optional.empty(),
                failed ? Optional.of("Another user has the userName 'ada@acme.example'.") : Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    /** One of them. */
    ConnectionId any() {
        return connections.get(connections.size() / 2);
    }
}
