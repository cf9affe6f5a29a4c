package dev.rollcall.hardship;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Many clients who change one group at the same time lose nothing of each other's work. */
class ManyClientsTest {
    private static final int ADDERS = 64;
    private static final int REMOVERS = 6;
    private static final int RENAMERS = 2;
    private static final int REAL_USERS = 50;
    private static final int REMOVED_OF_TEN = 1;

    @TempDir
    Path folder;

    /** Members that the clients add, one a request. */
    int added() {
        return 400;
    }

    /** Members that are there before, and are removed, one a request. */
    int thereBefore() {
        return 50;
    }

    @ParameterizedTest
    @CsvSource({"SQLITE, 1", "POSTGRESQL, 1", "POSTGRESQL, 2"})
    void aGroupHasExactlyTheMembersThatWereAcknowledged(Engine engine, int nodes) throws Exception {
        try (Site site = Site.open(engine, folder, nodes)) {
            Tenant tenant = site.tenant("many");
            List<String> before = Bodies.ids(1, thereBefore());
            Workload work = new Workload(tenant, group(tenant, before), before, added(tenant));
            try (Crowd crowd = new Crowd()) {
                crowd.add(ADDERS, work::add).add(REMOVERS, work::remove).add(RENAMERS, work::rename).go().join();
            }
            work.check(site);
        }
    }

    private static String group(Tenant tenant, List<String> members) {
        return tenant.post("/Groups", Bodies.group("All hands", members)).expect(201).id();
    }

    /** Some who exist, and many whom the identity provider has not sent yet. */
    private List<String> added(Tenant tenant) throws Exception {
        List<String> real = Crowd.results(REAL_USERS,
                i -> tenant.post("/Users", Bodies.user("member-" + i)).expect(201).id());
        Set<String> all = new HashSet<>(real);
        all.addAll(Bodies.ids(2, added() - REAL_USERS));
        return List.copyOf(all);
    }

    private static final class Workload {
        private final Tenant tenant;
        private final String group;
        private final int toBeAdded;
        private final int before;
        private final Queue<String> toAdd;
        private final BlockingQueue<String> toRemove = new LinkedBlockingQueue<>();
        private final Set<String> expected;
        private final AtomicInteger added = new AtomicInteger();
        private final AtomicInteger names = new AtomicInteger();
        private final Queue<String> lastNames = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean addersDone = new AtomicBoolean();
        private final Predicate<String> passing = value -> Math.floorMod(value.hashCode(), 10) < REMOVED_OF_TEN;

        Workload(Tenant tenant, String group, List<String> before, List<String> members) {
            this.tenant = tenant;
            this.group = group;
            this.toAdd = new ConcurrentLinkedQueue<>(members);
            this.toBeAdded = members.size();
            this.before = before.size();
            this.toRemove.addAll(before);
            this.expected = new HashSet<>(members);
            this.expected.removeIf(passing);
        }

        /** One of the clients that add; whom some other client is to remove, it passes on once that is acknowledged. */
        void add() {
            for (String value = toAdd.poll(); value != null; value = toAdd.poll()) {
                patch(Bodies.addMember(value));
                if (passing.test(value)) {
                    toRemove.add(value);
                }
                if (added.incrementAndGet() == toBeAdded) {
                    addersDone.set(true);
                }
            }
        }

        void remove() throws InterruptedException {
            boolean byFilter = false;
            while (!addersDone.get() || !toRemove.isEmpty()) {
                String value = toRemove.poll(50, TimeUnit.MILLISECONDS);
                if (value != null) {
                    patch(byFilter ? Bodies.removeMemberByFilter(value) : Bodies.removeMemberByValue(value));
                    byFilter = !byFilter;
                }
            }
        }

        void rename() {
            String name = "";
            while (!addersDone.get()) {
                name = "All hands " + names.incrementAndGet();
                patch(Bodies.patch(Bodies.replace("displayName", name)));
            }
            lastNames.add(name);
        }

        private void patch(String body) {
            // With the group as long as it has few members.
            assertThat(tenant.patchUntilServed("/Groups/" + group, body).status()).isIn(200, 204);
        }

        void check(Site site) {
            Reply answer = tenant.get("/Groups/" + group).expect(200);
            assertThat(values(answer.json())).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(lastNames).contains(answer.json().path("displayName").stringValue());
            History history = History.read(tenant, site.storage(), "mark");
            List<Long> versions = history.versions(group);
            assertThat(versions).isSorted().doesNotHaveDuplicates().endsWith(answer.revision());
            assertThat(history.members(group)).containsExactlyInAnyOrderElementsOf(expected);
            int changes = 1 + toBeAdded + before + (toBeAdded - expected.size()) + names.get();
            assertThat(versions).hasSize(changes);
        }

        private static List<String> values(JsonNode group) {
            return group.path("members").valueStream().map(member -> member.path("value").stringValue()).toList();
        }
    }
}
