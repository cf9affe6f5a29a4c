package dev.rollcall.store.contract;

import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Expiry;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StoredResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The record waits for its readers, and no longer than they asked for. */
interface ChangeReaderContract extends StorageFixture {

    @Test
    default void aReaderIsRegisteredMovedAndRemoved() {
        World world = world();
        ChangeReader reader = reader(Optional.of(world.connection), "", 60);
        ChangeReader moved = new ChangeReader(reader.connection(), "test", "7.7", reader.leaseUntil().plusSeconds(1));

        assertThat(move(reader)).isFalse();
        assertThat(register(reader)).isTrue();
        assertThat(register(moved)).isFalse();
        assertThat(readers(world)).containsExactly(reader);
        assertThat(move(moved)).isTrue();
        assertThat(readers(world)).containsExactly(moved);
        assertThat(readers(world())).isEmpty();
        assertThat(storage().<List<ChangeReader>>read(Share.HOUSE, s -> s.changeReaders().all(10_000))).contains(moved);
        assertThat(storage().<List<ChangeReader>>read(Share.HOUSE, s -> s.changeReaders().all(1))).hasSize(1);
        assertThat(
                storage().<Boolean>write(Share.HOUSE, "reader",
                        s -> s.changeReaders().remove(reader.connection(), "test")))
                .isTrue();
        assertThat(
                storage().<Boolean>write(Share.HOUSE, "reader",
                        s -> s.changeReaders().remove(reader.connection(), "test")))
                .isFalse();
        assertThat(move(moved)).isFalse();
    }

    @Test
    default void aReaderAtANonsensicalPositionIsRefused() {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> register(reader(Optional.of(world().connection), "here", 60)));
    }

    @Test
    default void changesWaitForAReaderWhoseLeaseLasts() {
        World world = filled();
        register(reader(Optional.of(world.connection), behind(world, 5), 60));
        expire();
        assertThat(ids(world)).startsWith("c5").hasSize(11);
    }

    @Test
    default void changesWaitForAReaderOfAllConnections() {
        World world = filled();
        register(reader(Optional.empty(), behind(world, 7), 60));
        expire();
        assertThat(ids(world)).startsWith("c7").hasSize(9);
        storage().write(Share.HOUSE, "reader", s -> s.changeReaders().remove(Optional.empty(), "test"));
    }

    @Test
    default void aReaderWhoseLeaseIsOverHoldsNothingBackAndIsToldSo() {
        World world = filled();
        ChangeReader lapsed = reader(Optional.of(world.connection), behind(world, 5), 60);
        register(lapsed);
        clock().advance(Duration.ofSeconds(61));
        expire();
        assertThat(ids(world)).containsExactly("newest");
        assertThat(move(lapsed)).isFalse();
    }

    @Test
    default void aReaderWhoseLeaseIsOverButWhoMissedNothingGoesOn() {
        World world = filled();
        ChangeReader lapsed = reader(Optional.of(world.connection), behind(world, 15), 60);
        register(lapsed);
        clock().advance(Duration.ofSeconds(61));
        expire();
        assertThat(move(lapsed)).isTrue();
    }

    @Test
    default void theLastPartOfAChangeKeepsTheOthersForAReaderWhoHasNotReadIt() {
        World world = world();
        StoredResource group = world.group("g");
        append(world.change("large", 0, false, group, 2));
        append(world.change("small", 0, true, group, 2));
        append(world.change("large", 1, false, group, 2));
        append(world.change("large", 2, true, group, 3));
        newest(world);
        // It has read past the first part's row, and then one of the parts.
        String small = behind(world, 1);
        register(reader(Optional.of(world.connection), small, 60));
        expire();
        assertThat(parts(world)).containsExactly("large0", "large1", "large2", "newest0");

        String within = storage().read(Share.HOUSE, s -> s.changes().page(world.connection, small, 1)).position();
        move(reader(Optional.of(world.connection), within, 60));
        expire();
        assertThat(parts(world)).containsExactly("large0", "large1", "large2", "newest0");
        assertThat(
                storage().read(Share.HOUSE, (ReadSession s) -> s.changes().page(world.connection, within, 1)).changes())
                .extracting(ChangeRecord::part)
                .containsExactly(1);

        move(reader(Optional.of(world.connection), behind(world, 3), 60));
        expire();
        assertThat(parts(world)).containsExactly("newest0");
        assertThat(rowsOf(world)).isEqualTo(1);
    }

    @Test
    default void partsWhoseLastOneIsMissingAreKeptWhileTheyAreYoung() {
        World world = world();
        StoredResource group = world.group("g");
        append(world.change("abandoned", 0, false, group, 2));
        newest(world);
        expire();
        assertThat(rowsOf(world)).isEqualTo(2);
        expireBefore(World.START.plus(Duration.ofHours(24)).plusSeconds(1));
        assertThat(parts(world)).containsExactly("newest0");
        assertThat(rowsOf(world)).isEqualTo(1);
    }

    @Test
    default void partsAreTakenBackWhenTheirLastOneWillNotCome() {
        World world = world();
        StoredResource group = world.group("g");
        append(world.change("given-up", 0, false, group, 2));
        append(world.change("other", 0, true, group, 2));
        storage().write(Share.HOUSE, "x", s -> {
            s.changes().discard(world.connection, "given-up");
            return true;
        });
        assertThat(rowsOf(world)).isEqualTo(1);
    }

    @Test
    default void theDeletionOfAConnectionIsFollowedAfterItIsSwept() {
        World world = filled();
        String before = storage().read(Share.HOUSE, s -> s.changes().end());
        ChangeRecord deleted = world.change("gone", 0, true, world.resource("Connection", "acme"), 1);
        storage().write(Share.HOUSE, world.connection.value(), s -> {
            s.connections().delete(world.connection);
            s.changes().append(deleted);
            return true;
        });
        newest(world());
        Tidy.up(storage());
        assertThat(rowsOf(world)).isEqualTo(1);
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.changes().page(before, 1)).changes())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("mapping", "place", "image")
                .containsExactly(deleted);
        clock().advance(Duration.ofHours(2));
        expire();
        assertThat(rowsOf(world)).isZero();
    }

    /** How many rows of a table belong to a connection, asked of the database itself. */
    long rows(String table, String connection);

    private long rowsOf(World world) {
        return rows("change", world.connection.value());
    }

    /** A connection with 15 old changes and a new one. */
    private World filled() {
        World world = world();
        StoredResource user = world.user("u");
        for (int i = 0; i < 15; i++) {
            append(world.change("c" + i, 0, true, user, i));
        }
        newest(world);
        return world;
    }

    private void newest(World world) {
        ChangeRecord change = world.change("newest", 0, true, world.user("newest"), 1);
        append(new ChangeRecord(change.connection(), change.id(), 0, true, change.subject(), change.action(), 1,
                Instant.parse("2030-01-01T00:00:00Z"), change.cause(), change.plan()));
    }

    private void append(ChangeRecord change) {
        storage().write(Share.HOUSE, change.resourceId(), s -> {
            s.changes().append(change);
            return true;
        });
    }

    private String behind(World world, int records) {
        return storage().read(Share.HOUSE, s -> s.changes().page(world.connection, "", records)).position();
    }

    private List<String> ids(World world) {
        return all(world).stream().map(ChangeRecord::id).toList();
    }

    private List<String> parts(World world) {
        return all(world).stream().map(c -> c.id() + c.part()).toList();
    }

    private List<ChangeRecord> all(World world) {
        return storage().read(Share.HOUSE, (ReadSession s) -> s.changes().page(world.connection, "", 99).changes());
    }

    private List<ChangeReader> readers(World world) {
        return storage().read(Share.HOUSE, (ReadSession s) -> s.changeReaders().of(Optional.of(world.connection)));
    }

    private ChangeReader reader(Optional<ConnectionId> connection, String position, int seconds) {
        return new ChangeReader(connection, "test", position, clock().instant().plusSeconds(seconds));
    }

    private boolean register(ChangeReader reader) {
        return storage().<Boolean>write(Share.HOUSE, "reader", s -> s.changeReaders().register(reader));
    }

    private boolean move(ChangeReader reader) {
        return storage().<Boolean>write(Share.HOUSE, "reader", s -> s.changeReaders().move(reader));
    }

    private void expire() {
        expireBefore(World.START.plusSeconds(1));
    }

    private void expireBefore(Instant time) {
        Tidy.up(storage(), new Expiry(World.START, time));
    }
}
