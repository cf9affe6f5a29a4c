package dev.rollcall.store.contract;

import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.storage.Chore;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Expiry;
import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.IndexKeys.Entry;
import dev.rollcall.directory.storage.KeptSubject;
import dev.rollcall.directory.storage.LogQuery;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StoredOverlay;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.UndeclaredNameLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

interface UpkeepContract extends StorageFixture {

    /** How many rows of a table belong to a connection, asked of the database itself. */
    long rows(String table, String connection);

    @Test
    default void membersOfADeletedGroupAreSweptInPieces() {
        World world = world();
        StoredResource group = world.group("large");
        String[] values = new String[95];
        for (int i = 0; i < values.length; i++) {
            values[i] = "m-%03d".formatted(i);
        }
        world.add(group, values);
        StoredResource kept = world.group("kept");
        world.add(kept, "m-001");
        storage().write(Share.HOUSE, group.id(), s -> {
            s.resources().delete(s.resources().find(world.connection, "Group", group.id()).orElseThrow(), false);
            return true;
        });
        long before = rows("member", world.connection.value());
        Tidy.up(storage());
        assertThat(rows("member", world.connection.value())).as("somebody may still be reading them").isEqualTo(before);
        clock().advance(Duration.ofMinutes(11));
        assertThat(Tidy.piece(storage(), new Chore.SweepMembers(), Tidy.NOTHING_EXPIRES)).isTrue();
        assertThat(rows("member", world.connection.value())).isBetween(before - 10, before - 1);
        Tidy.up(storage());

        assertThat(rows("member", world.connection.value())).isEqualTo(1);
        assertThat(rows("membership_generation", world.connection.value())).isZero();
        assertThat(world.memberValues(kept)).containsExactly("m-001");
    }

    @Test
    default void aGenerationThatIsBeingFilledIsKeptForADay() {
        World world = world();
        StoredResource group = world.group("g");
        storage().write(Share.HOUSE, group.id(), s -> s.members()
                .add(world.connection, group.id(),
                        s.generations().create(world.connection, group.id()), World.members("a", "b")));
        Tidy.up(storage());
        assertThat(rows("member", world.connection.value())).isEqualTo(2);
        clock().advance(Duration.ofHours(25));
        Tidy.up(storage());
        assertThat(rows("member", world.connection.value())).isZero();
    }

    @Test
    default void nothingIsLeftOfADeletedConnection() {
        World world = world();
        World other = world();
        fill(world);
        fill(other);
        storage().write(Share.HOUSE, "c", s -> s.connections().delete(world.connection));
        Tidy.up(storage());

        List<String> tables = List.of("member", "resource", "resource_entry", "resource_count", "resource_range",
                "membership_generation", "tombstone", "change", "change_reader", "request_log", "request_body",
                "request_log_block", "request_log_late",
                "log_dropped", "undeclared_name", "undeclared_name_use", "token", "kept_user", "retired_subject",
                "overlay", "departure_window", "setup_link", "declaration");
        assertThat(tables).allSatisfy(table -> assertThat(rows(table, world.connection.value())).as(table).isZero());
        assertThat(rows("dropped_connection", world.connection.value())).isEqualTo(1);
        assertThat(rows("resource", other.connection.value())).isEqualTo(32);
        assertThat(storage().<Long>read(Share.HOUSE,
                s -> s.resources().count(other.connection, "User", new Condition.All(), 1_000_000))).isEqualTo(30);
        clock().advance(Duration.ofHours(2));
        Tidy.up(storage());
        assertThat(rows("dropped_connection", world.connection.value())).isZero();
    }

    @Test
    default void ofManyDroppedConnectionsALookAsksAboutAFewAndAllAreSweptInTheEnd() {
        List<World> worlds = IntStream.range(0, 104).mapToObj(i -> world()).toList();
        worlds.forEach(world -> storage().write(Share.HOUSE, "c", s -> {
            s.undeclaredNames().remember(world.connection, "User", List.of("color"), new UndeclaredNameLimit(9, 99));
            return s.connections().delete(world.connection);
        }));
        assertThat(storage().<List<Chore>>read(Share.HOUSE, s -> s.upkeep().due())
                .stream()
                .filter(Chore.SweepConnection.class::isInstance)).hasSizeBetween(1, 100);
        clock().advance(Duration.ofHours(2));
        for (int round = 0; round < 3; round++) {
            Tidy.up(storage());
        }
        assertThat(worlds).allSatisfy(
                world -> assertThat(rows("undeclared_name", world.connection.value())).isZero());
    }

    @Test
    default void oldLogRowsAndChangesGo() {
        World world = world();
        StoredResource user = world.user("u");
        for (int i = 0; i < 30; i++) {
            Instant time = World.START.plusSeconds(i);
            ChangeRecord template = world.change("c" + i, 0, true, user, i);
            ChangeRecord change = new ChangeRecord(world.connection, "c" + i, 0, true, template.subject(), "updated", i,
                    time, template.cause(), "[]");
            RequestLogEntry entry = world.logEntry("l-%02d".formatted(i), time, 200);
            storage().write(Share.HOUSE, user.id(), s -> {
                s.changes().append(change);
                s.log().append(List.of(entry));
                return true;
            });
        }
        Tidy.up(storage(), new Expiry(World.START.plusSeconds(25), World.START.plusSeconds(20)));
        assertThat(storage().read(Share.HOUSE,
                (ReadSession s) -> s.log()
                        .list(new LogQuery(world.connection, Optional.empty(), 0, 999,
                                Optional.empty(), 99))))
                .extracting(RequestLogEntry::id)
                .containsExactly("l-29", "l-28", "l-27", "l-26", "l-25");
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.changes().page(world.connection, "", 99)).changes())
                .extracting(ChangeRecord::id)
                .startsWith("c20")
                .hasSize(10);
    }

    @Test
    default void whatTheProductHasOfDeletedPeopleGoesAfterItsTimeInPieces() {
        World world = world();
        World other = world();
        for (int i = 0; i < 24; i++) {
            keep(world, "u" + i, Duration.ofDays(1));
        }
        StoredResource last = keep(world, "last", Duration.ofDays(9));
        keep(other, "u", Duration.ofDays(1));
        Tidy.up(storage());
        assertThat(rows("kept_user", world.connection.value())).isEqualTo(25);
        clock().advance(Duration.ofDays(2));
        assertThat(
                storage().read(Share.HOUSE, (ReadSession s) -> s.upkeep().expired("", 99, Tidy.NOTHING_EXPIRES)).due())
                .contains(world.connection, other.connection);
        assertThat(Tidy.piece(storage(), new Chore.Expire(world.connection), Tidy.NOTHING_EXPIRES)).isTrue();
        assertThat(rows("kept_user", world.connection.value())).as("a piece").isBetween(2L, 24L);
        Tidy.up(storage());
        for (String table : List.of("kept_user", "overlay", "identity")) {
            assertThat(rows(table, world.connection.value())).as(table).isEqualTo(1);
            assertThat(rows(table, other.connection.value())).as(table).isZero();
        }
        assertThat(storage().<Boolean>write(Share.HOUSE, last.id(),
                s -> s.identities().forgetKept(world.connection, last.id()))).isTrue();
        for (String table : List.of("kept_user", "overlay", "identity")) {
            assertThat(rows(table, world.connection.value())).as(table).isZero();
        }
        assertThat(rows("retired_subject", world.connection.value())).as("a user_id is nobody else's").isEqualTo(25);
    }

    private StoredResource keep(World world, String name, Duration lasting) {
        Instant until = clock().instant().plus(lasting);
        StoredResource user = world.user(name);
        PersonKey person = new PersonKey(world.connection, user.id());
        return storage().write(Share.HOUSE, user.id(), s -> {
            s.overlays().put(new StoredOverlay(person, 1, true, Optional.empty(), "{}"));
            s.identities().add(person, "sub of " + name);
            StoredResource row = s.resources().find(world.connection, "User", user.id()).orElseThrow();
            s.identities().keep(person, new KeptSubject("externalId", "subject of " + name), until);
            s.resources().delete(row, false);
            return row;
        });
    }

    private void fill(World world) {
        keep(world, "kept", Duration.ofDays(30));
        storage().write(Share.HOUSE, "departures", s -> s.connections().lockDepartures(world.connection));
        for (int i = 0; i < 30; i++) {
            world.put(world.resource("User", "u" + i), new IndexKeys("u" + i, Optional.empty(), Optional.empty(), true,
                    Optional.empty(), List.of(new Entry("emails.value", "u" + i, ""))));
        }
        StoredResource group = world.group("g");
        StoredResource leaving = world.group("leaving");
        StoredResource gone = world.group("gone");
        world.add(group, "a", "b");
        world.add(leaving, "a");
        storage().write(Share.HOUSE, group.id(), s -> {
            s.resources().delete(s.resources().find(world.connection, "Group", gone.id()).orElseThrow(), true);
            s.changes().append(world.change("c", 0, true, group, 2));
            s.log().append(List.of(world.logEntry("l", World.START, 200)));
            s.log().addDropped(world.connection, 1);
            s.undeclaredNames().remember(world.connection, "User", List.of("a"), new UndeclaredNameLimit(9, 9));
            s.generations().create(world.connection, group.id());
            s.declarations().put(world.connection, DeclarationRowContract.schema("level"));
            s.setupLinks().insert(SetupLinkContract.link(world.connection, world.connection.value(), World.START));
            return true;
        });
        String position = storage().read(Share.HOUSE, s -> s.changes().page(world.connection, "", 9)).position();
        storage().write(Share.HOUSE, "reader", s -> s.changeReaders()
                .register(
                        new ChangeReader(Optional.of(world.connection), "test", position,
                                World.START.plusSeconds(60))));
    }
}
