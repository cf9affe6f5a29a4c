package dev.rollcall.benchmarks.compare;

import dev.rollcall.benchmarks.load.Endpoint;
import dev.rollcall.benchmarks.load.LoadClient;
import dev.rollcall.benchmarks.process.Progress;
import dev.rollcall.benchmarks.process.RollcallAccess;
import dev.rollcall.benchmarks.process.ServerProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One server under load, with its users and groups. */
final class Subject implements AutoCloseable {
    /** A peer rewrites a large group for minutes under a slow collector; longer than this is no answer. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int FILL_CONNECTIONS = 16;

    private final String name;
    private final ServerProcess process;
    private final LoadClient client;
    private final Users users;
    private final Map<MemberGroup.Kind, MemberGroup> groups = new HashMap<>();
    private final long idleMegabytes;

    private Subject(String name, ServerProcess process, Endpoint endpoint, int connections) {
        this.name = name;
        this.process = process;
        this.client = new LoadClient(endpoint, PATIENCE, process::processorTime);
        this.users = new Users(client, connections);
        this.idleMegabytes = process.residentMegabytes();
    }

    /** A server that wants no token, its endpoint at the URL that it names. */
    static Subject open(String name, ServerProcess process, int connections) {
        return new Subject(name, process, Endpoint.at(process.url(), Optional.empty()), connections);
    }

    /** A connection of Rollcall. */
    static Subject of(String name, ServerProcess process, RollcallAccess access, int connections) {
        var url = process.url().resolve("/scim/v2/connections/" + access.connectionId());
        return new Subject(name, process, Endpoint.at(url, Optional.of(access.token())), connections);
    }

    String name() {
        return name;
    }

    Users users() {
        return users;
    }

    /** The group of that kind, created when it is first asked for. */
    MemberGroup group(MemberGroup.Kind kind) {
        return groups.computeIfAbsent(kind, key -> MemberGroup.create(client, users.ids(), key));
    }

    /** Creates users until there are that many. */
    void fill(int size) {
        long start = System.nanoTime();
        var filled = users.fill(size, FILL_CONNECTIONS);
        Progress.say(
                "%s: %,d users in %.0f s, %,.0f/s",
                name,
                size,
                (System.nanoTime() - start) / 1e9,
                filled.rate());
    }

    Duration startTime() {
        return process.startTime();
    }

    long idleMegabytes() {
        return idleMegabytes;
    }

    long residentMegabytes() {
        return process.residentMegabytes();
    }

    @Override
    public void close() {
        process.close();
    }
}
