package dev.rollcall.directory;

import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.configuration.ConnectionJob.Kind;
import dev.rollcall.directory.configuration.ConnectionJob.Tally;
import dev.rollcall.directory.configuration.MappingSettings;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.person.ConnectionJobs;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.person.PersonQuery;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.person.ReKeyPreview;
import dev.rollcall.directory.resource.DamagedDocumentException;
import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.scim.message.Urns;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A user whose row nobody can read stops nothing that is done for all users of a connection, on every engine. */
abstract class DamagedRowContract {
    private House house;
    private ScimConfigurations configurations;
    private String damaged;
    private List<String> others;

    abstract Storage storage();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(storage(), test.getDisplayName().hashCode());
        configurations = new ScimConfigurations(storage(), Clock.systemUTC(), house.random);
        String first = user("first");
        damaged = user("damaged");
        others = List.of(first, user("last"));
        damage();
    }

    @Test
    void allOthersAreToldOfAChangedMappingAndTheOperatorOfTheRow() {
        configurations.update(house.connection().id(), ConfigurationEdit.ofMapping(
                "[{\"scim\":\"userName\",\"auth0\":\"username\"},{\"scim\":\"title\",\"auth0\":\"nickname\"}]"),
                Actor.COMMAND_LINE);
        List<RuntimeException> failures = finish(Kind.MAPPING);
        assertThat(failures).singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains(damaged, house.connection().id().value());
        assertThat(house.changes().stream().filter(record -> record.plan().contains(":nickname")))
                .extracting(ChangeRecord::resourceId)
                .containsExactlyElementsOf(others);
        assertThat(job(Kind.MAPPING).tally()).isEqualTo(new Tally(3, 2, 0, 0));
    }

    @Test
    void allOthersAreReKeyedAndTheRowCountsAsOneWithoutAValue() {
        ReKeyPreview.Preview preview = new ReKeyPreview(storage(), MappingSettings.defaults())
                .of(Share.HOUSE, house.connection(), UserIdAttribute.USER_NAME);
        assertThat(preview.tally()).isEqualTo(new Tally(3, 2, 0, 1));
        assertThat(preview.without()).containsExactly(damaged);
        configurations.update(house.connection().id(), ConfigurationEdit.ofUserId("userName"), Actor.COMMAND_LINE);
        assertThat(finish(Kind.RE_KEY)).isEmpty();
        assertThat(job(Kind.RE_KEY).tally()).isEqualTo(preview.tally());
    }

    @Test
    void whatNeedsTheDocumentSaysWhichItIsAndAPutPutsItRight() {
        for (Runnable work : List.<Runnable>of(
                () -> house.get(USER, damaged),
                () -> house.list(USER, Map.of()),
                () -> house.list(USER, Map.of("attributes", "title")),
                () -> house.patch(USER, damaged, "[{'op':'replace','path':'title','value':'X'}]"))) {
            assertThatExceptionOfType(DamagedDocumentException.class).isThrownBy(work::run)
                    .withMessageContaining(damaged)
                    .withMessageContaining("by PUT");
        }
        house.put(USER, damaged, "{'schemas':['" + Urns.USER
                + "'],'userName':'damaged','externalId':'X-damaged','title':'new'}");
        assertThat(house.get(USER, damaged).path("title").stringValue()).isEqualTo("new");
        house.patch(USER, damaged, "[{'op':'replace','path':'title','value':'X'}]");
        assertThat(house.list(USER, Map.of()).path("Resources")).hasSize(3);
    }

    @Test
    void nobodyElsesPageFailsForItAndItIsDeletedAsOthersAre() {
        UserId userId = house.userId(damaged);
        List<ObjectNode> page = page();
        assertThat(page).extracting(profile -> profile.path("user_id").stringValue())
                .containsExactlyInAnyOrder("waad|" + name() + "|X-first", userId.toString(),
                        "waad|" + name() + "|X-last");
        assertThat(page).filteredOn(profile -> profile.path("damaged").asBoolean(false))
                .singleElement()
                .satisfies(profile -> assertThat(profile.path("user_id").stringValue()).isEqualTo(userId.toString()));
        PersonEdits edits = new PersonEdits(house.people());
        assertThatExceptionOfType(DamagedDocumentException.class)
                .isThrownBy(() -> edits.patch(house.caller(), userId, House.json("{'blocked':true}")));
        assertThat(edits.delete(house.caller(), userId)).isTrue();
        assertThat(page()).hasSize(2);
        assertThat(house.changes().stream().filter(record -> record.action().equals("deleted"))).hasSize(1);
        damaged = user("again");
        damage();
        house.delete(USER, damaged);
        assertThat(house.list(USER, Map.of()).path("Resources")).hasSize(2);
    }

    private String name() {
        return house.connection().name();
    }

    private List<ObjectNode> page() {
        return new PersonSearch(house.people()).list(house.caller(), new PersonQuery(Optional.of(name()),
                Optional.empty(), IndexColumn.ID, false, true, Optional.empty(), 0, 9)).profiles();
    }

    private List<RuntimeException> finish(Kind kind) {
        ConnectionJobs jobs = new ConnectionJobs(storage(), Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)),
                house.ids, System::nanoTime);
        List<RuntimeException> failures = new ArrayList<>();
        for (int step = 0; job(kind).finishedAt().isEmpty(); step++) {
            assertThat(step).as("it ends; %s", failures).isLessThan(20);
            try {
                jobs.step();
            } catch (RuntimeException failure) {
                failures.add(failure);
            }
        }
        return failures;
    }

    private ConnectionJob job(Kind kind) {
        return storage().read(Share.HOUSE, session -> session.jobs().find(house.connection().id(), kind).orElseThrow());
    }

    private void damage() {
        storage().write(Share.HOUSE, damaged, session -> {
            StoredResource row = session.resources().find(house.connection().id(), "User", damaged).orElseThrow();
            session.resources()
                    .update(new StoredResource(row.connection(), row.type(), row.id(), row.version() + 1,
                            row.created(), row.lastModified(), row.membership(),
                            "{\"displayName\":\"d\",".getBytes(StandardCharsets.UTF_8)),
                            new IndexKeys("damaged", Optional.of("X-damaged"), Optional.empty(), true, Optional.empty(),
                                    List.of()));
            return row;
        });
    }

    private String user(String name) {
        return house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'" + name + "','externalId':'X-" + name
                + "','title':'T'}").path("id").stringValue();
    }
}
