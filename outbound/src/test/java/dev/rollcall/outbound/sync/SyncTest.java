package dev.rollcall.outbound.sync;

import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.outbound.fault.JournalLine;
import dev.rollcall.outbound.fault.TargetTrait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Each kind of mismatch, five of each among a hundred people. */
class SyncTest {
    private static final Map<String, Long> PLAN = new TreeMap<>(Map.of(
            "create", 5L, "adopt", 5L, "update", 10L, "conflict", 5L, "delete", 5L, "departures", 5L, "equal", 75L,
            "foreign", 10L, "blocked-changes", 5L));

    @TempDir
    Path folder;

    private HundredPeople people;
    private SyncBench bench;
    private List<String> ids;

    @BeforeEach
    void open() {
        people = new HundredPeople(folder);
        bench = people.bench;
        ids = people.ids;
    }

    @AfterEach
    void close() {
        people.close();
    }

    @Test
    void aDryRunSaysExactlyWhatDiffersAndChangesNothing() {
        people.mismatches();
        DriftReport report = bench.run(SyncMode.DRY_RUN);
        assertThat(HundredPeople.counts(report, "plan")).isEqualTo(PLAN);
        assertThat(HundredPeople.counts(report, "source")).containsEntry("users", 100L).doesNotContainKey("blocked");
        assertThat(HundredPeople.counts(report, "target")).containsEntry("users", 105L).containsEntry("blocked", 5L);
        assertThat(HundredPeople.counts(report, "attributes"))
                .isEqualTo(new TreeMap<>(Map.of("externalId", 5L, "displayName", 5L, "active", 5L)));
        assertThat(report.isEqual()).isFalse();
        assertThat(report.json().path("conflicts")).hasSize(5);
        assertThat(bench.target.journal()).extracting(line -> line.request().method()).containsOnly("GET");
        assertThat(bench.house.storage.<Integer>read(Share.HOUSE,
                session -> session.remotes().page(bench.stream(), "", "", 1).size())).isZero();
    }

    @Test
    void applyMakesThemEqualAndASecondTimeChangesNothing() {
        people.mismatches();
        bench.start();
        DriftReport report = bench.run(SyncMode.APPLY);
        assertThat(HundredPeople.counts(report, "plan")).isEqualTo(PLAN);
        assertThat(HundredPeople.counts(report, "applied"))
                .isEqualTo(new TreeMap<>(Map.of("create", 5L, "adopt", 5L, "update", 10L, "delete", 5L)));
        Map<String, Long> writes = bench.target.journal()
                .stream()
                .filter(JournalLine::committed)
                .collect(Collectors.groupingBy(line -> line.request().method(), TreeMap::new, Collectors.counting()));
        assertThat(writes).isEqualTo(Map.of("POST", 5L, "PUT", 15L, "DELETE", 5L));
        people.requireEqual();

        bench.target.forgetJournal();
        DriftReport second = bench.run(SyncMode.APPLY);
        assertThat(bench.target.journal()).extracting(line -> line.request().method()).containsOnly("GET");
        assertThat(HundredPeople.counts(second, "plan"))
                .isEqualTo(new TreeMap<>(Map.of("conflict", 5L, "equal", 95L, "foreign", 10L)));
        assertThat(bench.target.user("theirs-20")).isPresent();
    }

    /** It stands among the other deliveries where it was done, so that the newest are the newest. */
    @Test
    void whatItSendsIsOlderThanWhatFollows() {
        people.mismatches();
        bench.start();
        bench.run(SyncMode.APPLY);
        int sent = deliveries().size();
        bench.house.user("later");
        await(() -> deliveries().size() > sent);
        assertThat(deliveries().getFirst().type()).isEqualTo(EventType.USER_CREATED);
        assertThat(deliveries()).noneMatch(delivery -> delivery.event().isBeside());
    }

    private List<StreamDelivery> deliveries() {
        return bench.house.storage.read(Share.HOUSE,
                session -> session.deliveries().page(DeliveryQuery.all(bench.stream()), 1_000).deliveries());
    }

    private static void await(BooleanSupplier so) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it is not so after a minute").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    @Test
    void anInterruptedOneGoesOnAndNobodyIsMadeTwice() {
        people.mismatches();
        bench.target.behave(TargetTrait.ALLOWS_DUPLICATES, true);
        bench.start();
        DriftReport report = bench.run(SyncMode.APPLY, "", 10, 1);
        assertThat(HundredPeople.counts(report, "plan")).isEqualTo(PLAN);
        people.requireEqual();
        assertThat(bench.target.asked()).filteredOn("POST /Users"::equals).hasSize(5);
    }

    @Test
    void moreDeparturesThanAllowedChangeNothing() {
        people.mismatches();
        bench.start();
        DriftReport report = bench.run(SyncMode.APPLY, "", 4, Integer.MAX_VALUE);
        assertThat(report.get("stopped").orElseThrow()).contains("95 users at the target that are ours 5 would",
                "4 %", "--max-departures");
        assertThat(bench.target.journal()).extracting(line -> line.request().method()).containsOnly("GET");
        // Whoever is foreign there makes the share no smaller.
        for (int i = 0; i < 50; i++) {
            bench.target.plant("{\"userName\":\"more" + i + "\",\"externalId\":\"hr-x" + i + "\"}");
        }
        assertThat(bench.run(SyncMode.APPLY, "", 5, Integer.MAX_VALUE).get("stopped")).isPresent();
        bench.run(SyncMode.APPLY, "", 6, Integer.MAX_VALUE);
        people.requireEqual();
    }

    /** A store that was restored without its groups is one of the ways to lose them all. */
    @Test
    void moreGroupsThanAllowedAreNotDeleted() {
        List<String> groups = List.of(bench.house.group("One"), bench.house.group("Two"), bench.house.group("Three"));
        bench.connect();
        bench.start();
        bench.run(SyncMode.APPLY);
        // Else it would delete the group by its event.
        bench.stop();
        bench.house.deleteGroup(groups.getFirst());
        bench.target.forgetJournal();
        DriftReport report = bench.run(SyncMode.APPLY, "", 33, Integer.MAX_VALUE);
        assertThat(report.get("stopped").orElseThrow()).contains("of the 3 groups 1 would be deleted", "33 %");
        assertThat(bench.target.journal()).extracting(line -> line.request().method()).containsOnly("GET");
        assertThat(report.takesMoreThan(34)).isFalse();
    }

    @Test
    void groupsAndTheirMembersBecomeEqual() {
        String engineers = bench.house.group("Engineers", ids.get(0), ids.get(1), ids.get(2));
        bench.house.group("Empty");
        bench.house.group("Everybody", ids.get(0));
        people.mismatches();
        String many = "{\"value\":\"who-is-foreign-and-has-a-long-id\"},".repeat(1_000);
        String large = bench.target.plantGroup("{\"displayName\":\"Everybody\",\"members\":["
                + many.substring(0, many.length() - 1) + "]}");
        String there = bench.target.plantGroup("{\"displayName\":\"Engineers\",\"members\":[{\"value\":\""
                + people.remote.get(ids.get(30)) + "\"},{\"value\":\"nobody\"}]}");
        bench.start();
        DriftReport report = bench.run(SyncMode.APPLY);
        assertThat(HundredPeople.counts(report, "plan")).containsEntry("adopt-group", 2L)
                .containsEntry("create-group", 1L)
                .containsEntry("members-add", 3L)
                .containsEntry("members-remove", 1L);
        assertThat(report.json().path("unread")).singleElement()
                .satisfies(one -> assertThat(one.path("subject").asString()).isEqualTo("Everybody"));
        assertThat(groupThere(large).path("members")).hasSize(1_000);
        ObjectNode group = groupThere(there);
        Set<String> members = group.path("members")
                .valueStream()
                .map(member -> member.path("value").asString())
                .collect(Collectors.toSet());
        assertThat(members).isEqualTo(Set.of(people.idOf(0), people.idOf(1), people.idOf(2), "nobody"));
        assertThat(group.path("externalId").asString()).startsWith("grp_");
        bench.house.deleteGroup(engineers);
    }

    /** Without PUT, with lists by cursor alone, and groups whose members it never shows. */
    @Test
    @Tag("long")
    void anApiLikeEntrasBecomesEqualAndASecondTimeIsChangedNothing() {
        for (TargetTrait trait : List.of(TargetTrait.CURSOR_ONLY, TargetTrait.RESOURCES_LOWER_CASE,
                TargetTrait.TOTAL_MISSING, TargetTrait.PATCH_ONLY, TargetTrait.PATH_NEEDED, TargetTrait.PATCH_204,
                TargetTrait.MEMBERS_20_1, TargetTrait.EQ_ONLY, TargetTrait.MEMBERS_NOT_SHOWN)) {
            bench.target.behave(trait, true);
        }
        bench.house.group("Engineers", ids.subList(0, 25).toArray(String[]::new));
        bench.connect("'preset':'entra'");
        bench.target.plant("{\"userName\":\"p50@acme.example\"}");
        bench.target.forgetJournal();
        bench.start();
        DriftReport report = bench.run(SyncMode.APPLY);
        assertThat(HundredPeople.counts(report, "plan")).containsEntry("create", 99L)
                .containsEntry("adopt", 1L)
                .containsEntry("create-group", 1L)
                .containsEntry("members-add", 25L);
        assertThat(bench.target.groups().getFirst().path("members")).hasSize(25);
        assertThat(bench.target.asked()).noneMatch(asked -> asked.startsWith("PUT"));
        bench.target.forgetJournal();
        DriftReport second = bench.run(SyncMode.APPLY);
        assertThat(HundredPeople.counts(second, "plan")).isEqualTo(Map.of("equal", 100L, "equal-group", 1L));
        assertThat(second.json().path("unread")).hasSize(1);
        assertThat(bench.target.journal()).extracting(line -> line.request().method()).containsOnly("GET");
    }

    @Test
    void whoIsBlockedOrHasAnotherAddressIsCountedAndMended() {
        bench.connect();
        bench.start();
        bench.run(SyncMode.APPLY);
        bench.house.patch(ids.get(0), "{'op':'replace','path':'active','value':false}");
        bench.target.edit(people.idOf(1), user -> user.withArrayProperty("emails").removeAll());
        DriftReport report = bench.run(SyncMode.VERIFY);
        assertThat(HundredPeople.counts(report, "plan")).containsEntry("email-changes", 1L);
        assertThat(report.count("source", "blocked")).isOne();
        bench.run(SyncMode.APPLY);
        people.requireEqual();
        assertThat(bench.run(SyncMode.VERIFY).isEqual()).isTrue();
    }

    private ObjectNode groupThere(String id) {
        return bench.target.groups()
                .stream()
                .filter(one -> one.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
