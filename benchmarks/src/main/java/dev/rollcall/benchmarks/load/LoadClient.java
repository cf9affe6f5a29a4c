package dev.rollcall.benchmarks.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Puts a load on an endpoint over keep-alive connections of HTTP/1.1 and measures the answers. One thread and one selector
 * serve all connections: on the one core that it has, that is the least that a client can cost.
 */
public final class LoadClient {
    private static final int FIRST_SAMPLES = 1 << 16;

    private final Endpoint endpoint;
    private final Duration patience;
    private final Supplier<Duration> processorTime;

    /**
     * A client that gives up when the server is silent for as long as its patience.
     *
     * @param processorTime how long the server has computed since it started
     */
    public LoadClient(Endpoint endpoint, Duration patience, Supplier<Duration> processorTime) {
        this.endpoint = endpoint;
        this.patience = patience;
        this.processorTime = processorTime;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /**
     * Sends the workload's requests from the first number on.
     *
     * @throws LoadException when the server breaks off, is silent or does not answer as it must
     */
    public Measurement run(Workload workload, Load load) {
        try (var selector = Selector.open()) {
            List<KeepAliveConnection> connections = new ArrayList<>();
            try {
                for (int i = 0; i < load.connections(); i++) {
                    connections.add(new KeepAliveConnection(endpoint.address(), selector));
                }
                return new Run(selector, workload, load).over(connections);
            } finally {
                connections.forEach(KeepAliveConnection::close);
            }
        } catch (IOException e) {
            throw new LoadException("The server at " + endpoint.address() + " cannot be reached.", e);
        }
    }

    private final class Run {
        private final Selector selector;
        private final Workload workload;
        private final Load load;
        private final Duration processorTimeBefore = processorTime.get();
        private final long start = System.nanoTime();
        private long[] nanos = new long[FIRST_SAMPLES];
        private int sent;
        private int answered;

        Run(Selector selector, Workload workload, Load load) {
            this.selector = selector;
            this.workload = workload;
            this.load = load;
        }

        Measurement over(List<KeepAliveConnection> connections) throws IOException {
            for (KeepAliveConnection connection : connections) {
                sendNext(connection);
            }
            while (answered < sent) {
                if (selector.select(this::ready, patience.toMillis()) == 0) {
                    throw new LoadException("The server has been silent for " + patience + ".");
                }
            }
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            return new Measurement(
                    elapsed,
                    processorTime.get().minus(processorTimeBefore),
                    Arrays.copyOf(nanos, answered));
        }

        private void ready(SelectionKey key) {
            var connection = (KeepAliveConnection) key.attachment();
            try {
                if (key.isWritable()) {
                    connection.write();
                }
                if (key.isReadable()) {
                    var response = connection.read();
                    if (response.isPresent()) {
                        answered(connection, response.get());
                        sendNext(connection);
                    }
                }
            } catch (IOException e) {
                throw new LoadException("The connection broke.", e);
            }
        }

        private void answered(KeepAliveConnection connection, Response response) {
            if (answered == nanos.length) {
                nanos = Arrays.copyOf(nanos, nanos.length * 2);
            }
            nanos[answered++] = System.nanoTime() - connection.startedAt();
            workload.answered(connection.number(), response);
        }

        private void sendNext(KeepAliveConnection connection) throws IOException {
            long now = System.nanoTime();
            if (load.goesOn(sent, now - start)) {
                int number = sent++;
                byte[] request = workload.request(number);
                connection.send(number, request, System.nanoTime());
            }
        }
    }
}
