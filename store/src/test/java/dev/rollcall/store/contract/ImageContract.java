package dev.rollcall.store.contract;

import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeImage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StoredOverlay;
import dev.rollcall.directory.storage.StoredResource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a record keeps so that its subject can be shown at that version, and how records are found again. */
interface ImageContract extends StorageFixture {

    @Test
    default void aRecordShowsItsSubjectAsItWasAlsoWhenLaterChangesAreThere() {
        World world = world();
        StoredResource user = world.resource("User", "ada");
        String before = end();
        storage().write(Share.of(world.connection), user.id(), s -> {
            s.resources().insert(user, World.keys("ada"), Optional.of("tail-of-ada"));
            s.changes().append(record(world, user, "created", 1));
            return true;
        });
        StoredResource second = World.next(user, "second");
        storage().write(Share.of(world.connection), user.id(), s -> {
            s.resources().update(second, World.keys("second"));
            s.overlays()
                    .put(new StoredOverlay(new PersonKey(world.connection, user.id()), 1, true,
                            Optional.of(World.START.plusSeconds(5)), "{\"app_metadata\":{\"a b\":1}}"));
            s.changes().append(record(world, user, "updated", 2));
            return true;
        });
        StoredResource third = World.next(second, "third");
        storage().write(Share.of(world.connection), user.id(), s -> {
            s.resources().update(third, World.keys("third"));
            s.changes().append(record(world, user, "updated", 3));
            s.changes().append(record(world, user, "deleted", 4));
            s.resources().delete(third, false);
            return true;
        });
        List<ChangeRecord> records = storage()
                .read(Share.HOUSE, (ReadSession s) -> s.changes().pageWithImages(before, 99))
                .changes();
        ChangeImage.Beside overlay = new ChangeImage.Beside(true, Optional.of(World.START.plusSeconds(5)),
                "{\"app_metadata\":{\"a b\":1}}");
        assertThat(records).extracting(ChangeRecord::image)
                .containsExactly(
                        image(user, Optional.empty(), Optional.empty()),
                        image(user, Optional.of(overlay), Optional.of(text(second))),
                        image(user, Optional.of(overlay), Optional.of(text(third))),
                        image(user, Optional.of(overlay), Optional.empty()));
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.changes().page(before, 99)).changes())
                .extracting(ChangeRecord::image)
                .containsOnly(image(user, Optional.empty(), Optional.empty()));
    }

    private static ChangeImage image(
            StoredResource user, Optional<ChangeImage.Beside> overlay, Optional<String> document) {
        return new ChangeImage(Optional.of(user.created()), Optional.of("tail-of-ada"), Optional.empty(), overlay,
                document);
    }

    private static ChangeRecord record(World world, StoredResource user, String action, long version) {
        ChangeRecord like = world.change("change-" + version, 0, true, user, version);
        return new ChangeRecord(like.connection(), like.id(), 0, true, like.subject(), action, version, like.time(),
                like.cause(), like.plan());
    }

    private static String text(StoredResource resource) {
        return new String(resource.document(), StandardCharsets.UTF_8);
    }

    private String end() {
        return storage().read(Share.HOUSE, (ReadSession s) -> s.changes().end());
    }

    @Test
    default void aPageEndsEarlyWhenItsImagesAreLarge() {
        World world = world();
        StoredResource user = world.user("large");
        String before = end();
        byte[] document = ("{\"userName\":\"large\",\"pad\":\"" + "x".repeat(3 << 20) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        for (int version = 2; version <= 5; version++) {
            StoredResource next = new StoredResource(world.connection, "User", user.id(), version, user.created(),
                    World.START, 0, document);
            long now = version;
            storage().write(Share.of(world.connection), user.id(), s -> {
                s.resources().update(next, World.keys("large"));
                s.changes().append(record(world, next, "updated", now));
                return true;
            });
        }
        ChangeFeedPage light = storage().read(Share.HOUSE, (ReadSession s) -> s.changes().page(before, 99));
        assertThat(light.changes()).hasSize(4);
        ChangeFeedPage heavy = storage().read(Share.HOUSE, (ReadSession s) -> s.changes().pageWithImages(before, 99));
        assertThat(heavy.changes()).hasSize(3);
        List<EventId> places = light.changes().stream().map(change -> change.place().orElseThrow()).toList();
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.changes().at(places))).hasSize(3);
    }

    @Test
    default void eachRecordIsFoundAgainByItsPlace() {
        World world = world();
        StoredResource group = world.group("g");
        String before = end();
        append(world.change("first", 0, true, group, 2));
        for (int part = 0; part < 3; part++) {
            append(world.change("large", part, part == 2, group, 3));
        }
        append(world.change("last", 0, true, group, 4));
        List<ChangeRecord> records = storage().read(Share.HOUSE, (ReadSession s) -> s.changes().page(before, 99))
                .changes();
        assertThat(records).extracting(record -> record.id() + record.part())
                .containsExactly("first0", "large0", "large1", "large2", "last0");
        List<EventId> places = records.stream().map(record -> record.place().orElseThrow()).toList();
        assertThat(places).isSorted().doesNotHaveDuplicates();
        List<EventId> events = new ArrayList<>(places.reversed());
        events.add(places.get(1).plus(7));
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.changes().at(events))).isEqualTo(records);
        for (int i = 0; i < records.size(); i++) {
            EventId event = places.get(i).plus(3);
            ChangeFeedPage page = storage().read(Share.HOUSE,
                    (ReadSession s) -> s.changes().page(s.changes().before(event), 1));
            assertThat(page.changes()).containsExactly(records.get(i));
        }
        assertThat(storage().<Integer>read(Share.HOUSE, s -> s.changes().behind(before, 99))).isEqualTo(3);
        assertThat(storage().<Integer>read(Share.HOUSE, s -> s.changes().behind(before, 2))).isEqualTo(2);
        EventId reached = storage().read(Share.HOUSE, (ReadSession s) -> s.changes().reached());
        append(world.change("later", 0, true, group, 5));
        EventId later = storage().read(Share.HOUSE, (ReadSession s) -> s.changes()
                .page(s.changes().before(places.getLast().plus(1)), 9)).changes().getLast().place().orElseThrow();
        assertThat(places.getLast()).isLessThanOrEqualTo(reached);
        assertThat(reached).isLessThan(later);
        assertThat(EventId.atEnd(reached, 5)).isBetween(places.getLast(), later);
    }

    private void append(ChangeRecord change) {
        storage().write(Share.of(change.connection()), change.resourceId(), s -> {
            s.changes().append(change);
            return true;
        });
    }

    @Test
    default void aPlaceIsFoundByItsTime() {
        World world = world();
        Instant begin = World.START.plus(Duration.ofDays(1_000));
        for (int i = 0; i < 40; i++) {
            ChangeRecord like = world.change("t-%02d".formatted(i), 0, true, world.resource("User", "u"), 1);
            append(new ChangeRecord(like.connection(), like.id(), 0, true, like.subject(), "updated", 1,
                    begin.plus(Duration.ofMinutes(10L * i)), like.cause(), like.plan()));
        }
        ChangeFeedPage page = storage().read(Share.HOUSE, (ReadSession s) -> s.changes()
                .page(s.changes().since(begin.plus(Duration.ofMinutes(255))), 99));
        assertThat(page.changes()).extracting(ChangeRecord::id).startsWith("t-26").hasSize(14);
        String future = storage().read(Share.HOUSE,
                (ReadSession s) -> s.changes().since(begin.plus(Duration.ofDays(9))));
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.changes().page(future, 99)).changes()).isEmpty();
    }
}
