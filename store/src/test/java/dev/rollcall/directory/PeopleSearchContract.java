package dev.rollcall.directory;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.person.PersonLimits;
import dev.rollcall.directory.person.PersonPage;
import dev.rollcall.directory.person.PersonQuery;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.person.PersonSettings;
import dev.rollcall.directory.person.SignInRules;
import dev.rollcall.directory.person.query.ProfileQueryParser;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageHealth;
import dev.rollcall.directory.storage.StoredOverlay;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.mapping.Mapping;
import dev.rollcall.mapping.ProfileRows;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.message.Urns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.USER;
import static dev.rollcall.directory.House.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** That searches lose nobody, and what they cost, on every engine. */
@Timeout(300)
abstract class PeopleSearchContract {
    private WatchedStorage watched;
    private House house;
    private PersonSearch search;

    abstract Storage store();

    @BeforeEach
    void openHouse(TestInfo test) {
        watched = new WatchedStorage(store());
        house = new House(watched.storage(), test.getDisplayName().hashCode());
        search = new PersonSearch(house.people());
    }

    /** A page that is cut because its people are large goes on behind the last one, in the same connection. */
    @Test
    void pagesByCursorsLoseNobodyHoweverLargeTheyAre() {
        House second = house.withConnection(Strategy.OKTA);
        List<String> expected = new ArrayList<>();
        for (House each : List.of(house, second)) {
            for (int i = 0; i < 7; i++) {
                expected.add(each.userId(large(each, "u" + i)).toString());
            }
        }
        PersonSearch small = search(limits(150_000, Duration.ofSeconds(30), 1_000));
        for (PersonSearch each : List.of(search, small)) {
            for (String q : List.of("", "NOT name:x")) {
                List<String> walked = new ArrayList<>();
                Optional<PersonKey> from = Optional.of(new PersonKey(house.connection().id(), ""));
                PersonPage page;
                do {
                    page = each.list(house.caller(), new PersonQuery(Optional.empty(), ProfileQueryParser.parse(q),
                            IndexColumn.ID, false, false, from, 0, 5));
                    page.profiles().forEach(profile -> walked.add(profile.path("user_id").stringValue()));
                    from = page.last();
                } while (page.more());
                assertThat(walked).containsSubsequence(expected).doesNotHaveDuplicates();
            }
        }
        assertThatExceptionOfType(DirectoryException.class)
                .isThrownBy(() -> list(small, "", IndexColumn.ID, 0))
                .withMessageContaining("limits.profile-page-bytes");
    }

    @Test
    void aPageBeyondTheEndIsEmpty() {
        house.user("ada");
        for (IndexColumn order : List.of(IndexColumn.ID, IndexColumn.CREATED)) {
            PersonPage page = list(search, "", order, 5_000_000_000L);
            assertThat(page.profiles()).isEmpty();
            assertThat(page.total()).isEqualTo(1);
        }
    }

    @Test
    void anAddressThatVeryManyHaveIsStillFoundInTheLastConnection() {
        String info = "info" + house.connection().name() + "@acme.example";
        IntStream.range(0, 101)
                .forEach(i -> create(house, "u" + i, "'emails':[{'type':'home','value':'" + info + "'}]"));
        House second = house.withConnection(Strategy.OKTA);
        String id = create(second, "second", "'emails':[{'type':'work','primary':true,'value':'" + info + "'}]");
        PersonPage page = search.list(house.caller(), new PersonQuery(Optional.empty(),
                ProfileQueryParser.parse("email:\"" + info + "\""), IndexColumn.ID, false, true, Optional.empty(), 0,
                100));
        assertThat(page.profiles()).extracting(profile -> profile.path("user_id").stringValue())
                .contains(second.userId(id).toString());
        assertThat(page.total()).isEqualTo(page.profiles().size());
        assertThatExceptionOfType(DirectoryException.class)
                .isThrownBy(() -> search.withEmail(house.caller(), info))
                .withMessageContaining("connection=NAME");
    }

    /** What the product's own value may stand in front of is not found by SCIM's alone. */
    @Test
    void whatTheOverlayShowsIsFound() {
        Mapping mapping = Mapping.parse(ProfileRows.read(json("{'rows':[{'scim':'displayName','auth0':'name',"
                + "'direction':'in','edit':'overlay'}]}").path("rows")));
        People people = people((session, connection) -> new PersonSettings(UserIdAttribute.of(connection), mapping,
                SignInRules.DEFAULTS), Clock.systemUTC(), PersonLimits.defaults());
        PersonSearch own = new PersonSearch(people);
        String id = create(house, "ada", "'displayName':'Somebody'");
        String other = create(house, "bob", "'displayName':'Bob'");
        new PersonEdits(people).patch(house.caller(), house.userId(id), json("{'name':'Ada'}"));
        assertThat(ids(list(own, "name:\"Ada\"", IndexColumn.ID, 0))).containsExactly(id);
        assertThat(ids(list(own, "name:\"Somebody\"", IndexColumn.ID, 0))).isEmpty();
        assertThat(ids(list(own, "name:b*", IndexColumn.ID, 0))).containsExactly(other);
    }

    /** Both kinds are longer than a stretch of candidates, and mixed. */
    @Test
    void whoIsBlockedAndWhoIsInactiveComeInOneOrder() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 520; i++) {
            boolean inactive = i < 300 ? i % 2 == 0 : i % 4 != 0;
            boolean blocked = i < 220 || i >= 480 && i % 4 == 0;
            String id = create(house, "u" + i, inactive ? "'active':false" : "'active':true");
            if (blocked) {
                PersonKey person = new PersonKey(house.connection().id(), id);
                house.storage.write(Share.HOUSE, id, session -> session.overlays()
                        .put(new StoredOverlay(person, 1, true, Optional.empty(), "{}")));
            }
            if (inactive || blocked) {
                expected.add(id);
            }
        }
        List<String> walked = new ArrayList<>();
        for (int page = 0; page < 5; page++) {
            PersonPage found = list(search, "blocked:true", IndexColumn.ID, page * 100L);
            assertThat(found.total()).isEqualTo(expected.size());
            walked.addAll(ids(found));
        }
        assertThat(walked).isEqualTo(expected);
        assertThat(list(search, "blocked:true", IndexColumn.CREATED, 0).total()).isEqualTo(expected.size());
        assertThat(list(search, "blocked:true AND username:u4", IndexColumn.ID, 0).total()).isLessThan(2);
    }

    @Test
    void profilesAreComputedWhileNoSnapshotIsHeld() {
        IntStream.range(0, 5).forEach(i -> create(house, "u" + i, "'displayName':'Name'"));
        ThreadLocal<Boolean> reading = ThreadLocal.withInitial(() -> false);
        AtomicInteger asked = new AtomicInteger();
        Clock outside = new AskedClock(() -> {
            asked.incrementAndGet();
            assertThat(reading.get()).as("a profile is made of the time, and none may be made in a session").isFalse();
        });
        People usual = people(defaults(), outside, PersonLimits.defaults());
        PersonSearch own = new PersonSearch(new People(new Reading(usual.storage(), reading), usual.resources(),
                usual.settings(), usual.clock(), usual.ids(), usual.turns(), usual.limits()));
        assertThat(list(own, "", IndexColumn.ID, 0).total()).isEqualTo(5);
        assertThat(list(own, "given_name:x", IndexColumn.ID, 0).total()).isZero();
        own.withEmail(house.caller(), "nobody@acme.example");
        assertThat(asked).hasPositiveValue();
    }

    @Test
    void aSearchWhoseProfilesTakeTooLongIsRefused() {
        IntStream.range(0, 5).forEach(i -> create(house, "u" + i, "'displayName':'Name'"));
        AtomicInteger seconds = new AtomicInteger();
        Clock ticking = new AskedClock(seconds::incrementAndGet) {
            @Override
            public Instant instant() {
                return super.instant().plusSeconds(seconds.get());
            }
        };
        for (String q : List.of("", "given_name:x")) {
            PersonSearch slow = new PersonSearch(people(defaults(), ticking,
                    limits(1 << 20, Duration.ofSeconds(3), 1_000)));
            assertThatExceptionOfType(ScimException.class).isThrownBy(() -> list(slow, q, IndexColumn.ID, 0))
                    .withMessageContaining("limits.profile-search-time");
        }
    }

    @Test
    void whatIsBesideTheRowsIsReadForAllOfThemAtOnce() {
        IntStream.range(0, 30).forEach(i -> create(house, "u" + i, "'displayName':'Name'"));
        AtomicInteger calls = new AtomicInteger();
        watched.listen(method -> calls.incrementAndGet());
        for (String q : List.of("", "given_name:x")) {
            calls.set(0);
            list(search, q, IndexColumn.ID, 0);
            assertThat(calls).as(q).hasValueLessThan(30);
        }
    }

    @Test
    void noMoreConnectionsAreReadThanMayBeLookedAt() {
        IntStream.range(0, 5).forEach(i -> house.withConnection(Strategy.OKTA));
        PersonSearch one = search(limits(1 << 20, Duration.ofSeconds(30), 2));
        watched.forget();
        assertThatExceptionOfType(DirectoryException.class)
                .isThrownBy(() -> one.list(house.caller(), new PersonQuery(Optional.empty(), Optional.empty(),
                        IndexColumn.ID, false, true, Optional.empty(), 0, 5)))
                .withMessageContaining("limits.search-connections");
        assertThat(watched.mostRows()).isEqualTo(3);
    }

    @Test
    void aPageBehindAConnectionThatIsGoneIsRefusedRatherThanTheEnd() {
        House other = house.withConnection(Strategy.OKTA);
        PersonKey last = new PersonKey(other.connection().id(), other.user("u"));
        house.connections.delete(other.connection().id(), Actor.COMMAND_LINE);
        assertThatExceptionOfType(DirectoryException.class)
                .isThrownBy(() -> search.list(house.caller(), new PersonQuery(Optional.empty(), Optional.empty(),
                        IndexColumn.ID, false, false, Optional.of(last), 0, 5)))
                .withMessageContaining("was deleted");
    }

    private PersonPage list(PersonSearch search, String q, IndexColumn order, long offset) {
        return search.list(house.caller(), new PersonQuery(Optional.of(house.connection().name()),
                ProfileQueryParser.parse(q), order, false, true, Optional.empty(), offset, 100));
    }

    private static List<String> ids(PersonPage page) {
        return page.profiles()
                .stream()
                .map(profile -> profile.path("identities").path(0).path("scim_id").stringValue())
                .toList();
    }

    private PersonSearch search(PersonLimits limits) {
        return new PersonSearch(people(defaults(), Clock.systemUTC(), limits));
    }

    private static PersonSettings.Source defaults() {
        return (session, connection) -> PersonSettings.defaults(connection);
    }

    private People people(PersonSettings.Source settings, Clock clock, PersonLimits limits) {
        People usual = house.people(settings, clock);
        return new People(usual.storage(), usual.resources(), settings, clock, usual.ids(), usual.turns(), limits);
    }

    private static PersonLimits limits(int pageBytes, Duration searchTime, int connections) {
        return new PersonLimits(256 << 10, 64 << 10, pageBytes, searchTime, connections, Duration.ofDays(30));
    }

    private static String large(House of, String name) {
        return create(of, name, "'displayName':'Name','nickName':'" + "n".repeat(40_000) + "'");
    }

    private static String create(House of, String userName, String attributes) {
        ObjectNode made = of.create(USER,
                "{'schemas':['" + Urns.USER + "'],'userName':'" + userName + "'," + attributes + "}");
        return made.path("id").stringValue();
    }

    /** The system's clock, which tells each time it is asked. */
    private static class AskedClock extends Clock {
        private final Runnable asked;

        AskedClock(Runnable asked) {
            this.asked = asked;
        }

        @Override
        public Instant instant() {
            asked.run();
            return Instant.parse("2026-03-01T12:00:00Z");
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

    /** Tells a thread's clock whether the thread holds a snapshot. */
    private record Reading(Storage storage, ThreadLocal<Boolean> reading) implements Storage {
        @Override
        public <T> T read(Share share, Function<ReadSession, T> work) {
            return storage.read(share, session -> {
                reading.set(true);
                try {
                    return work.apply(session);
                } finally {
                    reading.set(false);
                }
            });
        }

        @Override
        public <T> T write(Share share, String lane, Function<WriteSession, T> work) {
            return storage.write(share, lane, work);
        }

        @Override
        public StorageHealth health() {
            return storage.health();
        }

        @Override
        public String engine() {
            return storage.engine();
        }

        /** Whoever opened the store closes it. */
        @Override
        public void close() {}
    }
}
