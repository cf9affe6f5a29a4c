package dev.rollcall.directory;

import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.access.ScimConfigurations.Edit;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.ConnectionJobs;
import dev.rollcall.directory.person.LinkedAccounts;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.person.StoredSettings;
import dev.rollcall.directory.rendering.EventRenderer;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.rendering.RenderedEvent;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.message.Urns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.GROUP;
import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;

/** What events tell of each record, with later changes there, on every engine. */
abstract class EventRendererContract {
    private static final Share SHARE = Share.HOUSE;

    private House house;
    private StoredSettings settings;
    private EventSource source;

    abstract Storage storage();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(storage(), test.getDisplayName().hashCode());
        settings = new StoredSettings();
        source = new EventSource(storage(), new EventRenderer(new PersonProfiles(settings)));
    }

    @Test
    void linksGroupsAndConnectionsAreTold() {
        String begin = source.end(SHARE);
        House made = house.withConnection(Strategy.OKTA);
        String ada = made.user("ada");
        String ben = made.user("ben");
        LinkedAccounts links = new LinkedAccounts(house.people(settings, Clock.systemUTC()));
        links.link(house.caller(), made.userId(ada), made.userId(ben));
        links.unlink(house.caller(), made.userId(ada), made.userId(ben));
        String group = made.group("team", List.of(ada));
        made.patch(GROUP, group, "[{'op':'replace','path':'displayName','value':'crew'},"
                + "{'op':'add','path':'members','value':[{'value':'" + ben + "'}]}]");
        UserId benId = made.userId(ben);
        made.delete(GROUP, group);
        house.connections.delete(made.connection().id(), Actor.COMMAND_LINE);

        List<RenderedEvent> events = rendered(begin, Set.of()).stream()
                .filter(event -> event.context()
                        .path("connection")
                        .path("id")
                        .asString("")
                        .equals(made.connection().id().value()))
                .toList();
        assertThat(events).extracting(RenderedEvent::type)
                .containsExactly(EventType.CONNECTION_CREATED, EventType.USER_CREATED, EventType.USER_CREATED,
                        EventType.USER_UPDATED, EventType.USER_DELETED, EventType.USER_UPDATED, EventType.USER_CREATED,
                        EventType.GROUP_CREATED, EventType.GROUP_MEMBER_ADDED, EventType.GROUP_UPDATED,
                        EventType.GROUP_MEMBER_ADDED, EventType.GROUP_MEMBER_DELETED, EventType.GROUP_MEMBER_DELETED,
                        EventType.GROUP_DELETED, EventType.CONNECTION_DELETED);
        assertThat(events).extracting(RenderedEvent::id).isSorted().doesNotHaveDuplicates();
        assertThat(events.get(3).changed()).containsExactly("identities");
        assertThat(events.get(3).object().path("identities")).hasSize(2);
        assertThat(events.get(3).previous().orElseThrow().path("identities")).hasSize(1);
        assertThat(events.get(4).object().path("user_id").stringValue()).isEqualTo(benId.toString());
        assertThat(events.get(4).object().has("deleted_at")).isTrue();
        assertThat(events.get(6).object().has("linked_to")).isFalse();
        assertThat(events.get(9).previous().orElseThrow().path("name").stringValue()).isEqualTo("team");
        assertThat(events.get(9).changed()).containsExactly("name");
        assertThat(events.get(10).object().path("group").path("name").stringValue()).isEqualTo("crew");
        assertThat(events.get(10).object().path("member").path("id").stringValue()).isEqualTo(benId.toString());
        assertThat(events.getLast().object().path("name").stringValue()).isEqualTo(made.connection().name());

        RenderedEvent update = events.get(3);
        ObjectNode cloud = source.find(SHARE, update.id()).orElseThrow().cloudEvent("acme.example", Optional.empty());
        assertThat(cloud.path("specversion").stringValue()).isEqualTo("1.0");
        assertThat(EventId.parse(cloud.path("id").stringValue())).contains(update.id());
        assertThat(cloud.path("data").path("context").path("client").path("id").stringValue()).isEqualTo("client-1");
        assertThat(cloud.path("data").path("context").path("tenant").path("id").stringValue())
                .isEqualTo("acme.example");
        byte[] whole = RenderedEvent.bytes(cloud, 1_000_000).orElseThrow();
        assertThat(RenderedEvent.bytes(cloud, whole.length - 1).orElseThrow()).asString()
                .contains("previous_object_left_out")
                .doesNotContain("\"previous_object\":");
        assertThat(RenderedEvent.bytes(cloud, 100)).isEmpty();
    }

    /** On PostgreSQL the record ends before the oldest transaction that is still running. */
    private List<RenderedEvent> rendered(String from, Set<EventType> types) {
        House neighbour = house.neighbour();
        String last = neighbour.user("later");
        List<RenderedEvent> all = new ArrayList<>();
        String position = from;
        boolean ended = false;
        while (!ended) {
            EventSource.Stretch stretch = source.after(SHARE, position, Set.of(), 40);
            for (RenderedEvent event : stretch.events().toList()) {
                ended |= event.scimId().equals(Optional.of(last));
                if ((types.isEmpty() || types.contains(event.type())) && !event.scimId().equals(Optional.of(last))) {
                    all.add(event);
                }
            }
            position = stretch.position();
        }
        return all;
    }
}
