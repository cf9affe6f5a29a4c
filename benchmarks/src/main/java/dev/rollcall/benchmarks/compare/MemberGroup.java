package dev.rollcall.benchmarks.compare;

import dev.rollcall.benchmarks.load.Endpoint;
import dev.rollcall.benchmarks.load.Load;
import dev.rollcall.benchmarks.load.LoadClient;
import dev.rollcall.benchmarks.load.Measurement;
import dev.rollcall.benchmarks.load.Workload;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A group that has its size before the first add. Its members are users; where there are too few of them, ids that nobody
 * has. What is added is users, and a removal takes those away again that were added, so that the size stays.
 */
final class MemberGroup {
    private static final int LEAST = 3;

    private final LoadClient client;
    private final Endpoint endpoint;
    private final int connections;
    private final String path;
    private final List<String> candidates;
    private int added;

    private MemberGroup(LoadClient client, int connections, String path, List<String> candidates) {
        this.client = client;
        this.endpoint = client.endpoint();
        this.connections = connections;
        this.path = path;
        this.candidates = candidates;
    }

    /** Creates a group of that size, whose members are not answered; a fifth of the users stays outside, to be added. */
    static MemberGroup create(LoadClient client, List<String> users, Kind kind) {
        int size = kind.size();
        int outside = users.size() / 5;
        List<String> inside = users.subList(outside, users.size());
        String members = Stream.concat(
                inside.stream().limit(size),
                IntStream.range(0, Math.max(0, size - inside.size())).mapToObj(MemberGroup::nobody))
                .map(id -> kind.form().json(client.endpoint().baseUrl(), id))
                .collect(Collectors.joining(","));
        String body = "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"Group of "
                + kind + "\",\"members\":[" + members + "]}";
        var id = new StringBuilder();
        client.run(
                Workload.of(
                        number -> client.endpoint().post("/Groups?excludedAttributes=members", body),
                        (response, number) -> id.append(response.createdId())),
                Load.of(1, 1));
        return new MemberGroup(client, kind.connections(), "/Groups/" + id, List.copyOf(users.subList(0, outside)));
    }

    /** Adds members one by one. They are taken away again afterwards, unmeasured, so that the size stays. */
    Measurement add(Duration time) {
        Measurement adds = addSome(time);
        removeSome(Load.of(added, connections));
        return adds;
    }

    /** Removes members one by one that were added before, unmeasured. */
    Measurement remove(Duration time) {
        addSome(time);
        Measurement removals = removeSome(new Load(connections, Math.min(LEAST, added), added, time));
        if (added > 0) {
            removeSome(Load.of(added, connections));
        }
        return removals;
    }

    private Measurement addSome(Duration time) {
        int first = added;
        int most = candidates.size() - first;
        var measurement = run(
                new Load(connections, Math.min(LEAST, most), most, time),
                number -> PatchBody.addMember(candidates.get(first + number)));
        added += measurement.requests();
        return measurement;
    }

    private Measurement removeSome(Load load) {
        int last = added - 1;
        var measurement = run(load, number -> PatchBody.removeMember(candidates.get(last - number)));
        added -= measurement.requests();
        return measurement;
    }

    private Measurement run(Load load, IntFunction<String> bodies) {
        return client.run(Workload.of(number -> endpoint.patch(path, bodies.apply(number)), (response, number) -> {}),
                load);
    }

    /** Its size, how many clients work on it at once, and what its first members look like. */
    record Kind(int size, int connections, MemberForm form) {}

    private static String nobody(int number) {
        return new UUID(0x0191_0000_0000_7000L, 0x8000_0000_0000_0000L | number).toString();
    }
}
