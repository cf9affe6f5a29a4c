package dev.rollcall.directory;

import dev.rollcall.directory.access.Authenticator;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.log.RequestLog;
import dev.rollcall.directory.log.RequestLogOptions;
import dev.rollcall.directory.person.ConnectionJobs;
import dev.rollcall.directory.person.EndedBlocks;
import dev.rollcall.directory.resource.UnfinishedDeletions;
import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.LogQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.upkeep.Upkeep;
import dev.rollcall.directory.upkeep.UpkeepOptions;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.message.Urns;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.rollcall.directory.House.GROUP;
import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;

/** Deletions that are too large for one transaction, or that something keeps from being finished at once. */
@Timeout(120)
abstract class DeletionContract {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LARGE = 8 * House.MEMBER_CHUNK;

    /** The status of the log rows that a test writes by itself. */
    private static final int FLUSHED = 299;

    private RefusingStorage storage;
    private House house;

    /** The store to work on; its life is the subclass's business. */
    abstract Storage storage();

    @BeforeEach
    void openHouse(TestInfo test) {
        storage = new RefusingStorage(storage());
        house = new House(storage, test.getDisplayName().hashCode());
        finish();
    }

    @Test
    void aMemberOfVeryManyGroupsIsGoneAtOnceAndLeavesThemInShortSteps() {
        String id = house.user("a");
        int all = 260;
        List<String> groups = groups(house, all, id);
        house.delete(USER, id);
        assertThat(house.get(GROUP, groups.getLast()).has("members")).isFalse();
        assertThat(house.list(GROUP, Map.of("filter", "members.value eq \"" + id + "\"", "count", "0"))
                .path("totalResults")
                .intValue())
                .isZero();
        assertThat(house.user("a")).isNotEqualTo(id);
        int left = left(house, groups);
        assertThat(left).as("groups that the deletion itself leaves before it is answered").isBetween(1, all - 1);
        while (house.unfinished.step()) {
            int now = left(house, groups);
            assertThat(now - left).as("groups that one step leaves").isBetween(1, UnfinishedDeletions.GROUPS_A_STEP);
            left = now;
        }
        assertThat(left).isEqualTo(all);
    }

    @Test
    void theDeletionsOfOneConnectionDoNotKeepThoseOfAnotherWaiting() {
        House neighbour = house.neighbour();
        List<String> ours = unfinished(house, 3 * UnfinishedDeletions.GROUPS_A_STEP);
        List<String> theirs = unfinished(neighbour, 3 * UnfinishedDeletions.GROUPS_A_STEP);
        house.unfinished.step();
        house.unfinished.step();
        assertThat(List.of(left(house, ours), left(neighbour, theirs))).as("groups that each has left after two steps")
                .containsOnly(UnfinishedDeletions.GROUPS_A_STEP);
        finish();
    }

    @Test
    void aDeletionThatCannotBeFinishedYetHoldsUpNoOther() {
        House neighbour = house.neighbour();
        List<String> ours = unfinished(house, 2);
        List<String> theirs = unfinished(neighbour, 2);
        assertThat(List.of(ours, theirs)).allSatisfy(stuck -> {
            storage.lanes().addAll(stuck);
            for (int i = 0; i < 2; i++) {
                try {
                    house.unfinished.step();
                } catch (RuntimeException refused) {
                    assertThat(refused).hasMessage("Not now.");
                }
            }
            storage.lanes().clear();
        });
        assertThat(left(house, ours) + left(neighbour, theirs)).as("one after the other was refused").isEqualTo(4);
        finish();
    }

    @Test
    void aDeletionThatFailsHoldsUpNoOtherOfItsConnection() {
        List<String> stuck = unfinished(house, 2);
        List<String> next = unfinished(house, 2);
        storage.lanes().addAll(stuck);
        for (int i = 0; i < 2; i++) {
            try {
                house.unfinished.step();
            } catch (StorageException refused) {
                assertThat(refused).hasMessage("Not now.");
            }
        }
        storage.lanes().clear();
        assertThat(List.of(left(house, stuck), left(house, next))).containsExactly(0, 2);
        finish();
        assertThat(left(house, stuck)).isEqualTo(2);
    }

    /** The first ones are being written all the while. */
    @Test
    void busyGroupsHoldUpNoOtherOfTheSameMemberOrOfTheNext() throws Exception {
        int busy = UnfinishedDeletions.GROUPS_A_STEP;
        List<String> first = unfinished(house, busy + 1);
        List<String> next = unfinished(house, 1);
        storage.held().addAll(first.subList(0, busy));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (String group : first.subList(0, busy)) {
                writers.add(threads.submit(() -> house.put(GROUP, group,
                        "{'schemas':['" + Urns.GROUP + "'],'displayName':'" + group + "'}")));
            }
            storage.arrived().acquire(busy);
            try {
                for (int i = 0; i < 5; i++) {
                    house.unfinished.step();
                }
                assertThat(List.of(left(house, first), left(house, next))).containsExactly(1, 1);
            } finally {
                storage.held().clear();
                storage.gate().release(Integer.MAX_VALUE / 2);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        finish();
        assertThat(left(house, first)).isEqualTo(busy + 1);
    }

    /** The upkeep takes the member out when the group can be read again. */
    @Test
    void aDeletionIsAnsweredAlthoughAGroupCannotBeRead() {
        String user = house.user("a");
        String group = house.group("g", List.of(user));
        byte[] document = rewrite(group, "{\"displayName\":\"g\",".getBytes(StandardCharsets.UTF_8));
        house.delete(USER, user);
        assertThat(house.user("a")).isNotEqualTo(user);
        rewrite(group, document);
        finish();
        assertThat(house.get(GROUP, group).has("members")).isFalse();
        assertThat(left(house, List.of(group))).isEqualTo(1);
    }

    /** Writes a group's document as it is, which no request could. @return the one before */
    private byte[] rewrite(String group, byte[] document) {
        return storage.write(Share.HOUSE, group, session -> {
            StoredResource row = session.resources()
                    .find(house.connection().id(), GROUP.name(), group)
                    .orElseThrow();
            session.resources()
                    .update(new StoredResource(row.connection(), row.type(), row.id(), row.version() + 1, row.created(),
                            row.lastModified(), row.membership(), document),
                            new IndexKeys(group, Optional.empty(), Optional.empty(), true, Optional.empty(),
                                    List.of()));
            return row.document();
        });
    }

    @Test
    void upkeepGoesOnAsLongAsThereIsSomeAndKeepsNothingElseWaitingForLongerThanItsShare() {
        int steps = 7;
        List<String> groups = unfinished(house, steps * UnfinishedDeletions.GROUPS_A_STEP);
        AtomicLong nanos = new AtomicLong();
        RequestLog log = new RequestLog(storage, RequestLogOptions.defaults());
        UpkeepOptions defaults = UpkeepOptions.defaults();
        // Each look at the clock finds it half a share later, so that a round is two steps.
        Upkeep upkeep = new Upkeep(storage, log, new Authenticator(storage, Clock.systemUTC()), house.unfinished,
                new EndedBlocks(house.storage, Clock.systemUTC(), house.ids, System::nanoTime),
                new ConnectionJobs(house.storage, Clock.systemUTC(), house.ids, System::nanoTime),
                Clock.systemUTC(), new UpkeepOptions(defaults.logRetention(), defaults.changeRetention(),
                        Duration.ofDays(1), Duration.ofDays(1), () -> nanos.getAndAdd(Upkeep.SHARE.toNanos() / 2)));
        int rounds = 0;
        boolean more = true;
        while (more) {
            log.record(house.call().trace(), FLUSHED);
            more = upkeep.run();
            rounds++;
            assertThat(logged()).as("log rows that are written beside it").isEqualTo(rounds);
            assertThat(left(house, groups)).as("groups left after " + rounds + " rounds")
                    .isEqualTo(Math.min(2 * rounds, steps) * UnfinishedDeletions.GROUPS_A_STEP);
        }
        assertThat(left(house, groups)).isEqualTo(groups.size());
    }

    /** The member is hidden already when the list is written anew; its going has to be told all the same. */
    @Test
    void aMemberThatIsBeingDeletedLeavesAGroupWithItsEventWhenTheGroupIsReplaced() {
        String user = house.user("a");
        List<String> before = names("before", LARGE);
        before.add(user);
        String group = house.group("g", before);
        deleteHalf(house, user, List.of(group));
        List<String> after = names("after", LARGE);
        house.put(GROUP, group, "{'schemas':['" + Urns.GROUP + "'],'displayName':'g','members':"
                + House.members(after) + "}");
        finish();
        assertThat(house.memberValues(group)).containsExactlyInAnyOrderElementsOf(after);
        assertThat(recorded(group)).as("members by the change record alone")
                .containsExactlyInAnyOrderElementsOf(after);
    }

    /** As before, when all others stay and very many come. */
    @Test
    void aMemberThatIsBeingDeletedLeavesAGroupWithItsEventWhenManyJoinIt() {
        String user = house.user("a");
        String group = house.group("g", List.of(user, "stays"));
        deleteHalf(house, user, List.of(group));
        List<String> many = names("many", LARGE);
        house.patch(GROUP, group, "[{'op':'add','path':'members','value':" + House.members(many) + "}]");
        assertThat(house.memberValues(group)).doesNotContain(user);
        finish();
        many.add("stays");
        assertThat(house.memberValues(group)).containsExactlyInAnyOrderElementsOf(many);
        assertThat(recorded(group)).as("members by the change record alone").containsExactlyInAnyOrderElementsOf(many);
    }

    @Test
    void aGroupIsDeletedWithTheEventsOfMembersThatAreBeingDeleted() {
        for (int size : List.of(1, LARGE)) {
            String user = house.user("a" + size);
            List<String> members = names("m", size);
            members.add(user);
            String group = house.group("g" + size, members);
            deleteHalf(house, user, List.of(group));
            house.delete(GROUP, group);
            finish();
            assertThat(recorded(group)).as("members by the change record alone").isEmpty();
        }
    }

    @Test
    void aVeryLargeGroupIsDeletedWhileItChangesAllTheWhile() throws Exception {
        String group = house.group("g", names("m", LARGE));
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> clients = IntStream.range(0, 4)
                    .mapToObj(client -> threads.submit(() -> changeUntilGone(group, client, over)))
                    .toList();
            try {
                house.delete(GROUP, group);
            } finally {
                over.set(true);
            }
            for (Future<Integer> client : clients) {
                assertThat(client.get()).as("the answer that ended the changes").isEqualTo(404);
            }
        }
        assertThat(recorded(group)).as("members by the change record alone").isEmpty();
    }

    /** What is durable is answered: the member goes at once, and from the group when that has its turn again. */
    @Test
    void aDeletionDoesNotWaitForAGroupThatIsBeingWrittenAnew() throws Exception {
        String user = house.user("a");
        List<String> members = names("m", LARGE);
        members.add(user);
        String group = house.group("g", members);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicBoolean stop = new AtomicBoolean();
            Future<Integer> puts = threads.submit(() -> {
                int n = 0;
                while (!stop.get()) {
                    n++;
                    List<String> others = names("n" + n, LARGE);
                    house.put(GROUP, group, "{'schemas':['" + Urns.GROUP + "'],'displayName':'g','members':"
                            + House.members(others) + "}");
                }
                return n;
            });
            try {
                house.delete(USER, user);
            } finally {
                stop.set(true);
            }
            assertThat(puts.get()).isPositive();
        }
        finish();
        assertThat(house.memberValues(group)).doesNotContain(user);
        assertThat(recorded(group)).containsExactlyInAnyOrderElementsOf(house.memberValues(group));
    }

    private int changeUntilGone(String group, int client, AtomicBoolean over) {
        for (int i = 0;; i++) {
            // Asked first: who changes a group that is gone is to be told so.
            boolean last = over.get();
            try {
                house.patch(GROUP, group, "[{'op':'add','path':'members','value':"
                        + House.members(List.of("new-" + client + "-" + i)) + "}]");
            } catch (ScimException refused) {
                return refused.status();
            }
            if (last) {
                return 204;
            }
        }
    }

    /** A deletion of a member of so many groups that could leave none of them. @return the groups */
    private List<String> unfinished(House of, int groups) {
        String user = of.user("leaver");
        List<String> ids = groups(of, groups, user);
        deleteHalf(of, user, ids);
        return ids;
    }

    private void deleteHalf(House of, String user, List<String> groups) {
        storage.lanes().addAll(groups);
        of.delete(USER, user);
        storage.lanes().clear();
        assertThat(left(of, groups)).as("groups that it has left").isZero();
    }

    private void finish() {
        while (house.unfinished.step()) {
            assertThat(storage.lanes()).isEmpty();
        }
    }

    private static List<String> groups(House of, int count, String member) {
        return IntStream.range(0, count).mapToObj(i -> of.group(member + "-" + i, List.of(member))).toList();
    }

    private static int left(House of, List<String> groups) {
        return (int) groups.stream()
                .filter(group -> of.storage.<Boolean>read(Share.HOUSE, session -> session
                        .resources()
                        .find(of.connection().id(), GROUP.name(), group)
                        .orElseThrow()
                        .version() > 1))
                .count();
    }

    private int logged() {
        return storage.read(Share.HOUSE, session -> session.log()
                .list(new LogQuery(
                        house.connection().id(), Optional.empty(), FLUSHED, FLUSHED, Optional.empty(), 1_000)))
                .size();
    }

    /** Who is in a group by the change record alone. */
    private Set<String> recorded(String group) {
        Set<String> members = new HashSet<>();
        for (ChangeRecord change : house.changes()) {
            if (change.resourceId().equals(group)) {
                for (JsonNode step : JSON.readTree(change.plan())) {
                    step.path("members").forEach(member -> members.add(member.path("value").stringValue()));
                    step.path("values").forEach(value -> members.remove(value.stringValue()));
                }
            }
        }
        return members;
    }

    private static List<String> names(String prefix, int count) {
        return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> "%s-%04d".formatted(prefix, i)).toList());
    }
}
