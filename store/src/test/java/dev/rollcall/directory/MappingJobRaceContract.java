package dev.rollcall.directory;

import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.person.ConnectionJobs;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.person.SignIn;
import dev.rollcall.directory.person.SignIns;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.message.Urns;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import static dev.rollcall.directory.House.USER;
import static dev.rollcall.directory.House.json;
import static org.assertj.core.api.Assertions.assertThat;

/** What is written beside users while those who follow the changes are told of a changed mapping, on every engine. */
abstract class MappingJobRaceContract {
    private static final String NAME = "{\"scim\":\"userName\",\"auth0\":\"username\"}";

    private WatchedStorage watched;
    private House house;
    private House node;
    private String ada;

    abstract Storage store();

    @BeforeEach
    void openHouse(TestInfo test) {
        watched = new WatchedStorage(store());
        house = new House(watched.storage(), test.getDisplayName().hashCode());
        node = house.through(store());
        set("[" + NAME + ",{\"scim\":\"title\",\"auth0\":\"app_metadata.zz\"}]");
        ada = house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'ada','externalId':'X-1','title':'old'}")
                .path("id")
                .stringValue();
        set("[" + NAME + "]");
    }

    @Test
    void whatAnAdministratorWritesMeanwhileIsToldLast() {
        finishAfter(() -> assertThat(new PersonEdits(node.people()).patch(node.caller(), house.userId(ada),
                json("{'app_metadata':{'zz':'mine'}}"))).isPresent());
        assertThat(told()).as("%s", house.changes()).hasSize(2);
        assertThat(told().getLast()).contains("\"before\":\"old\"", "\"after\":\"mine\"");
    }

    /** It leaves no record of its own. */
    @Test
    void aSignInMeanwhileKeepsNobodyFromBeingTold() {
        finishAfter(() -> assertThat(new SignIns(node.people()).signIn(node.caller(), node.connection(),
                SignIn.of(node.connection().strategy(), json("{'sub':'X-1'}"), Optional.of("sub"), Optional.empty())
                        .orElseThrow())
                .allowed()).isTrue());
        assertThat(told()).singleElement().asString().contains("\"before\":\"old\"").doesNotContain("\"after\"");
    }

    private void finishAfter(Runnable other) {
        AtomicBoolean armed = new AtomicBoolean(true);
        watched.listen(method -> {
            if (method.equals(WatchedStorage.WRITE) && armed.getAndSet(false)) {
                other.run();
            }
        });
        ConnectionJobs jobs = new ConnectionJobs(watched.storage(),
                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)), house.ids, System::nanoTime);
        for (int steps = 0; jobs.step(); steps++) {
            assertThat(steps).as("it ends").isLessThan(100);
        }
        // Whoever finds nothing more to do at once looks again later.
        ConnectionJobs later = new ConnectionJobs(watched.storage(),
                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2)), house.ids, System::nanoTime);
        while (later.step()) {
            assertThat(armed).isFalse();
        }
    }

    private List<String> told() {
        return house.changes()
                .stream()
                .map(record -> record.plan())
                .filter(plan -> plan.contains(":app_metadata.zz"))
                .toList();
    }

    private void set(String rows) {
        new ScimConfigurations(store(), Clock.systemUTC(), house.random).update(house.connection().id(),
                ConfigurationEdit.ofMapping(rows),
                Actor.COMMAND_LINE);
    }
}
