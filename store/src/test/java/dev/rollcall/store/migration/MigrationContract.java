package dev.rollcall.store.migration;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Expiry;
import dev.rollcall.directory.storage.LogQuery;
import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.Tombstone;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.store.contract.Tidy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

import static dev.rollcall.store.migration.FirstVersion.CONNECTION;
import static dev.rollcall.store.migration.FirstVersion.OKTA;
import static dev.rollcall.store.migration.FirstVersion.SAML;
import static dev.rollcall.store.migration.FirstVersion.USERS;
import static dev.rollcall.store.migration.FirstVersion.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What the first version of the schema wrote is read right by this one. */
interface MigrationContract {

    /** A new database that the first version wrote. */
    DataSource first();

    /** A storage over the same database. */
    Storage open();

    /** Of the database. */
    Migrations.Engine engine();

    /** Opens a database that the first version made, the same each time, after some statements. */
    Storage opened(List<String> statements);

    /** The position of the reader that the first version had registered; it is behind the first change. */
    String firstPosition();

    @Test
    default void whatTheFirstVersionWroteIsReadRight() {
        first();
        try (Storage storage = open()) {
            storage.read(Share.HOUSE, session -> {
                connections(session);
                resources(session);
                people(session);
                members(session);
                changes(session);
                log(session);
                undeclaredNames(session);
                return session;
            });
            goesOn(storage);
        }
    }

    /** Names that differ in case only were possible; who keeps his is for the operator to say, and how is told. */
    @Test
    default void namesThatDifferInCaseAloneStopTheMigrationWithWhatToDo() {
        String insert = "INSERT INTO connection VALUES ('con_000000000000000%s', '%s', 'waad', 0, %s)";
        List<String> names = List.of(insert.formatted(1, "Acme", 1), insert.formatted(2, "acme", 2),
                insert.formatted(3, "acme-2", 3), insert.formatted(4, "ACME", 4), insert.formatted(5, "other", 5));
        StorageException stopped = catchThrowableOfType(StorageException.class, () -> opened(names).close());
        List<String> statements = stopped.getMessage().lines().skip(1).map(String::strip).toList();
        assertThat(stopped).hasMessageContaining("these are not: Acme and acme; Acme and ACME.");
        assertThat(statements).containsExactly(
                "UPDATE connection SET name = 'acme-3' WHERE connection_id = 'con_0000000000000002';",
                "UPDATE connection SET name = 'ACME-4' WHERE connection_id = 'con_0000000000000004';");
        try (Storage storage = opened(statements)) {
            assertThat(storage.<List<Connection>>read(Share.HOUSE, session -> session.connections().all()))
                    .extracting(Connection::name)
                    .containsExactly("Acme", "acme-3", "acme-2", "ACME-4", "other");
            assertThat(storage.read(Share.HOUSE, (ReadSession session) -> session.connections().named("acmE")))
                    .isPresent();
        }
    }

    @Test
    default void aFillingThatWasKilledGoesOnWhereItWas() {
        DataSource database = first();
        FirstVersion.migrate(database, engine(), "10");
        SubjectFill killed = new SubjectFill(new KilledAtCommit(database, 4).source(), Optional.empty(), 1_000);
        assertThatThrownBy(killed::run).isInstanceOf(StorageException.class)
                .hasMessageContaining("goes on where it was");
        assertThat(FirstVersion.number(database, "SELECT count(*) FROM resource WHERE subject IS NOT NULL"))
                .as("in pieces")
                .isEqualTo(3_000);
        assertThat(FirstVersion.number(database, "SELECT count(*) FROM subject_fill WHERE resource_id <> ''")).isOne();
        try (Storage storage = open()) {
            storage.read(Share.HOUSE, session -> {
                people(session);
                return session;
            });
        }
        assertThat(FirstVersion.number(database, "SELECT count(*) FROM subject_fill")).isZero();
        assertThat(FirstVersion.number(database, "SELECT count(*) FROM resource WHERE subject IS NOT NULL"))
                .isEqualTo(USERS + 3L);
    }

    /** Whoever had a subject then keeps it, and whoever had none does not get one. */
    @Test
    default void aDatabaseThatTheSeventhVersionFilledItselfIsTakenAsItIs() {
        DataSource database = first();
        FirstVersion.execute(database, List.of("UPDATE resource SET document = '{}' WHERE id = 'saml-0'"));
        FirstVersion.migrate(database, engine(), "6");
        FirstVersion.former(database, engine());
        FirstVersion.execute(database, List.of("UPDATE resource SET external_id = 'later' WHERE id = 'saml-3'",
                "UPDATE resource SET subject = NULL WHERE id = '" + user(3) + "'"));
        try (Storage storage = open()) {
            storage.read(Share.HOUSE, session -> {
                people(session);
                assertThat(session.identities().subjects(CONNECTION, List.of(user(3))))
                        .isEqualTo(Map.of(user(3), user(3)));
                return session;
            });
        }
    }

    private static void connections(ReadSession session) {
        assertThat(session.connections().all()).hasSize(3).first().satisfies(connection -> {
            assertThat(connection.id()).isEqualTo(CONNECTION);
            assertThat(connection.name()).isEqualTo("acme");
            assertThat(connection.strict()).isTrue();
        });
        assertThat(session.tokens().of(CONNECTION)).singleElement()
                .satisfies(token -> assertThat(token.lastUsedAt()).contains(Instant.ofEpochMilli(2000)));
        assertThat(session.resources().tombstones("", 9)).containsExactly(new Tombstone(CONNECTION, "User", "gone"));
    }

    private static void resources(ReadSession session) {
        assertThat(session.resources().count(CONNECTION, "User", new Condition.All(), 1_000_000)).isEqualTo(USERS);
        assertThat(session.resources().count(CONNECTION, "Group", new Condition.All(), 1_000_000)).isEqualTo(1);
        StoredResource eight = session.resources().find(CONNECTION, "User", user(8)).orElseThrow();
        assertThat(eight.version()).isEqualTo(3);
        assertThat(eight.created()).isEqualTo(Instant.ofEpochMilli(1008));
        assertThat(eight.lastModified()).isEqualTo(Instant.ofEpochMilli(2008));
        assertThat(new String(eight.document(), StandardCharsets.UTF_8)).isEqualTo("{\"userName\":\"U8\"}");
        assertThat(List.of(
                new Condition.Text(IndexColumn.UNIQUE_KEY, Condition.Comparator.EQ, "u8"),
                new Condition.Text(IndexColumn.EXTERNAL_ID, Condition.Comparator.EQ, "e8"),
                new Condition.Text(IndexColumn.MANAGER, Condition.Comparator.EQ, "boss"),
                new Condition.Number(IndexColumn.CREATED, Condition.Comparator.EQ, 1008),
                new Condition.Number(IndexColumn.LAST_MODIFIED, Condition.Comparator.EQ, 2008)))
                .allSatisfy(condition -> assertThat(ids(session, condition, 0)).containsExactly(user(8)));
        assertThat(List.of(
                new Condition.Number(IndexColumn.ACTIVE, Condition.Comparator.EQ, 0),
                new Condition.Entry("emails.value", Condition.Comparator.EQ, "u7@acme.example", List.of("work"))))
                .allSatisfy(condition -> assertThat(ids(session, condition, 0)).containsExactly(user(7)));
        for (int offset : new int[]{0, 1_499, 1_500, 2_999, 3_000, 3_001, USERS - 1}) {
            assertThat(ids(session, new Condition.All(), offset)).first().isEqualTo(user(offset));
        }
    }

    /** Who came through a SAML connection is called by the userName as it came, all others by externalId. */
    private static void people(ReadSession session) {
        assertThat(session.identities().subjects(CONNECTION, List.of(user(8), user(9), "group")))
                .isEqualTo(Map.of(user(8), "e8", user(9), "e9", "group", "group"));
        assertThat(session.identities().holder(CONNECTION, "e7")).contains(user(7));
        assertThat(session.identities().subjects(SAML, List.of("saml-1", "saml-2", "saml-3")))
                .isEqualTo(Map.of("saml-1", "BJensen", "saml-2", "bjensen", "saml-3", "saml-3"));
        assertThat(session.identities().subjects(OKTA, List.of("okta-1", "okta-2", "okta-3")))
                .as("the first of two, and not an id")
                .isEqualTo(Map.of("okta-1", "x", "okta-2", "okta-2", "okta-3",
                        "okta-3"));
        assertThat(session.identities().subjects(SAML, List.of("saml-0")))
                .as("a document that nobody can read")
                .isEqualTo(Map.of("saml-0", "saml-0"));
    }

    private static List<String> ids(ReadSession session, Condition condition, long offset) {
        return session.resources()
                .list(new ResourceQuery(CONNECTION, "User", condition, IndexColumn.ID, false,
                        Optional.empty(), offset, 3), Long.MAX_VALUE)
                .resources()
                .stream()
                .map(StoredResource::id)
                .toList();
    }

    private static void members(ReadSession session) {
        StoredResource group = session.resources().find(CONNECTION, "Group", "group").orElseThrow();
        assertThat(group.membership()).isEqualTo(5);
        assertThat(session.members().of(group, Optional.empty(), 9)).singleElement().satisfies(member -> {
            assertThat(member.member()).isEqualTo(new Member(user(1), Optional.empty()));
            assertThat(member.target().orElseThrow().displayName()).contains("U1");
        });
    }

    private void changes(ReadSession session) {
        Cause unknown = new Cause(new Actor(Actor.Kind.UNKNOWN, Optional.empty()), Optional.empty());
        Subject subject = new Subject("User", user(1), Optional.empty(), Optional.empty(), Optional.empty());
        ChangeRecord first = new ChangeRecord(CONNECTION, "change-1", 0, true, subject, "created", 1,
                Instant.ofEpochMilli(1000), unknown, "[]");
        ChangeRecord second = new ChangeRecord(CONNECTION, "change-2", 0, true, subject, "updated", 2,
                Instant.ofEpochMilli(2000), unknown, "[1]");
        assertThat(session.changes().page(CONNECTION, "", 9).changes())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("place")
                .containsExactly(first, second);
        ChangeFeedPage all = session.changes().page("", 1);
        assertThat(all.changes())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("place")
                .containsExactly(first);
        assertThat(all.position()).isEqualTo(firstPosition());
        assertThat(session.changes().page(all.position(), 9).changes())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("place")
                .containsExactly(second);
        assertThat(session.changeReaders().of(Optional.of(CONNECTION))).containsExactly(
                new ChangeReader(Optional.of(CONNECTION), "outbound", firstPosition(), Instant.EPOCH));
    }

    private static void log(ReadSession session) {
        assertThat(session.log().list(new LogQuery(CONNECTION, Optional.empty(), 0, 999, Optional.empty(), 9)))
                .containsExactly(new RequestLogEntry(CONNECTION, "request-1", Instant.ofEpochMilli(1000), "192.0.2.1",
                        "PATCH", "/Users/1", 200, 7, Optional.of("tok_1"), Optional.of("User"), Optional.of("1"),
                        Optional.of("[]"), Optional.empty(), Optional.empty(), Optional.of("{}"), Optional.empty()));
        assertThat(session.log().list(new LogQuery(CONNECTION, Optional.empty(), 0, 999, Optional.of("1"), 9)))
                .extracting(RequestLogEntry::id)
                .containsExactly("request-1");
        assertThat(session.log().dropped(CONNECTION)).isEqualTo(9);
    }

    /** Those of users and groups that were there, even beside a document that nobody can read. */
    private static void undeclaredNames(ReadSession session) {
        assertThat(session.undeclaredNames().known(CONNECTION, "Group", List.of("color", "color value", "shade")))
                .containsOnly("color", "color value");
        assertThat(session.undeclaredNames().known(CONNECTION, "User", List.of("color"))).isEmpty();
        assertThat(session.undeclaredNames().overflowed(CONNECTION)).isFalse();
    }

    /** It is written on, with numbers that were not there before, and what was garbage is swept. */
    private static void goesOn(Storage storage) {
        String before = storage.read(Share.HOUSE, session -> session.changes().page(CONNECTION, "", 9)).position();
        storage.write(Share.HOUSE, "group", session -> {
            StoredResource group = session.resources().find(CONNECTION, "Group", "group").orElseThrow();
            assertThat(session.generations().create(CONNECTION, "group")).isGreaterThan(5);
            session.resources().delete(session.resources().find(CONNECTION, "User", user(0)).orElseThrow(), false);
            session.changes()
                    .append(new ChangeRecord(CONNECTION, "change-3", 0, true,
                            new Subject("User", user(0), Optional.of("U0"), Optional.empty(), Optional.empty()),
                            "deleted", 4,
                            Instant.ofEpochMilli(3000), new Cause(Actor.token("tok_1"), Optional.of("request-2")),
                            "[]"));
            return group;
        });
        Tidy.up(storage, new Expiry(Instant.EPOCH, Instant.EPOCH));
        storage.read(Share.HOUSE, session -> {
            assertThat(session.resources().count(CONNECTION, "User", new Condition.All(), 1_000_000))
                    .isEqualTo(USERS - 1L);
            assertThat(ids(session, new Condition.All(), 3_000)).first().isEqualTo(user(3_001));
            assertThat(session.changes().page(CONNECTION, before, 9).changes()).extracting(ChangeRecord::id)
                    .containsExactly("change-3");
            return session;
        });
    }
}
