package dev.rollcall.benchmarks.outbound;

import dev.rollcall.benchmarks.SampleUser;
import dev.rollcall.benchmarks.load.Load;
import dev.rollcall.benchmarks.load.LoadClient;
import dev.rollcall.benchmarks.load.Measurement;
import dev.rollcall.benchmarks.load.Workload;
import java.time.Duration;

/** Users that are created over SCIM, each another one. */
final class Writes {
    private static final int CLIENTS = 8;

    private final LoadClient client;
    private int number;

    Writes(LoadClient client) {
        this.client = client;
    }

    /** Creates so many. */
    void create(int users) {
        run(Load.of(users, CLIENTS));
    }

    /** How many are created a second while it lasts so long. */
    double rate(Duration time) {
        return run(Load.lasting(time, CLIENTS, 1)).rate();
    }

    private Measurement run(Load load) {
        int first = number;
        Measurement measured = client.run(Workload.of(
                i -> client.endpoint().post("/Users", SampleUser.json(first + i)), (_, _) -> {}), load);
        number += measured.requests();
        return measured;
    }
}
