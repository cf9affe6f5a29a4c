package dev.rollcall.benchmarks.compare;

import dev.rollcall.benchmarks.SampleUser;
import dev.rollcall.benchmarks.load.Endpoint;
import dev.rollcall.benchmarks.load.Load;
import dev.rollcall.benchmarks.load.LoadClient;
import dev.rollcall.benchmarks.load.LoadException;
import dev.rollcall.benchmarks.load.Measurement;
import dev.rollcall.benchmarks.load.Response;
import dev.rollcall.benchmarks.load.Workload;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;

/** The users of one server and the operations on them. Each takes up where it ended the last time. */
final class Users {
    /** A prime that spreads the requests over all users, so that no cache holds those that come next. */
    private static final long STRIDE = 48_271;
    private static final int PAGE = 100;
    private static final int LEAST = 8;

    private final LoadClient client;
    private final Endpoint endpoint;
    private final int connections;
    private final List<String> ids = new ArrayList<>();
    private int created;
    private int read;
    private int filtered;
    private int patched;
    private int listed;

    Users(LoadClient client, int connections) {
        this.client = client;
        this.endpoint = client.endpoint();
        this.connections = connections;
    }

    /** The ids of the users, in the order of their creation as far as it is known. */
    List<String> ids() {
        return List.copyOf(ids);
    }

    /** Creates users until there are that many. */
    Measurement fill(int size, int fillConnections) {
        return create(Load.of(size - created, fillConnections));
    }

    /** Takes over users that are in the store already, numbered from 0 on. */
    void adopt(List<String> seeded) {
        ids.addAll(seeded);
        created = ids.size();
    }

    Measurement create(Duration time) {
        return create(Load.lasting(time, connections, LEAST));
    }

    private Measurement create(Load load) {
        int first = created;
        var measurement = client.run(
                Workload.of(
                        number -> endpoint.post("/Users", SampleUser.json(first + number)),
                        (response, number) -> ids.add(response.createdId())),
                load);
        created += measurement.requests();
        return measurement;
    }

    Measurement get(Duration time) {
        int first = read;
        var measurement = run(time, number -> endpoint.get("/Users/" + someId(first + number)),
                (response, number) -> {});
        read += measurement.requests();
        return measurement;
    }

    Measurement filter(Duration time) {
        int first = filtered;
        var measurement = run(
                time,
                number -> endpoint.get("/Users?filter=" + nameFilter(some(first + number))),
                (response, number) -> requireOneResult(response));
        filtered += measurement.requests();
        return measurement;
    }

    /** Every user is set inactive in one pass and active in the next, so that every request changes something. */
    Measurement patchActive(Duration time) {
        int first = patched;
        int size = ids.size();
        var measurement = run(
                time,
                number -> endpoint.patch(
                        "/Users/" + ids.get((int) ((first + number) * STRIDE % size)),
                        PatchBody.replace("active", String.valueOf((first + number) / size % 2 == 1))),
                (response, number) -> {});
        patched += measurement.requests();
        return measurement;
    }

    /** One page after the other, as a client reads them. */
    Measurement list(Duration time) {
        int first = listed;
        int pages = Math.max(1, ids.size() / PAGE);
        var measurement = run(
                time,
                number -> endpoint.get(
                        "/Users?startIndex=" + ((first + number) % pages * PAGE + 1) + "&count=" + PAGE),
                (response, number) -> {});
        listed += measurement.requests();
        return measurement;
    }

    /** Pages that begin anywhere, none where the one before ended. */
    Measurement listAnywhere(Duration time) {
        int first = listed;
        var measurement = run(
                time,
                number -> endpoint.get("/Users?startIndex=" + (some(first + number) + 1) + "&count=" + PAGE),
                (response, number) -> {});
        listed += measurement.requests();
        return measurement;
    }

    /** The first page, again and again. */
    Measurement listFirst(Duration time) {
        return run(time, number -> endpoint.get("/Users?startIndex=1&count=" + PAGE), (response, number) -> {});
    }

    private Measurement run(
            Duration time,
            IntFunction<byte[]> requests,
            ObjIntConsumer<Response> check) {
        return client.run(Workload.of(requests, check), Load.lasting(time, connections, LEAST));
    }

    private int some(int number) {
        return (int) (number * STRIDE % ids.size());
    }

    private String someId(int number) {
        return ids.get(some(number));
    }

    private static String nameFilter(int user) {
        return URLEncoder.encode("userName eq \"" + SampleUser.userName(user) + "\"", StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    private static void requireOneResult(Response response) {
        if (!response.body().contains("\"totalResults\":1,")) {
            throw new LoadException("A filter for one user's name must find exactly one: " + response);
        }
    }
}
