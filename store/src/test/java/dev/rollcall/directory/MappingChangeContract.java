package dev.rollcall.directory;

import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.configuration.KeptMapping;
import dev.rollcall.directory.configuration.MappingSettings;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.person.ConnectionJobs;
import dev.rollcall.directory.storage.Expiry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.store.contract.Tidy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How a changed mapping reaches those who follow the changes, and which versions of it are kept, on every engine. */
abstract class MappingChangeContract {
    private static final String TITLE = rows("title", "app_metadata.title");
    private static final String NICK = rows("nickName", "nickname");
    private static final String TITLE_AS_ROLE = rows("title", "app_metadata.role");

    private House house;
    private ScimConfigurations configurations;

    abstract Storage storage();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(storage(), test.getDisplayName().hashCode());
        configurations = new ScimConfigurations(storage(), Clock.systemUTC(), house.random);
    }

    @Test
    void everyUserWhoseProfileDiffersIsToldOfOnceAndNobodyElse() throws Exception {
        set(house, TITLE);
        Set<String> titled = provision(house, 120, "title");
        provision(house, 120, "displayName");
        int records = house.changes().size();
        String one = titled.iterator().next();
        String before = house.get(USER, one).path("meta").toString();
        set(house, NICK);
        jobsNow(storage()).step();
        assertThat(house.changes()).as("transactions that began before are waited for").hasSize(records);

        finish(jobs(storage()));
        List<ChangeRecord> told = house.changes().subList(records, records + titled.size());
        assertThat(house.changes()).hasSize(records + titled.size());
        assertThat(told).extracting(ChangeRecord::resourceId).containsExactlyInAnyOrderElementsOf(titled);
        assertThat(told).allSatisfy(record -> {
            assertThat(record.action()).isEqualTo("updated");
            assertThat(record.version()).isEqualTo(1);
            assertThat(record.mapping()).isEqualTo(OptionalInt.of(2));
            assertThat(record.cause().actor()).isEqualTo(Actor.UPKEEP);
            assertThat(record.plan()).contains("urn:rollcall:params:mapped:app_metadata.title")
                    .contains("title-")
                    .doesNotContain("user_id");
        });
        assertThat(house.get(USER, one).path("meta")).hasToString(before);
        ConnectionJob job = job(house);
        assertThat(job.finishedAt()).isPresent();
        assertThat(job.tally()).isEqualTo(new ConnectionJob.Tally(240, 120, 0, 0));
        assertThat(house.changes().subList(0, records)).extracting(ChangeRecord::mapping)
                .containsOnly(OptionalInt.of(1));
    }

    @Test
    void aJobGoesOnWhereAnotherProcessLeftIt() throws Exception {
        set(house, TITLE);
        Set<String> titled = provision(house, 250, "title");
        set(house, NICK);
        for (int process = 0; job(house).finishedAt().isEmpty(); process++) {
            assertThat(process).isLessThan(200);
            ConnectionJobs jobs = jobs(storage());
            while (job(house).tally().seen() < Math.min(250, 100 * process) && jobs.step()) {
                // This process ends after its piece.
            }
            jobs.step();
        }
        assertThat(told(house)).hasSize(250).containsOnlyKeys(titled).containsValue(1L);
        assertThat(told(house).values()).containsOnly(1L);
    }

    @Test
    void severalNodesDoNothingTwice() throws Exception {
        set(house, TITLE);
        Set<String> titled = provision(house, 300, "title");
        set(house, NICK);
        List<Callable<Boolean>> nodes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            nodes.add(() -> {
                ConnectionJobs jobs = jobs(storage());
                while (job(house).finishedAt().isEmpty()) {
                    jobs.step();
                }
                return true;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> node : threads.invokeAll(nodes)) {
                assertThat(node.get()).isTrue();
            }
        }
        assertThat(told(house)).containsOnlyKeys(titled);
        assertThat(told(house).values()).containsOnly(1L);
        assertThat(job(house).tally().seen()).isEqualTo(300);
    }

    /** Half of them were told of the second version when the first one came back: they alone are told again. */
    @Test
    void whenTheMappingChangesAgainEverybodyIsToldFromWhatIsKnownOfHim() throws Exception {
        set(house, TITLE);
        provision(house, 250, "title");
        set(house, NICK);
        ConnectionJobs jobs = jobs(storage());
        while (job(house).tally().seen() == 0) {
            jobs.step();
        }
        long seen = job(house).tally().seen();
        assertThat(seen).isLessThan(250);
        configurations.rollBack(house.connection().id(), 1);
        finish(jobs(storage()));
        assertThat(told(house)).as("twice, there and back").hasSize((int) seen);
        assertThat(told(house).values()).containsOnly(2L);

        set(house, TITLE_AS_ROLE);
        finish(jobs(storage()));
        assertThat(told(house)).hasSize(250);
    }

    @Test
    void whoeverWasMadeSinceOrDeletedIsNotToldOf() throws Exception {
        set(house, TITLE);
        provision(house, 3, "title");
        String deleted = house.create(USER, user("gone", "title")).path("id").stringValue();
        set(house, NICK);
        house.delete(USER, deleted);
        // An hour ago: all of them were made since, under the mapping that is in force.
        Instant earlier = Instant.now().minus(Duration.ofHours(1));
        storage().write(Share.HOUSE, "test", session -> {
            session.jobs()
                    .put(ConnectionJob.begun(house.connection().id(), ConnectionJob.Kind.MAPPING, "1:", "2", earlier));
            return earlier;
        });
        finish(jobs(storage()));
        assertThat(told(house)).isEmpty();
    }

    @Test
    void connectionsTakeTurnsAndOneThatFailsKeepsNobodyWaiting() throws Exception {
        House large = house;
        House small = house.neighbour();
        House failing = house.neighbour();
        for (House each : List.of(large, small, failing)) {
            set(each, TITLE);
            provision(each, each == large ? 500 : 2, "title");
            set(each, NICK);
        }
        ConnectionJobs jobs = jobs(storage());
        RefusingStorage refusing = new RefusingStorage(storage());
        refusing.lanes().add("mapping " + failing.connection().id());
        jobs = jobs(refusing);
        int steps = 0;
        int failures = 0;
        while (job(small).finishedAt().isEmpty()) {
            assertThat(steps++).isLessThan(5);
            try {
                jobs.step();
            } catch (dev.rollcall.directory.storage.StorageException busy) {
                failures++;
            }
        }
        assertThat(job(large).finishedAt()).isEmpty();
        assertThat(failures).isLessThanOrEqualTo(1);
        refusing.lanes().clear();
        finish(jobs(refusing));
        assertThat(told(large)).hasSize(500);
        assertThat(told(failing)).hasSize(2);
    }

    @Test
    void versionsAreKeptWhileChangesNameThem() {
        ConnectionId id = house.connection().id();
        set(house, TITLE);
        house.user("ada");
        set(house, NICK);
        finish(jobs(storage()));
        for (int i = 0; i < 150; i++) {
            set(house, rows("title", "app_metadata.t" + i));
        }
        assertThat(versions(id)).as("the record of ada names the first one").hasSize(152).contains(1);
        // The change record expires; on every engine one row at least is left of all.
        house.neighbour().user("bob");
        ScimConfigurations soon = new ScimConfigurations(
                storage(), Clock.offset(Clock.systemUTC(), Duration.ofHours(2)), house.random);
        Tidy.up(storage(), new Expiry(Instant.EPOCH, Instant.now().plusSeconds(1)));
        soon.update(id, ConfigurationEdit.ofMapping(rows("title", "app_metadata.soon")), Actor.COMMAND_LINE);
        assertThat(versions(id)).as("followers still know ada by it").contains(2).doesNotContain(1);
        finish(new ConnectionJobs(storage(), Clock.offset(Clock.systemUTC(), Duration.ofHours(3)), house.ids,
                System::nanoTime));
        ScimConfigurations later = new ScimConfigurations(
                storage(), Clock.offset(Clock.systemUTC(), Duration.ofHours(2)), house.random);
        later.update(id, ConfigurationEdit.ofMapping(rows("title", "app_metadata.last")), Actor.COMMAND_LINE);
        assertThat(versions(id)).hasSize(100).doesNotContain(2).contains(154);
    }

    @Test
    void thereIsALimitOfVersions() {
        ConnectionId id = house.connection().id();
        ScimConfigurations limited = new ScimConfigurations(storage(), Clock.systemUTC(), house.random,
                new MappingSettings(3, 100, MappingLimits.defaults()));
        house.user("ada");
        for (int i = 0; i < 3; i++) {
            limited.update(id, ConfigurationEdit.ofMapping(rows("title", "app_metadata.t" + i)), Actor.COMMAND_LINE);
        }
        assertThatThrownBy(
                () -> limited.update(id, ConfigurationEdit.ofMapping(TITLE), Actor.COMMAND_LINE))
                .isInstanceOf(DirectoryException.class)
                .hasMessageContaining("limits.mapping-versions");
        assertThat(limited.rollBack(id, 2).configuration().mappingVersion()).isEqualTo(2);
    }

    private List<Integer> versions(ConnectionId id) {
        return configurations.versions(id).stream().map(KeptMapping::version).toList();
    }

    private void set(House where, String rows) {
        configurations.update(where.connection().id(), ConfigurationEdit.ofMapping(rows), Actor.COMMAND_LINE);
    }

    private static String rows(String scim, String profile) {
        return "[{\"scim\":\"userName\",\"auth0\":\"username\"},{\"scim\":\"" + scim + "\",\"auth0\":\"" + profile
                + "\"}]";
    }

    private static Set<String> provision(House where, int n, String attribute) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < n; i++) {
            ids.add(where.create(USER, user(attribute + i, attribute)).path("id").stringValue());
        }
        return ids;
    }

    private static String user(String name, String attribute) {
        return "{'schemas':['" + Urns.USER + "'],'userName':'" + name + "','" + attribute + "':'" + attribute + "-"
                + name + "'}";
    }

    /** How often each user was told of. */
    private static Map<String, Long> told(House where) {
        return where.changes()
                .stream()
                .filter(record -> record.plan().contains("urn:rollcall:params:mapped:"))
                .collect(Collectors.groupingBy(ChangeRecord::resourceId, Collectors.counting()));
    }

    private ConnectionJob job(House where) {
        return storage().read(Share.HOUSE, session -> session.jobs()
                .find(where.connection().id(), ConnectionJob.Kind.MAPPING)
                .orElseThrow());
    }

    private ConnectionJobs jobsNow(Storage on) {
        return new ConnectionJobs(on, Clock.systemUTC(), house.ids, System::nanoTime);
    }

    /** Those of a server whose clock is a minute ahead. */
    private ConnectionJobs jobs(Storage on) {
        return new ConnectionJobs(
                on, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)), house.ids, System::nanoTime);
    }

    private void finish(ConnectionJobs jobs) {
        int steps = 0;
        while (jobs.step()) {
            assertThat(steps++).as("it ends").isLessThan(1_000);
        }
    }
}
