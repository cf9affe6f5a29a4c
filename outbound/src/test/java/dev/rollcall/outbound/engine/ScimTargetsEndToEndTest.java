package dev.rollcall.outbound.engine;

import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.client.http.AddressLookup;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.person.StoredSettings;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.ReportStep;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamSettings;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.TargetQuirk;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.directory.stream.TargetSecretsJson;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.outbound.credential.OutboundNetwork;
import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.fault.FaultTarget;
import dev.rollcall.outbound.fault.TargetTrait;
import dev.rollcall.outbound.house.OutboundHouse;
import dev.rollcall.outbound.scim.ScimDrivers;
import dev.rollcall.outbound.setting.OutboundSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** From a change in the directory through store, engine and driver to a SCIM server, over HTTP. */
class ScimTargetsEndToEndTest {
    private static final SecretSeal OPEN = new SecretSeal() {
        @Override
        public String seal(String text, String purpose) {
            return purpose + " " + text;
        }

        @Override
        public Optional<String> open(String sealed, String purpose) {
            return sealed.startsWith(purpose) ? Optional.of(sealed.substring(purpose.length() + 1)) : Optional.empty();
        }
    };

    @TempDir
    private Path folder;

    private final TestTime time = new TestTime();
    private SmallDirectory house;
    private Optional<Engine> engine = Optional.empty();
    private Optional<FaultTarget> target = Optional.empty();

    @BeforeEach
    void open() {
        house = SmallDirectory.in(folder, time);
    }

    @AfterEach
    void close() {
        engine.ifPresent(Engine::close);
        target.ifPresent(FaultTarget::close);
        house.close();
    }

    @Test
    void aUserIsCreatedChangedAndDeleted() {
        EventStream stream = start(ScimTarget.Update.PUT);
        String ada = house.user("ada");
        settle();
        ObjectNode made = server().user(userId("ada")).orElseThrow();
        assertThat(made.path("userName").asString()).isEqualTo("ada@acme.example");
        assertThat(made.path("active").booleanValue(false)).isTrue();
        house.rename(ada, "Ada L.");
        settle();
        assertThat(server().user(userId("ada")).orElseThrow().path("displayName").asString()).isEqualTo("Ada L.");
        house.delete(ada);
        settle();
        assertThat(server().users()).isEmpty();
        // The first request of all asks what the target can; a known user costs one.
        assertThat(server().asked().stream().map(asked -> asked.split("/")[0] + asked.split("/")[1].split("\\?")[0]))
                .containsExactly("GET ServiceProviderConfig", "POST Users", "PUT Users", "DELETE Users");
        assertThat(states(stream)).containsOnly(DeliveryState.DELIVERED);
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_PATCH", "MEMBERS_20_1"})
    void groupsAndTheirMembersArrive(TargetTrait trait) {
        groupsArrive(trait);
    }

    @ParameterizedTest
    @Tag("long")
    @EnumSource(names = {"PATCH_ONLY", "PATH_NEEDED", "MEMBERS_100", "MEDIA_TYPE_JSON", "RESOURCES_LOWER_CASE",
        "NO_DISCOVERY", "CREATE_200"})
    void theyArriveWhateverIsPeculiarOfTheTarget(TargetTrait trait) {
        groupsArrive(trait);
    }

    private void groupsArrive(TargetTrait trait) {
        EventStream stream = start(ScimTarget.Update.PATCH, trait, TargetTrait.KNOWN_MEMBERS_ONLY);
        List<String> people = new ArrayList<>();
        for (int i = 0; i < 28; i++) {
            people.add(house.user("p" + i));
        }
        String team = house.group("Team", people.subList(0, 24));
        settle();
        house.join(team, people.subList(24, 28));
        settle();
        house.delete(people.getFirst());
        settle();
        ObjectNode group = server().groups().getFirst();
        Set<String> members = group.path("members")
                .valueStream()
                .map(member -> member.path("value").asString())
                .collect(Collectors.toSet());
        Set<String> there = server().users()
                .stream()
                .map(user -> user.path("id").asString())
                .collect(Collectors.toSet());
        assertThat(there).hasSize(27);
        Set<String> missing = new HashSet<>(there);
        missing.removeAll(members);
        members.removeAll(there);
        assertThat(missing).as("missing, %s", quirks(stream)).isEmpty();
        assertThat(members).as("members who are not there").isEmpty();
        assertThat(states(stream)).doesNotContain(DeliveryState.FAILED, DeliveryState.PENDING);
    }

    /** Done and not acknowledged: nobody is made twice. */
    @Test
    void aLostAnswerMakesNoSecondUser() {
        start(ScimTarget.Update.PUT);
        server().times(3, request -> request.what().startsWith("POST /Users"), Fault.commitThenReset());
        for (String name : List.of("ada", "bob", "cleo")) {
            house.user(name);
        }
        settle();
        pass(Duration.ofMinutes(10));
        assertThat(server().users()).hasSize(3);
        for (String name : List.of("ada", "bob", "cleo")) {
            assertThat(server().user(userId(name))).isPresent();
        }
    }

    /** A moved base path answers 404 to everything: once it is put right, everybody is as they should be. */
    @Test
    void anApiThatIsGoneForAWhileBurnsNoQueue() {
        EventStream stream = start(ScimTarget.Update.PUT);
        List<String> people = List.of(house.user("ada"), house.user("bob"), house.user("cleo"));
        settle();
        server().always("", Fault.error(404, "", "No such page"));
        people.forEach(id -> house.rename(id, "Renamed"));
        house.user("dora");
        settle();
        pass(Duration.ofMinutes(10));
        assertThat(states(stream)).doesNotContain(DeliveryState.FAILED);
        server().heal();
        server().forgetJournal();
        pass(Duration.ofHours(2));
        assertThat(states(stream)).doesNotContain(DeliveryState.FAILED, DeliveryState.PENDING);
        assertThat(server().users()).hasSize(4)
                .filteredOn(user -> user.path("displayName").asString().equals("Renamed"))
                .hasSize(3);
        assertThat(server().asked()).as("their ids are remembered still").doesNotContain("GET /Users");
    }

    /** Entra refuses whoever is in a domain that is not its tenant's. */
    @Test
    void theUserOfAConnectionTestIsInADomainThatTheTargetTakes() {
        EventStream usual = start(ScimTarget.Update.PUT);
        house.user("ada");
        assertThat(drivers().check(usual)).allMatch(ReportStep::ok);
        assertThat(scratchNames()).containsExactly("example.com");
        server().forgetJournal();
        EventStream entra = stream(server().url(), "entra", ScimTarget.Update.PATCH_BY_PATH);
        assertThat(drivers().check(entra)).allMatch(ReportStep::ok);
        assertThat(scratchNames()).containsExactly("acme.example");
    }

    private List<String> scratchNames() {
        return server().journal()
                .stream()
                .filter(line -> line.request().what().equals("POST /Users"))
                .map(line -> line.request().json().path("userName").asString().split("@")[1])
                .toList();
    }

    private ScimDrivers drivers() {
        return new ScimDrivers(house.storage(), new PersonProfiles(new StoredSettings()), OPEN,
                new OutboundNetwork(AddressGuard.off(), AddressLookup.system(), OutboundNetwork.ANSWER_BYTES),
                Optional.empty(), MappingLimits.defaults(), time, new Random(1));
    }

    /** A target that shows no externalId says nothing of whose an account is: what is remembered does. */
    @Test
    void twoPeopleOfOneAddressNeverShareAnAccount() {
        EventStream stream = start(ScimTarget.Update.PUT, TargetTrait.NO_EXTERNAL_ID);
        String ada = house.user("ada");
        settle();
        String bob = house.user("bob", "ada@acme.example");
        settle();
        assertThat(states(stream)).as("bob has no account, and says so").contains(DeliveryState.FAILED);
        assertThat(remoteId(stream, "ada")).isPresent();
        house.delete(bob);
        settle();
        assertThat(server().users()).extracting(user -> user.path("displayName").asString()).containsExactly("ada");

        // Ada is gone here and, because the target refuses it, not there. Cleo has her address.
        server().next("DELETE /Users", Fault.error(400, "", "not today"));
        house.delete(ada);
        settle();
        Optional<String> account = remoteId(stream, "ada");
        assertThat(account).isPresent();
        house.user("cleo", "ada@acme.example");
        settle();
        pass(Duration.ofMinutes(1));
        assertThat(remoteId(stream, "cleo")).isEqualTo(account);
        assertThat(remoteId(stream, "ada")).as("or a redelivered letter would take cleo's").isEmpty();
        assertThat(server().users()).extracting(user -> user.path("displayName").asString()).containsExactly("cleo");
    }

    /** Somebody moves: the new account's creation may overtake the old one's deletion, and comes after it then. */
    @Test
    void whoMovesIsCreatedOnceTheFormerAccountIsGone() {
        EventStream stream = start(ScimTarget.Update.PUT);
        String ada = house.user("ada");
        settle();
        server().next("DELETE /Users", Fault.status(500));
        server().next("DELETE /Users", Fault.status(500));
        house.delete(ada);
        house.user("ada-of-late", "ada@acme.example");
        settle();
        pass(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(1));
        assertThat(states(stream)).containsOnly(DeliveryState.DELIVERED);
        assertThat(server().users()).extracting(user -> user.path("externalId").asString())
                .containsExactly(userId("ada-of-late"));
    }

    private Optional<String> remoteId(EventStream stream, String name) {
        return house.storage()
                .read(Share.OUTBOUND, session -> session.remotes().find(stream.id(), house.subject(name)))
                .flatMap(RemoteRecord::remoteId);
    }

    private EventStream start(ScimTarget.Update update, TargetTrait... traits) {
        FaultTarget running = FaultTarget.start(traits);
        target = Optional.of(running);
        engine = Optional
                .of(Engine.alone(house.storage(), OutboundSettings.defaults(), drivers(), EventJudge.none(), time,
                        time::nanos, new Random(1)));
        return house.add(stream(running.url(), "rfc", update));
    }

    private static EventStream stream(URI url, String preset, ScimTarget.Update update) {
        StreamId id = StreamId.next(new Random(7));
        ScimTarget settings = new ScimTarget("scim", preset, url, new TargetAccess.Bearer(), Duration.ofSeconds(9),
                1,
                update, false, ScimTarget.Delete.DELETE, true, true, false, Optional.empty(), List.of("email"), 4,
                Optional.empty(), 100, "application/scim+json", "application/scim+json", TargetNetwork.DIRECT);
        String secrets = OPEN.seal(TargetSecretsJson.text(
                new TargetSecrets(Optional.of(FaultTarget.TOKEN), Optional.empty(), List.of())), id.purpose());
        return new EventStream(id, "to the target", StreamState.enabled(Given.START), List.of(EventType.values()),
                new StreamSettings(settings, StreamFilter.NONE, OutboundHouse.PATIENT), Optional.of(secrets),
                Given.START, Given.START, 1);
    }

    private void settle() {
        int quiet = 0;
        while (quiet < 2) {
            quiet = engine.orElseThrow().round() ? 0 : quiet + 1;
        }
    }

    private void pass(Duration length) {
        time.pass(length);
        settle();
    }

    private FaultTarget server() {
        return target.orElseThrow();
    }

    private String userId(String name) {
        return house.connection().strategy().toString().toLowerCase(Locale.ROOT) + "|acme|" + name;
    }

    private List<DeliveryState> states(EventStream stream) {
        return house.storage()
                .read(Share.OUTBOUND, session -> session.deliveries()
                        .page(DeliveryQuery.all(stream.id()), 1_000)
                        .deliveries())
                .stream()
                .map(StreamDelivery::state)
                .toList();
    }

    private List<String> quirks(EventStream stream) {
        return house.storage()
                .read(Share.OUTBOUND, session -> session.remotes().quirks(stream.id()))
                .stream()
                .map(TargetQuirk::name)
                .toList();
    }
}
