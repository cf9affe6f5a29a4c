package dev.rollcall.outbound.sync;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.RemoteRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Who at the target is taken for whom, and for whom nobody is. */
class SyncMatchingTest {
    private static final int EACH = 5;

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

    /** Before anybody is matched by an address that two people may have. */
    @Test
    void anAccountThatIsRememberedIsNotGivenAwayUnlessItsOwnerIsGone() {
        people.plant(0, bench.wanted(ids.get(0)).without("externalId"));
        people.plant(1, bench.wanted(ids.get(1)).put("externalId", "samlp|acme|old"));
        bench.connect();
        remember("p9@acme.example", ids.get(9), people.remote.get(ids.get(0)));
        remember("old", "0199-old", people.remote.get(ids.get(1)));
        bench.start();
        DriftReport report = bench.run(SyncMode.APPLY);
        assertThat(report.json().path("conflicts").toString()).contains(bench.house.userId(ids.get(0)),
                "is remembered as " + bench.house.userId(ids.get(9)));
        assertThat(bench.target.user(bench.house.userId(ids.get(0)))).isEmpty();
        assertThat(bench.target.user(bench.house.userId(ids.get(9))).orElseThrow().path("id").asString())
                .isEqualTo(people.remote.get(ids.get(0)));
        assertThat(people.idOf(1)).isEqualTo(people.remote.get(ids.get(1)));
        assertThat(bench.house.storage.<Optional<RemoteRecord>>read(Share.HOUSE, session -> session.remotes()
                .find(bench.stream(), SubjectKey.user(bench.house.connection.id(), "old"))))
                .as("or a letter of whoever is gone would delete it")
                .isEmpty();
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
        assertThat(HundredPeople.counts(bench.run(SyncMode.DRY_RUN), "plan"))
                .isEqualTo(Map.of("equal", 5L, "create", 95L, "foreign", 1L));
    }

    /** Nobody knows what they should have there, so nobody may say that it is equal, or take them for gone. */
    @Test
    void whoseRowsCannotBeMadeIsAConflictAndStays() {
        bench.connect("'mapping':{'user':[{'scim':'externalId','auth0':'user_id'},{'scim':'userName','auth0':'email'},"
                + "{'scim':'nickName','expression':'string(1 / (size(family_name) - 4))'}]}");
        bench.target.plant("{\"userName\":\"x\",\"externalId\":\"" + bench.house.userId(ids.get(0)) + "\"}");
        DriftReport report = bench.run(SyncMode.DRY_RUN);
        assertThat(HundredPeople.counts(report, "plan")).isEqualTo(Map.of("conflict", (long) HundredPeople.PEOPLE));
        assertThat(report.json().path("conflicts").path(0).path("reason").asString()).startsWith("Row 3 (");
        assertThat(report.isEqual()).isFalse();
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
        assertThat(HundredPeople.counts(report, "plan")).containsEntry("adopt", 1L)
                .containsEntry("create", 1L)
                .containsEntry("skip", 1L);
        assertThat(report.count("source", "blocked")).isOne();
    }

    /** An addition that was carried out behind the deletion, or a target that never looks at its groups then. */
    @Test
    void whoWasDeletedThereIsTakenOutOfGroupsThatKeepTheId() {
        String team = bench.house.group("Team", ids.get(0));
        bench.connect();
        bench.start();
        bench.run(SyncMode.APPLY);
        remember("former", "0199-former", "r-former");
        remember("back", "0199-back", "r-back-before");
        bench.house.storage.write(Share.HOUSE, "leave", session -> Stream.of("former", "back")
                .allMatch(name -> session.remotes()
                        .leave(bench.stream(), SubjectKey.user(bench.house.connection.id(), name),
                                bench.house.clock.instant())));
        remember("back", "0199-back", "r-back");
        bench.target.edit(group().path("id").asString(), there -> Stream.of("r-former", "r-back-before", "r-foreign")
                .forEach(id -> there.withArray("members").addObject().put("value", id)));
        bench.run(SyncMode.APPLY);
        assertThat(group().path("externalId").asString()).isEqualTo(GroupId.of(team));
        assertThat(group().path("members").valueStream().map(member -> member.path("value").asString()))
                .as("whoever is there under another id is no sign of whom the former one names")
                .containsExactlyInAnyOrder(people.idOf(0), "r-back-before", "r-foreign");
    }

    private ObjectNode group() {
        return bench.target.groups().getFirst();
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
}
