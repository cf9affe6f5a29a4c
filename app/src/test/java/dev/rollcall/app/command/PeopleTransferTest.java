package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.directory.configuration.ConnectionDetail;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.DepartureGuard;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.storage.KeptSubject;
import dev.rollcall.directory.storage.KeptUser;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RetiredSubject;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredOverlay;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** People who come out of a store and into another one are who they were. */
class PeopleTransferTest {
    private static final String ADA = id(1);
    private static final String BOB = id(2);
    private static final String CARL = id(3);
    private static final String GONE = id(4);
    private static final String ELSEWHERE = id(5);
    private static final String KEPT = id(7);
    private static final KeptUser KEPT_USER = new KeptUser(KEPT, new KeptSubject("externalId", "kept"), "kept",
            Instant.parse("2032-05-06T07:08:09Z"));
    private static final Instant UNTIL = Instant.parse("2031-05-06T07:08:09Z");
    private static final String CONTENT = "{\"attributes\":{\"app_metadata\":{\"plan\":\"gold\"}},\"updated\":5}";
    private static final List<String> MORE = List.of("pairwise-1", "pairwise-2");

    @TempDir
    private Path folder;

    @TempDir
    private Path another;

    private ConnectionId acme = new ConnectionId("con_0000000000000000");

    @BeforeEach
    void fill() throws IOException {
        load("acme", user(ADA, "new"), user(BOB, "same"), user(CARL, "same"), user(GONE, "gone"),
                user(KEPT, "kept"));
        load("other", user(ELSEWHERE, "elsewhere"));
        try (Storage store = store(folder)) {
            acme = named(store, "acme").id();
            ConnectionId other = named(store, "other").id();
            store.write(Share.HOUSE, "x", session -> {
                // As if the provider had changed the externalId since.
                assertThat(session.personCopies().restore(person(acme, ADA), "old")).isTrue();
                MORE.forEach(subject -> session.identities().add(person(acme, ADA), subject));
                session.overlays().put(new StoredOverlay(person(acme, ADA), 1, true, Optional.of(UNTIL), CONTENT));
                session.identities().link(person(acme, ADA), person(acme, BOB), UNTIL);
                session.identities().link(person(other, ELSEWHERE), person(acme, CARL), UNTIL);
                session.identities().retire(person(acme, GONE));
                session.resources().delete(session.resources().find(acme, "User", GONE).orElseThrow(), false);
                session.overlays().put(new StoredOverlay(person(acme, KEPT), 1, true, Optional.empty(), CONTENT));
                session.identities().add(person(acme, KEPT), "pairwise-3");
                session.identities().link(person(acme, ADA), person(acme, KEPT), UNTIL);
                session.identities().keep(person(acme, KEPT), KEPT_USER.subject(), KEPT_USER.until());
                session.resources().delete(session.resources().find(acme, "User", KEPT).orElseThrow(), false);
                session.connections().setGuard(acme, Optional.of(DepartureGuard.set(7, 30, Instant.EPOCH)));
                session.connections().setEndpoint(acme, EndpointState.PAUSED);
                session.configurations()
                        .put(new ConnectionDetail(acme, Optional.of("Acme Ltd"), "{\"options\":{\"a\":[1]}}",
                                Instant.EPOCH));
                return session;
            });
        }
    }

    @Test
    void inAnotherStoreUnderItsNameAllIsAsItWas() throws IOException {
        String out = run(folder, "export", "acme").out();
        Files.writeString(another.resolve("in.jsonl"), out);
        CommandRun imported = run(another, "import", "in.jsonl", "--json");
        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(imported.json().path("links_left_out").asInt()).as("the other connection is not there").isOne();
        try (Storage store = store(another)) {
            Connection made = named(store, "acme");
            store.read(Share.HOUSE, session -> {
                isAsItWas(session, made);
                assertThat(session.identities().primary(person(made.id(), CARL))).isEmpty();
                return session;
            });
        }
    }

    @Test
    void inTheSameStoreLinksToOtherConnectionsAreThereToo() throws IOException {
        Files.writeString(folder.resolve("in.jsonl"), run(folder, "export", "acme").out());
        CommandRun imported = run(folder, "import", "in.jsonl", "--name", "copy", "--json");
        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(imported.json().path("links_left_out").asInt()).isZero();
        try (Storage store = store(folder)) {
            Connection made = named(store, "copy");
            store.read(Share.HOUSE, session -> {
                isAsItWas(session, made);
                assertThat(session.identities().primary(person(made.id(), CARL)))
                        .contains(person(named(session, "other").id(), ELSEWHERE));
                return session;
            });
        }
    }

    /** Links have one level: whoever is somebody's account in the other store has none. */
    @Test
    void aLinkThatWouldAddALevelIsLeftOut() throws IOException {
        Files.writeString(folder.resolve("in.jsonl"), run(folder, "export", "acme").out());
        String exported = Files.readString(folder.resolve("in.jsonl"));
        load("third", user(id(6), "third"));
        try (Storage store = store(folder)) {
            PersonKey third = person(named(store, "third").id(), id(6));
            PersonKey elsewhere = person(named(store, "other").id(), ELSEWHERE);
            store.<Boolean>write(Share.HOUSE, "x", session -> session.identities().unlink(elsewhere, person(acme, CARL))
                    && session.identities().link(third, elsewhere, UNTIL));
        }
        Files.writeString(folder.resolve("in.jsonl"), exported);
        CommandRun imported = run(folder, "import", "in.jsonl", "--name", "copy", "--json");
        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(imported.json().path("links_left_out").asInt()).isOne();
        try (Storage store = store(folder)) {
            Connection made = named(store, "copy");
            store.read(Share.HOUSE, session -> {
                assertThat(session.identities().primary(person(made.id(), CARL))).isEmpty();
                assertThat(session.identities().primary(person(made.id(), BOB))).contains(person(made.id(), ADA));
                return session;
            });
        }
    }

    private static void isAsItWas(ReadSession session, Connection made) {
        assertThat(session.identities().subjects(made.id(), List.of(ADA, BOB, CARL, GONE)))
                .isEqualTo(Map.of(ADA, "old", BOB, "same", CARL, CARL));
        assertThat(session.identities().furtherSubjects(made.id(), ADA, 9)).isEqualTo(MORE);
        assertThat(session.overlays().find(person(made.id(), ADA)))
                .contains(new StoredOverlay(person(made.id(), ADA), 1, true, Optional.of(UNTIL), CONTENT));
        assertThat(session.identities().primary(person(made.id(), BOB))).contains(person(made.id(), ADA));
        assertThat(session.personCopies().retired(made.id(), "", 9)).extracting(RetiredSubject::subject)
                .containsExactly("gone", "kept");
        assertThat(session.personCopies().kept(made.id(), "", 9)).containsExactly(KEPT_USER);
        assertThat(session.overlays().find(person(made.id(), KEPT)))
                .contains(new StoredOverlay(person(made.id(), KEPT), 1, true, Optional.empty(), CONTENT));
        assertThat(session.identities().furtherSubjects(made.id(), KEPT, 9)).containsExactly("pairwise-3");
        assertThat(session.identities().primary(person(made.id(), KEPT))).contains(person(made.id(), ADA));
        assertThat(made.endpoint()).isEqualTo(EndpointState.PAUSED);
        assertThat(made.guard()).hasValueSatisfying(guard -> {
            assertThat(guard.sharePercent()).isEqualTo(7);
            assertThat(guard.atLeast()).isEqualTo(30);
            assertThat(guard.holding()).isFalse();
        });
        assertThat(session.configurations().detail(made.id())).hasValueSatisfying(detail -> {
            assertThat(detail.displayName()).contains("Acme Ltd");
            assertThat(detail.document()).isEqualTo("{\"options\":{\"a\":[1]}}");
        });
    }

    private void load(String name, String... users) throws IOException {
        Files.writeString(folder.resolve("in.jsonl"), ("{'type':'connection','format':1,'name':'" + name
                + "','strategy':'waad'}\n" + String.join("", users) + "{'type':'end','users':" + users.length
                + ",'groups':0,'members':0}\n").replace('\'', '"'));
        CommandRun run = run(folder, "import", "in.jsonl");
        assertThat(run.code()).as(run.err()).isZero();
    }

    private static String user(String id, String externalId) {
        return "{'type':'User','id':'" + id + "','resource':{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],"
                + "'userName':'" + id + "','externalId':'" + externalId + "'}}\n";
    }

    private static String id(int number) {
        return "018f0000-0000-7000-8000-00000000000" + number;
    }

    private static PersonKey person(ConnectionId connection, String id) {
        return new PersonKey(connection, id);
    }

    private static Storage store(Path folder) {
        return MigratedSqlite.open(folder.resolve("data"), StoreOptions.defaults());
    }

    private static Connection named(Storage store, String name) {
        return store.read(Share.HOUSE, session -> named(session, name));
    }

    private static Connection named(ReadSession session, String name) {
        return session.connections().named(name).orElseThrow();
    }

    private static CommandRun run(Path folder, String... arguments) {
        return CommandRun.of(folder, arguments);
    }
}
