package dev.rollcall.outbound.sync;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.target.TargetKind;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.mapping.target.TargetRows;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.fault.JournalLine;
import dev.rollcall.outbound.fault.TargetTrait;
import dev.rollcall.outbound.house.OutboundHouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Each kind of mismatch, five of each among a hundred people. */
class SyncTest {
    private static final int PEOPLE = 100;
    private static final int EACH = 5;

    /** Some pages of users are larger. */
    private static final int ANSWER_BYTES = 40_000;

    @TempDir
    Path folder;

    private SyncBench bench;
    private final List<String> ids = new ArrayList<>();
    private final Map<String, String> remote = new HashMap<>();

    @BeforeEach
    void people() {
        bench = new SyncBench(folder, ANSWER_BYTES);
        for (int i = 0; i < PEOPLE; i++) {
            ids.add(bench.house.user("p" + i));
        }
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** The target has everybody as it should, but for five of each kind; the answer is whom it does not have. */
    private void mismatches() {
        for (int i = 0; i < PEOPLE; i++) {
            ObjectNode wanted = bench.wanted(ids.get(i));
            switch (i / EACH) {
                case 0 -> {
                    // Missing.
                }
                case 1 -> plant(i, wanted.without("externalId"));
                case 2 -> plant(i, wanted.put("displayName", "Somebody else"));
                case 3 -> plant(i, wanted.put("active", false));
                case 4 -> plant(i, wanted.put("externalId", "theirs-" + i));
                default -> plant(i, wanted);
            }
        }
        for (int i = 0; i < EACH; i++) {
            bench.target.plant(
                    "{\"userName\":\"gone" + i + "\",\"externalId\":\"samlp|acme|gone" + i + "\",\"active\":true}");
            bench.target.plant("{\"userName\":\"foreign" + i + "\",\"externalId\":\"hr-" + i + "\",\"active\":true}");
        }
        bench.target.forgetJournal();
        bench.connect();
    }

    private void plant(int i, ObjectNode body) {
        remote.put(ids.get(i), bench.target.plant(body.toString()));
    }

    private static final Map<String, Long> PLAN = new TreeMap<>(Map.of(
            "create", 5L, "adopt", 5L, "update", 10L, "conflict", 5L, "delete", 5L, "departures", 5L, "equal", 75L,
            "foreign", 10L, "blocked-changes", 5L));

    @Test
    void aDryRunSaysExactlyWhatDiffersAndChangesNothing() {
        mismatches();
        DriftReport report = bench.run(SyncMode.DRY_RUN);
        assertThat(counts(report, "plan")).isEqualTo(PLAN);
        assertThat(counts(report, "source")).containsEntry("users", 100L).doesNotContainKey("blocked");
        assertThat(counts(report, "target")).containsEntry("users", 105L).containsEntry("blocked", 5L);
        assertThat(counts(report, "attributes"))
                .isEqualTo(new TreeMap<>(Map.of("externalId", 5L, "displayName", 5L, "active", 5L)));
        assertThat(report.isEqual()).isFalse();
        assertThat(report.json().path("conflicts")).hasSize(5);
        assertThat(bench.target.journal()).extracting(line -> line.request().method()).containsOnly("GET");
        assertThat(bench.house.storage.<Integer>read(Share.HOUSE,
                session -> session.remotes().page(bench.stream(), "", "", 1).size())).isZero();
    }

    @Test
    void applyMakesThemEqualAndASecondTimeChangesNothing() {
        mismatches();
        bench.start();
        DriftReport report = bench.run(SyncMode.APPLY);
        assertThat(counts(report, "plan")).isEqualTo(PLAN);
        assertThat(counts(report, "applied"))
                .isEqualTo(new TreeMap<>(Map.of("create", 5L, "adopt", 5L, "update", 10L, "delete", 5L)));
        Map<String, Long> writes = bench.target.journal()
                .stream()
                .filter(JournalLine::committed)
                .collect(Collectors.groupingBy(line -> line.request().method(), TreeMap::new, Collectors.counting()));
        assertThat(writes).isEqualTo(Map.of("POST", 5L, "PUT", 15L, "DELETE", 5L));
        equal();

        bench.target.forgetJournal();
        DriftReport second = bench.run(SyncMode.APPLY);
        assertThat(bench.target.journal()).extracting(line -> line.request().method()).containsOnly("GET");
        assertThat(counts(second, "plan"))
                .isEqualTo(new TreeMap<>(Map.of("conflict", 5L, "equal", 95L, "foreign", 10L)));
        assertThat(bench.target.user("theirs-20")).isPresent();
    }

    /** Before anybody is matched by an address that two people may have. */
    @Test
    void anAccountThatIsRememberedIsNotGivenAwayUnlessItsOwnerIsGone() {
        plant(0, bench.wanted(ids.get(0)).without("externalId"));
        plant(1, bench.wanted(ids.get(1)).put("externalId", "samlp|acme|old"));
        bench.connect();
        remember("p9@acme.example", ids.get(9), remote.get(ids.get(0)));
        remember("old", "0199-old", remote.get(ids.get(1)));
        bench.start();
        DriftReport report = bench.run(SyncMode.APPLY);
        assertThat(report.json().path("conflicts").toString()).contains(bench.house.userId(ids.get(0)),
                "is remembered as " + bench.house.userId(ids.get(9)));
        assertThat(bench.target.user(bench.house.userId(ids.get(0)))).isEmpty();
        assertThat(bench.target.user(bench.house.userId(ids.get(9))).orElseThrow().path("id").asString())
                .isEqualTo(remote.get(ids.get(0)));
        assertThat(idOf(1)).isEqualTo(remote.get(ids.get(1)));
        assertThat(bench.house.storage.<Optional<RemoteRecord>>read(Share.HOUSE, session -> session.remotes()
                .find(bench.stream(), SubjectKey.user(bench.house.connection.id(), "old"))))
                .as("or a letter of whoever is gone would delete it")
                .isEmpty();
    }

    private void remember(String name, String id, String remoteId) {
        bench.house.storage.write(Share.HOUSE, "remember", session -> {
            session.remotes()
                    .put(new RemoteRecord(bench.stream(), SubjectKey.user(bench.house.connection.id(), name), id,
                            Optional.of(remoteId), Optional.empty(), Optional.empty(), Optional.empty(),
                            EventId.BEGINNING, false, true, bench.house.clock.instant()));
            return name;
        });
    }

    @Test
    void anInterruptedOneGoesOnAndNobodyIsMadeTwice() {
        mismatches();
        bench.target.behave(TargetTrait.ALLOWS_DUPLICATES, true);
        bench.start();
        DriftReport report = bench.run(SyncMode.APPLY, "", 10, 1);
        assertThat(counts(report, "plan")).isEqualTo(PLAN);
        equal();
        assertThat(bench.target.asked()).filteredOn("POST /Users"::equals).hasSize(5);
    }

    @Test
    void moreDeparturesThanAllowedChangeNothing() {
        mismatches();
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
        equal();
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

    /** By whatever row: the engine has sent them so. */
    @Test
    void whoeverHasTheExternalIdOfTheRowIsOurs() {
        bench.connect("'mapping':{'user':[{'scim':'externalId','auth0':'email'},{'scim':'userName','auth0':'email'}]}");
        for (int i = 0; i < EACH; i++) {
            String email = "p" + i + "@acme.example";
            bench.target.plant("{\"userName\":\"" + email + "\",\"externalId\":\"" + email + "\"}");
        }
        // Which is nobody's user_id here, though it looks like one.
        bench.target.plant("{\"userName\":\"zoe\",\"externalId\":\"samlp|acme|zoe\"}");
        assertThat(counts(bench.run(SyncMode.DRY_RUN), "plan"))
                .isEqualTo(Map.of("equal", 5L, "create", 95L, "foreign", 1L));
    }

    @Test
    void groupsAndTheirMembersBecomeEqual() {
        String engineers = bench.house.group("Engineers", ids.get(0), ids.get(1), ids.get(2));
        bench.house.group("Empty");
        bench.house.group("Everybody", ids.get(0));
        mismatches();
        String many = "{\"value\":\"who-is-foreign-and-has-a-long-id\"},".repeat(1_000);
        String large = bench.target.plantGroup("{\"displayName\":\"Everybody\",\"members\":["
                + many.substring(0, many.length() - 1) + "]}");
        String there = bench.target.plantGroup("{\"displayName\":\"Engineers\",\"members\":[{\"value\":\""
                + remote.get(ids.get(30)) + "\"},{\"value\":\"nobody\"}]}");
        bench.start();
        DriftReport report = bench.run(SyncMode.APPLY);
        assertThat(counts(report, "plan")).containsEntry("adopt-group", 2L)
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
        assertThat(members).isEqualTo(Set.of(idOf(0), idOf(1), idOf(2), "nobody"));
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
        assertThat(counts(report, "plan")).containsEntry("create", 99L)
                .containsEntry("adopt", 1L)
                .containsEntry("create-group", 1L)
                .containsEntry("members-add", 25L);
        assertThat(bench.target.groups().getFirst().path("members")).hasSize(25);
        assertThat(bench.target.asked()).noneMatch(asked -> asked.startsWith("PUT"));
        bench.target.forgetJournal();
        DriftReport second = bench.run(SyncMode.APPLY);
        assertThat(counts(second, "plan")).isEqualTo(Map.of("equal", 100L, "equal-group", 1L));
        assertThat(second.json().path("unread")).hasSize(1);
        assertThat(bench.target.journal()).extracting(line -> line.request().method()).containsOnly("GET");
    }

    /** Nobody knows what they should have there, so nobody may say that it is equal, or take them for gone. */
    @Test
    void whoseRowsCannotBeMadeIsAConflictAndStays() {
        bench.connect("'mapping':{'user':[{'scim':'externalId','auth0':'user_id'},{'scim':'userName','auth0':'email'},"
                + "{'scim':'nickName','expression':'string(1 / (size(family_name) - 4))'}]}");
        bench.target.plant("{\"userName\":\"x\",\"externalId\":\"" + bench.house.userId(ids.get(0)) + "\"}");
        DriftReport report = bench.run(SyncMode.DRY_RUN);
        assertThat(counts(report, "plan")).isEqualTo(Map.of("conflict", (long) PEOPLE));
        assertThat(report.json().path("conflicts").path(0).path("reason").asString()).startsWith("Row 3 (");
        assertThat(report.isEqual()).isFalse();
    }

    @Test
    void whoIsBlockedOrHasAnotherAddressIsCountedAndMended() {
        bench.connect();
        bench.start();
        bench.run(SyncMode.APPLY);
        bench.house.patch(ids.get(0), "{'op':'replace','path':'active','value':false}");
        bench.target.edit(idOf(1), user -> user.withArrayProperty("emails").removeAll());
        DriftReport report = bench.run(SyncMode.VERIFY);
        assertThat(counts(report, "plan")).containsEntry("email-changes", 1L);
        assertThat(report.count("source", "blocked")).isOne();
        bench.run(SyncMode.APPLY);
        equal();
        assertThat(bench.run(SyncMode.VERIFY).isEqual()).isTrue();
    }

    @Test
    void aTargetThatCannotBeListedStopsItWithASentence() {
        bench.connect();
        bench.target.behave(TargetTrait.SAME_PAGE, true);
        for (int i = 0; i < 150; i++) {
            bench.target.plant("{\"userName\":\"x" + i + "\"}");
        }
        assertThat(bench.run(SyncMode.APPLY).get("stopped").orElseThrow()).contains("the same page of users");
        bench.target.behave(TargetTrait.SAME_PAGE, false);
        bench.target.always("GET /Users", Fault.error(403, "", "Not for you"));
        assertThat(bench.run(SyncMode.APPLY).get("stopped").orElseThrow()).contains("403", "Not for you");
    }

    /** A target that passes over startIndex, and has no fixed order either, or that makes up new ones for ever. */
    @Test
    void aListWithoutAnEndIsNotReadForEver() {
        bench.connect();
        EventStream stream = bench.house.storage
                .read(Share.OUTBOUND, session -> session.streams().find(bench.stream()))
                .orElseThrow();
        int[] asked = new int[1];
        Inventory alternating = inventory(stream, () -> asked[0]++ % 2);
        assertThatExceptionOfType(TargetUnreadableException.class).isThrownBy(() -> {
            while (asked[0] < 20) {
                read(alternating, DriftReport.empty());
            }
        }).withMessageContaining("has no end").satisfies(end -> assertThat(end.isPassing()).isFalse());
        DriftReport report = DriftReport.empty();
        report.add("target", "listed-users", Inventory.MOST - 2);
        Inventory growing = inventory(stream, () -> asked[0]++);
        read(growing, report);
        read(growing, report);
        assertThatExceptionOfType(TargetUnreadableException.class).isThrownBy(() -> read(growing, report))
                .withMessageContaining("more than 2000000 entries");
    }

    private void read(Inventory inventory, DriftReport report) {
        SyncPhase.Piece piece = inventory.piece("x", report);
        bench.house.storage.write(Share.OUTBOUND, "sync", session -> {
            piece.write().accept(session);
            return bench.stream();
        });
        piece.stored().run();
    }

    /** Of a target that has one user a page, and always one more. */
    private Inventory inventory(EventStream stream, IntSupplier who) {
        TargetMapping rows = TargetMapping.parse(TargetKind.USER, TargetRows.usual(TargetKind.USER),
                MappingLimits.defaults());
        SyncTarget endless = new SyncTarget() {
            @Override
            public TargetMapping mapping(TargetKind kind) {
                return rows;
            }

            @Override
            public TargetPage page(TargetKind kind, String place) {
                return new TargetPage(List.of(OutboundHouse.json("{\"id\":\"r" + who.getAsInt() + "\"}")),
                        Optional.of("x"), true);
            }

            @Override
            public DeliveryOutcome send(SourceUser user, Optional<String> remoteId, int tries) {
                throw new AssertionError("Nobody is sent anything.");
            }

            @Override
            public long nanos() {
                return 0;
            }

            @Override
            public void close() {}
        };
        return new Inventory(stream, endless, TargetKind.USER, new RowPrints(rows), List.of());
    }

    @Test
    void aStreamThatWaitsForASyncGoesOnAfterItWithWhatHappenedMeanwhile() {
        bench.connect();
        bench.house.storage.write(Share.OUTBOUND, "state", session -> session.streams()
                .state(bench.stream(),
                        StreamState.needsSync("The store was restored.", bench.house.clock.instant()),
                        Set.of(StreamState.Kind.ENABLED)));
        bench.start();
        bench.run(SyncMode.APPLY);
        assertThat(bench.house.storage.read(Share.HOUSE, session -> session.streams().find(bench.stream()))
                .orElseThrow()
                .state()
                .isEnabled()).isTrue();
        equal();
    }

    /** Who is refused is a dead letter like any other: it keeps nobody else from going on. */
    @Test
    void oneWhomTheTargetRefusesDoesNotKeepTheStreamFromGoingOn() {
        bench.connect();
        bench.house.storage.write(Share.OUTBOUND, "state", session -> session.streams()
                .state(bench.stream(), StreamState.needsSync("The store was restored.", bench.house.clock.instant()),
                        Set.of(StreamState.Kind.ENABLED)));
        bench.target.times(1, request -> request.what().equals("POST /Users"), Fault.error(400, "invalidValue", "No"));
        bench.start();
        DriftReport report = bench.run(SyncMode.APPLY);
        assertThat(report.count("applied", "failed")).isOne();
        assertThat(bench.target.users()).hasSize(PEOPLE - 1);
        assertThat(bench.house.storage.read(Share.HOUSE, session -> session.streams().find(bench.stream()))
                .orElseThrow()
                .state()
                .isEnabled()).isTrue();
    }

    static List<RuntimeException> failures() {
        return List.of(new IllegalStateException("unforeseen"), new StorageException("a value that is not taken"));
    }

    /** Whatever it is: the others go on, and it ends, so that it can be begun once more. */
    @ParameterizedTest
    @MethodSource("failures")
    void oneThatFailsInAWayThatNobodyThoughtOfStopsNoOtherAndEnds(RuntimeException failure) {
        bench.connect();
        StreamId broken = bench.stream();
        bench.connect();
        StreamId well = bench.stream();
        Map<StreamId, DriftReport> reports = bench.runWithABroken(broken, well, failure);
        assertThat(reports.get(broken).get("stopped").orElseThrow()).contains("nobody thought of",
                "begin it once more");
        assertThat(reports.get(well).get("stopped")).isEmpty();
        assertThat(reports.get(well).count("plan", "create")).isEqualTo(PEOPLE);
    }

    @Test
    void anExportOfAuth0IsComparedAsWell() throws IOException {
        bench.connect();
        for (String id : ids) {
            bench.house.delete(id);
        }
        Path file = Files.writeString(folder.resolve("export.ndjson"), """
            {"user_id":"auth0|1","email":"ada@example.com","name":"Ada"}
            {"user_id":"auth0|2","email":"bea@example.com","name":"Bea","blocked":true}
            {"user_id":"auth0|3","name":"No address"}
            """);
        bench.target.plant("{\"userName\":\"ada@example.com\",\"active\":true}");
        DriftReport report = bench.run(SyncMode.DRY_RUN, file.toString(), 10, Integer.MAX_VALUE);
        assertThat(counts(report, "plan")).containsEntry("adopt", 1L)
                .containsEntry("create", 1L)
                .containsEntry("skip", 1L);
        assertThat(report.count("source", "blocked")).isOne();
    }

    private ObjectNode groupThere(String id) {
        return bench.target.groups()
                .stream()
                .filter(one -> one.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private String idOf(int i) {
        return bench.target.user(bench.house.userId(ids.get(i))).orElseThrow().path("id").asString();
    }

    /** The target has exactly what it should have of everybody who is in no conflict. */
    private void equal() {
        for (int i = 0; i < PEOPLE; i++) {
            if (remote.isEmpty() || i / EACH != 4) {
                ObjectNode there = bench.target.user(bench.house.userId(ids.get(i))).orElseThrow();
                ObjectNode wanted = bench.wanted(ids.get(i));
                wanted.propertyNames()
                        .forEach(name -> assertThat(there.get(name)).as(name).isEqualTo(wanted.get(name)));
            }
        }
        assertThat(bench.target.users()).noneMatch(user -> user.path("userName").asString().startsWith("gone"));
    }

    private static Map<String, Long> counts(DriftReport report, String section) {
        Map<String, Long> counts = new TreeMap<>();
        report.json()
                .path(section)
                .properties()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
        counts.remove(Inventory.EXTERNAL_IDS);
        return counts;
    }
}
