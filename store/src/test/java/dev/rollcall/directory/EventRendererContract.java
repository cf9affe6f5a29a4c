package dev.rollcall.directory;

import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeImage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.ConnectionJobs;
import dev.rollcall.directory.person.LinkedAccounts;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.person.StoredSettings;
import dev.rollcall.directory.rendering.EventRenderer;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.rendering.RecordedConnections;
import dev.rollcall.directory.rendering.RenderedEvent;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.schema.ResourceType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
    private static final int STEPS = 250;
    private static final String TITLE = rows("title", "app_metadata.title");
    private static final String ROLE = rows("title", "app_metadata.role");
    private static final Share SHARE = Share.HOUSE;

    private House house;
    private ScimConfigurations configurations;
    private PersonEdits edits;
    private StoredSettings settings;
    private PersonProfiles profiles;
    private EventSource source;

    abstract Storage storage();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(storage(), test.getDisplayName().hashCode());
        configurations = new ScimConfigurations(storage(), Clock.systemUTC(), house.random);
        settings = new StoredSettings();
        edits = new PersonEdits(house.people(settings, Clock.systemUTC()));
        profiles = new PersonProfiles(settings);
        source = new EventSource(storage(), new EventRenderer(profiles));
    }

    /** What a user was like after a change, as the management API answers it, and who was told of. */
    private record Seen(ObjectNode profile, long version, long overlay) {}

    /** Its other records may be more than anybody reads through for a name, and that of its beginning dropped long ago. */
    @Test
    void aConnectionThatIsGoneIsNamedByItsDeletionHoweverMuchItHasLeft() {
        ConnectionId gone = new ConnectionId("con_GGGGGGGGGGGGGGGG");
        int more = 10_001;
        storage().write(SHARE, "records", session -> {
            for (int i = 0; i < more; i++) {
                session.changes().append(record(gone, "User", "u" + i, "updated", "[]"));
            }
            session.changes()
                    .append(record(gone, Subject.CONNECTION, gone.value(), "deleted",
                            "[{\"change\":\"remove\",\"before\":{\"name\":\"acme\",\"strategy\":\"waad\"}}]"));
            return more;
        });
        assertThat(storage().<Optional<Connection>>read(SHARE,
                session -> new RecordedConnections().find(session, gone))).map(Connection::name).contains("acme");
    }

    private ChangeRecord record(ConnectionId connection, String type, String id, String action, String plan) {
        return new ChangeRecord(connection, house.ids.next(), 0, true,
                new Subject(type, id, Optional.empty(), Optional.empty(), Optional.empty()), action, 1,
                Instant.parse("2026-03-01T12:00:00Z"), new Cause(Actor.UPKEEP, Optional.empty()), plan,
                OptionalInt.empty(), Optional.empty(), ChangeImage.NONE);
    }

    @Test
    void whatIsRenderedOfARecordIsTheProfileRightAfterIt() {
        String begin = source.end(SHARE);
        Random random = new Random(20_261_127);
        Map<String, List<Seen>> seen = new HashMap<>();
        List<String> there = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            if (there.size() < 3) {
                String id = house.create(USER, user(random, "u" + step)).path("id").stringValue();
                there.add(id);
            } else {
                String id = there.get(random.nextInt(there.size()));
                if (random.nextInt(40) == 0) {
                    house.delete(USER, id);
                    there.remove(id);
                } else if (random.nextInt(25) == 0) {
                    configurations.update(house.connection().id(),
                            ConfigurationEdit.ofMapping(random.nextBoolean() ? TITLE : ROLE), Actor.UPKEEP);
                    finishJobs();
                } else {
                    change(random, id);
                }
            }
            there.forEach(id -> look(id, seen.computeIfAbsent(id, _ -> new ArrayList<>())));
        }

        Map<String, List<RenderedEvent>> told = new HashMap<>();
        rendered(begin, Set.of(EventType.USER_CREATED, EventType.USER_UPDATED, EventType.USER_DELETED))
                .forEach(
                        event -> told.computeIfAbsent(event.scimId().orElseThrow(), _ -> new ArrayList<>()).add(event));
        assertThat(told.keySet()).isEqualTo(seen.keySet());
        int updates = 0;
        for (Map.Entry<String, List<Seen>> each : seen.entrySet()) {
            List<RenderedEvent> events = told.get(each.getKey());
            List<Seen> states = each.getValue();
            for (int i = 0; i < states.size(); i++) {
                RenderedEvent event = events.get(i);
                assertThat(event.reconstructed()).isFalse();
                assertThat(event.version()).isEqualTo(states.get(i).version());
                assertThat(timeless(event.object())).as("%s %s", event.type(), event.changed())
                        .isEqualTo(timeless(states.get(i).profile()));
                if (i > 0) {
                    assertThat(event.type()).isEqualTo(EventType.USER_UPDATED);
                    assertThat(timeless(event.previous().orElseThrow())).as("before %s", event.changed())
                            .isEqualTo(timeless(states.get(i - 1).profile()));
                    updates++;
                }
            }
            if (events.size() > states.size()) {
                assertThat(events).hasSize(states.size() + 1);
                ObjectNode deleted = events.getLast().object().deepCopy();
                assertThat(deleted.remove("deleted_at").isString()).isTrue();
                assertThat(timeless(deleted)).isEqualTo(timeless(states.getLast().profile()));
            }
        }
        assertThat(updates).isGreaterThan(STEPS / 3);
    }

    /** As a GET of SCIM answers it: what is never returned, or only on request, is in no event. */
    @Test
    void aResourceOfADeclaredTypeIsToldAsItsEndpointAnswersItAtEachVersion() {
        Declarations declarations = new Declarations(storage(), Clock.systemUTC(), house.random,
                DeclarationLimits.defaults(), ResourceSearch.alone(ResourceLimits.defaults()), System::nanoTime);
        String urn = "urn:example:device:2.0:Device";
        declarations.declareSchema(house.connection().id(), House.json("{'schema':{'id':'" + urn + "','attributes':["
                + "{'name':'serial','type':'string'},{'name':'room','type':'string'},"
                + "{'name':'code','type':'string','returned':'never'},{'name':'note','type':'string','returned':'request'}]}}"),
                false);
        declarations.declareType(house.connection().id(),
                House.json("{'resource_type':{'name':'Device','endpoint':'/Devices','schema':'" + urn + "'}}"), false);
        House now = house.reread();
        ResourceType type = now.connection().types().named("Device").type();
        String begin = source.end(SHARE);
        String id = now.create(type, "{'schemas':['" + urn + "'],'serial':'1','code':'c','note':'n'}")
                .path("id")
                .stringValue();
        now.patch(type, id, "[{'op':'replace','path':'serial','value':'2'},{'op':'add','path':'room','value':'12'}]");
        now.patch(type, id, "[{'op':'remove','path':'room'}]");
        now.delete(type, id);

        List<RenderedEvent> events = rendered(begin, Set.of(EventType.RESOURCE_CREATED, EventType.RESOURCE_UPDATED,
                EventType.RESOURCE_DELETED));
        assertThat(events).extracting(RenderedEvent::type)
                .containsExactly(EventType.RESOURCE_CREATED, EventType.RESOURCE_UPDATED, EventType.RESOURCE_UPDATED,
                        EventType.RESOURCE_DELETED);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.scimId()).contains(id);
            assertThat(event.object().path("id").stringValue()).isEqualTo(id);
            assertThat(event.object().path("resource_type").stringValue()).isEqualTo("Device");
            assertThat(event.cloudEvent("acme", Optional.empty()).toString()).doesNotContain("\"code\"", "\"note\"");
            assertThat(event.resource().orElseThrow().path()).isEqualTo("/Devices/" + id);
            assertThat(event.resource().toString()).doesNotContain("code", "note");
        });
        assertThat(events.get(1).resource().orElseThrow().steps())
                .extracting(step -> step.operation() + " " + step.path())
                .containsExactlyInAnyOrder("replace serial", "replace room");
        assertThat(events.get(2).resource().orElseThrow().steps())
                .extracting(step -> step.operation() + " " + step.path())
                .containsExactly("remove room");
        assertThat(events).extracting(event -> event.object().path("resource").path("serial").asString("") + " "
                + event.object().path("resource").path("room").asString(""))
                .containsExactly("1 ", "2 12", "2 ", "2 ");
        assertThat(events.get(1).scimChanged()).containsExactlyInAnyOrder("serial", "room");
        assertThat(events.get(1).previous().orElseThrow().path("resource").path("serial").stringValue()).isEqualTo("1");
        assertThat(events.get(2).previous().orElseThrow().path("resource").path("room").stringValue()).isEqualTo("12");
        assertThat(events.get(3).object().path("deleted_at").isString()).isTrue();
    }

    private void look(String id, List<Seen> states) {
        Seen now = storage().read(SHARE, session -> {
            var person = profiles.find(session, new PersonKey(house.connection().id(), id)).orElseThrow();
            return new Seen(
                    PersonProfiles.of(person, profiles.inForce(session, person.connection()), Instant.now()),
                    person.row().version(), person.overlay().revision());
        });
        Optional<Seen> last = states.isEmpty() ? Optional.empty() : Optional.of(states.getLast());
        if (last.filter(before -> before.version() == now.version()
                && before.overlay() == now.overlay()
                && before.profile().equals(now.profile())).isEmpty()) {
            states.add(now);
        }
    }

    private void change(Random random, String id) {
        String word = "w" + random.nextInt(1_000);
        UserId userId = house.userId(id);
        switch (random.nextInt(9)) {
            case 0 -> house.patch(USER, id, "[{'op':'replace','path':'title','value':'" + word + "'}]");
            case 1 -> house.patch(USER, id, "[{'op':'replace','path':'name.givenName','value':'" + word + "'},"
                    + "{'op':'add','path':'emails','value':[{'value':'" + word
                    + "@x.test','type':'work','primary':true}]}]");
            case 2 -> house.patch(USER, id, "[{'op':'replace','path':'active','value':" + random.nextBoolean() + "}]");
            case 3 -> house.patch(USER, id, "[{'op':'add','path':'urn:acme:2.0:Own:desk','value':'" + word + "'}]");
            case 4 -> house.patch(USER, id, "[{'op':'remove','path':'name'},{'op':'remove','path':'title'}]");
            case 5 -> edits.patch(house.caller(), userId,
                    House.json(
                            "{'app_metadata':{'plan':'" + word + "','deep':{'a':" + random.nextInt(9) + "}},'x':'y'}"));
            case 6 -> edits.patch(house.caller(), userId,
                    House.json("{'blocked':" + random.nextBoolean() + ",'user_metadata':{'theme':null,'n.o':'" + word
                            + "'}}"));
            case 7 -> edits.patch(house.caller(), userId, House.json("{'blocked_until':'2096-01-01T00:00:00Z'}"));
            default -> edits.patch(house.caller(), userId,
                    House.json("{'given_name':'" + word + "','app_metadata':{},'loyalty':" + random.nextInt(3) + "}"));
        }
    }

    private void finishJobs() {
        ConnectionJobs jobs = new ConnectionJobs(storage(), Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)),
                house.ids, System::nanoTime);
        for (int steps = 0; jobs.step(); steps++) {
            assertThat(steps).as("it ends").isLessThan(1_000);
        }
    }

    private static String user(Random random, String name) {
        return "{'schemas':['" + Urns.USER + "'],'userName':'" + name + "','externalId':'X-" + name + "','title':'t"
                + random.nextInt(9) + "','urn:acme:2.0:Own':{'desk':'7'},'name':{'familyName':'F'}}";
    }

    @Test
    void whatADeclaredExtensionNeverReturnsIsNotToldOfAUserEither() {
        String urn = "urn:example:staff:2.0:User";
        new Declarations(storage(), Clock.systemUTC(), house.random, DeclarationLimits.defaults(),
                ResourceSearch.alone(ResourceLimits.defaults()), System::nanoTime)
                .declareSchema(house.connection().id(),
                        House.json("{'extends':[{'resource_type':'User'}],'schema':{'id':'" + urn
                                + "','attributes':[{'name':'badge','type':'string'},{'name':'code','type':'string','returned':'never'},"
                                + "{'name':'desk','type':'complex','subAttributes':[{'name':'floor','type':'string'},"
                                + "{'name':'key','type':'string','returned':'request'}]}]}}"),
                        false);
        House now = house.reread();
        ResourceType user = now.connection().types().user();
        String begin = source.end(SHARE);
        String id = now.create(user, "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User','" + urn
                + "'],'userName':'eve','" + urn
                + "':{'badge':'b1','code':'SECRET','desk':{'floor':'3','key':'SECRET'}}}")
                .path("id")
                .stringValue();
        now.patch(user, id, "[{'op':'replace','path':'" + urn + ":code','value':'SECRET2'},"
                + "{'op':'replace','path':'" + urn + ":badge','value':'b2'},"
                + "{'op':'replace','path':'" + urn + ":desk.key','value':'SECRET2'}]");

        List<RenderedEvent> events = rendered(begin, Set.of(EventType.USER_CREATED, EventType.USER_UPDATED));
        assertThat(events).hasSize(2).allSatisfy(event -> {
            assertThat(event.resource().toString()).doesNotContain("SECRET");
            assertThat(event.cloudEvent("acme", Optional.empty()).toString()).doesNotContain("SECRET");
        });
        assertThat(events.get(0).resource().toString()).contains("b1", "floor");
        assertThat(events.get(1).resource().orElseThrow().steps())
                .extracting(step -> step.operation() + " " + step.path())
                .containsExactly("replace " + urn + ":badge");
    }

    @Test
    void aChangeOfWhatIsNeverReturnedAloneIsNoEvent() {
        String urn = "urn:example:silent:2.0:Group";
        new Declarations(storage(), Clock.systemUTC(), house.random, DeclarationLimits.defaults(),
                ResourceSearch.alone(ResourceLimits.defaults()), System::nanoTime)
                .declareSchema(house.connection().id(),
                        House.json("{'extends':[{'resource_type':'User'},{'resource_type':'Group'}],'schema':{'id':'"
                                + urn
                                + "','attributes':[{'name':'badge','type':'string'},{'name':'code','type':'string','returned':'never'}]}}"),
                        false);
        House now = house.reread();
        String user = now.user("silent");
        String group = now.group("silent", List.of());
        String begin = source.end(SHARE);
        now.patch(now.connection().types().user(), user, "[{'op':'add','path':'" + urn + ":code','value':'SECRET'}]");
        now.patch(now.connection().types().group(), group, "[{'op':'add','path':'" + urn + ":code','value':'SECRET'}]");
        now.patch(now.connection().types().group(), group, "[{'op':'add','path':'" + urn + ":code','value':'SECRET2'},"
                + "{'op':'add','path':'" + urn + ":badge','value':'b'}]");
        List<RenderedEvent> events = rendered(begin, Set.of(EventType.USER_UPDATED, EventType.GROUP_UPDATED));
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().scimChanged()).containsExactly(urn + ":badge");
        assertThat(events.getFirst().cloudEvent("acme", Optional.empty()).toString()).doesNotContain("SECRET");
    }

    /** Whoever is deleted has left the group, and what it was is told all the same. */
    @Test
    void aMemberIsToldByItsTypeWhateverThatIs() {
        Declarations declarations = new Declarations(storage(), Clock.systemUTC(), house.random,
                DeclarationLimits.defaults(),
                ResourceSearch.alone(ResourceLimits.defaults()), System::nanoTime);
        String urn = "urn:example:lamp:2.0:Lamp";
        declarations.declareSchema(house.connection().id(), House.json("{'schema':{'id':'" + urn
                + "','attributes':[{'name':'serial','type':'string'}]}}"), false);
        declarations.declareType(house.connection().id(),
                House.json("{'resource_type':{'name':'Lamp','endpoint':'/Lamps','schema':'" + urn + "'}}"), false);
        House now = house.reread();
        ResourceType lamps = now.connection().types().named("Lamp").type();
        String begin = source.end(SHARE);
        String lamp = now.create(lamps, "{'schemas':['" + urn + "'],'serial':'1'}").path("id").stringValue();
        String user = now.user("eva");
        String inner = now.group("inner", List.of());
        now.group("lit", List.of(lamp, user, inner));
        assertThat(members(begin, EventType.GROUP_MEMBER_ADDED)).containsOnly(
                Map.entry(lamp, "lamp Lamp " + lamp), Map.entry(user, "user  " + now.userId(user)),
                Map.entry(inner, "group  " + GroupId.of(inner)));
        now.delete(lamps, lamp);
        now.delete(USER, user);
        now.delete(GROUP, inner);
        for (int i = 0; i < 100 && now.unfinished.step(); i++) {
            assertThat(i).isLessThan(99);
        }
        Map<String, String> left = members(begin, EventType.GROUP_MEMBER_DELETED);
        assertThat(left).hasSize(3)
                .containsEntry(lamp, "lamp Lamp " + lamp)
                .containsEntry(inner, "group  " + GroupId.of(inner));
        assertThat(left.get(user)).startsWith("user ");
    }

    private Map<String, String> members(String from, EventType type) {
        Map<String, String> told = new HashMap<>();
        rendered(from, Set.of(type)).forEach(event -> {
            JsonNode member = event.object().path("member");
            told.put(member.path("scim_id").stringValue(), member.path("member_type").stringValue() + " "
                    + member.path("resource_type").asString("") + " " + member.path("id").asString(""));
        });
        return told;
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

    private static JsonNode timeless(ObjectNode profile) {
        ObjectNode copy = profile.deepCopy();
        copy.remove("updated_at");
        return copy;
    }

    private static String rows(String scim, String auth0) {
        return "[{\"scim\":\"userName\",\"auth0\":\"username\"},{\"scim\":\"" + scim + "\",\"auth0\":\"" + auth0
                + "\"},{\"scim\":\"name.givenName\",\"auth0\":\"given_name\"}]";
    }
}
