package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.resource.Computation.Parts;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.token.Caller;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is computed for many resources, of which each may be in very many groups. */
class ComputationTest {
    private static final ConnectionId CONNECTION = new ConnectionId("con_aaaaaaaaaaaaaaaa");
    private static final Parts GROUPS = new Parts(false, true, false);

    private final Map<String, Integer> groups = new HashMap<>();
    private final List<StoredResource> users = new ArrayList<>();

    private int statements;
    private int mostRead;

    @BeforeEach
    void populate() {
        for (int i = 0; i < 8; i++) {
            users.add(new StoredResource(CONNECTION, "User", "u" + i, 1, Instant.EPOCH, Instant.EPOCH, 0, new byte[0]));
        }
    }

    @Test
    void usersOfFewGroupsAreComputedTogether() {
        users.forEach(user -> groups.put(user.id(), 100));
        assertThat(read(Integer.MAX_VALUE)).containsOnly(100).hasSize(8);
        assertThat(statements).isEqualTo(1);
    }

    @Test
    void usersOfVeryManyGroupsAreComputedAFewAtATimeAndEachHasAllItsGroups() {
        users.forEach(user -> groups.put(user.id(), 9_000));
        groups.put("u3", 50_000);
        assertThat(read(Integer.MAX_VALUE)).containsExactly(9_000, 9_000, 9_000, 50_000, 9_000, 9_000, 9_000, 9_000);
        assertThat(mostRead).as("a single one has all that it has").isEqualTo(50_000);
        groups.put("u3", 9_000);
        mostRead = 0;
        assertThat(read(Integer.MAX_VALUE)).containsOnly(9_000).hasSize(8);
        assertThat(mostRead).isLessThanOrEqualTo(Computation.GROUPS_AT_ONCE);
    }

    @Test
    void whatNobodyWantsAnyMoreIsNotComputed() {
        users.forEach(user -> groups.put(user.id(), 15_000));
        assertThat(read(2)).containsExactly(15_000, 15_000);
        assertThat(statements).as("eight, four, two, and two alone").isLessThanOrEqualTo(5);
    }

    /** How many groups each of the first users has, in order. */
    private List<Integer> read(int wanted) {
        List<Integer> sizes = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        new Computation(only(ReadSession.class), call()).each(users, GROUPS, (user, computed) -> {
            ids.add(user.id());
            sizes.add(computed.groups().size());
            return sizes.size() < wanted;
        });
        assertThat(ids).isEqualTo(users.stream().limit(wanted).map(StoredResource::id).toList());
        return sizes;
    }

    private static ScimCall call() {
        Connection connection = new Connection(CONNECTION, "acme", Strategy.WAAD,
                false, Instant.EPOCH);
        RequestTrace trace = new RequestTrace("id", Instant.EPOCH, 0, "192.0.2.1", "GET", "/");
        return new ScimCall(new Caller(connection, "tok_0000000000000000", Set.of()), "http://x", trace,
                Presence.ASSUMED,
                new ProcessorTurns(1, Duration.ofMinutes(1)).effort(connection.id(), Presence.ASSUMED));
    }

    /** A session of which only the groups of members can be asked. */
    private <T> T only(Class<T> part) {
        return part.cast(Proxy.newProxyInstance(part.getClassLoader(), new Class<?>[]{part},
                (proxy, method, arguments) -> method.getName().equals("groupsOf")
                        ? groupsOf((Collection<?>) arguments[1], (int) arguments[2])
                        : only(method.getReturnType())));
    }

    private Map<String, List<Reference>> groupsOf(Collection<?> ids, int limit) {
        statements++;
        Map<String, List<Reference>> found = new HashMap<>();
        int read = 0;
        for (Object id : ids) {
            int size = Math.min(groups.getOrDefault(id, 0), limit - read);
            found.put(id.toString(), IntStream.range(0, size)
                    .mapToObj(i -> new Reference("g" + i, "Group", Optional.empty()))
                    .toList());
            read += size;
        }
        mostRead = Math.max(mostRead, read);
        return found;
    }
}
