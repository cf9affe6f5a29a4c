package dev.rollcall.directory;

import dev.rollcall.directory.person.MappingImpact;
import dev.rollcall.directory.person.MappingImpact.Difference;
import dev.rollcall.directory.person.MappingImpact.Example;
import dev.rollcall.directory.person.MappingImpact.Impact;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.person.PersonLimits;
import dev.rollcall.directory.person.PersonSettings;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.mapping.Mapping;
import dev.rollcall.mapping.ProfileRow;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;

/** What is said beforehand of a changed mapping, and how many users are looked at for it; the same on every engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteMappingImpactTest {
    private static final Mapping TITLE_AS_NICKNAME = Mapping.parse(
            List.of(ProfileRow.of("userName", "username"), ProfileRow.of("title", "nickname")));

    @TempDir
    private static Path folder;

    private Storage storage;
    private House house;

    /** A second later whenever it is asked. */
    private static final class HurriedClock extends Clock {
        private final Instant begin = Clock.systemUTC().instant();
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Instant instant() {
            return begin.plusSeconds(asked.incrementAndGet());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeAll
    void provision() {
        storage = MigratedSqlite.open(folder, StoreOptions.defaults());
        house = new House(storage, 1);
        for (int i = 0; i < 150; i++) {
            String title = i % 3 == 0 ? ",'title':'t" + i + "'" : "";
            house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'u" + i + "'" + title + "}");
        }
    }

    @AfterAll
    void close() {
        storage.close();
    }

    @Test
    void whoIsShownDifferentlyIsCountedAndTheFirstOnesAreTold() {
        Impact same = impact(house, Mapping.defaultFor(house.connection().strategy().keyword()));
        assertThat(same).isEqualTo(new Impact(150, 150, 0, true, List.of()));

        Mapping more = Mapping.parse(withRow(house, ProfileRow.of("title", "app_metadata.rank")));
        Impact impact = impact(house, more);
        assertThat(impact.users()).isEqualTo(150);
        assertThat(impact.seen()).isEqualTo(150);
        assertThat(impact.changed()).isEqualTo(50);
        assertThat(impact.complete()).isTrue();
        assertThat(impact.examples()).hasSize(MappingImpact.EXAMPLES);
        Example first = impact.examples().getFirst();
        assertThat(first.differences()).extracting(Difference::attribute)
                .containsExactlyInAnyOrder("app_metadata.title", "app_metadata.rank");
        Difference gone = first.differences().getFirst();
        assertThat(gone.before().orElseThrow().stringValue()).startsWith("t");
        assertThat(gone.after()).isEmpty();
        assertThat(impact(house, TITLE_AS_NICKNAME).examples().getFirst().differences())
                .extracting(Difference::attribute)
                .contains("nickname");
    }

    @Test
    void noMoreUsersAreLookedAtThanASearchMay() {
        Impact byCount = impact(house.withScan(120), TITLE_AS_NICKNAME);
        assertThat(byCount.seen()).isEqualTo(120);
        assertThat(byCount.users()).isEqualTo(150);
        assertThat(byCount.complete()).isFalse();
        assertThat(impact(house.withScan(150), TITLE_AS_NICKNAME).complete()).as("exactly as many as it may").isTrue();

        Impact byBytes = impact(house.withScanBytes(2_000), TITLE_AS_NICKNAME);
        assertThat(byBytes.seen()).isBetween(1L, 60L);
        assertThat(byBytes.complete()).isFalse();
    }

    @Test
    void noLongerThanASearchMay() {
        People people = house.people((session, connection) -> PersonSettings.defaults(connection), new HurriedClock());
        Impact impact = new MappingImpact(people)
                .of(Share.HOUSE, house.connection(), TITLE_AS_NICKNAME, Presence.ASSUMED);
        long seconds = PersonLimits.defaults().searchTime().toSeconds();
        assertThat(impact.complete()).isFalse();
        assertThat(impact.seen()).as("each user takes some seconds of %s", Duration.ofSeconds(seconds))
                .isBetween(1L, seconds);
    }

    private static Impact impact(House house, Mapping mapping) {
        return new MappingImpact(house.people())
                .of(Share.HOUSE, house.connection(), mapping, Presence.ASSUMED);
    }

    private static List<ProfileRow> withRow(House house, ProfileRow row) {
        List<ProfileRow> rows = new ArrayList<>(
                Mapping.defaultFor(house.connection().strategy().keyword()).rows());
        rows.removeIf(known -> known.scim().filter("title"::equals).isPresent());
        rows.add(row);
        return rows;
    }
}
