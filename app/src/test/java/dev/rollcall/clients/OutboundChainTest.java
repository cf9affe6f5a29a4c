package dev.rollcall.clients;

import dev.rollcall.checked.ping.PingPeer;
import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.client.http.AddressLookup;
import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.outbound.credential.OutboundNetwork;
import dev.rollcall.outbound.engine.Engine;
import dev.rollcall.outbound.engine.EventJudge;
import dev.rollcall.outbound.house.OutboundHouse;
import dev.rollcall.outbound.proof.Accounting;
import dev.rollcall.outbound.proof.Life;
import dev.rollcall.outbound.scim.ScimDrivers;
import dev.rollcall.outbound.setting.OutboundSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People and groups go on to two applications of different make at once, a second Rollcall and a server on Ping's SDK. The latter gets
 * no groups: its schema wants a {@code $ref} in each member.
 */
@ExtendWith(LiveServers.class)
class OutboundChainTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final LiveServer second;

    @TempDir
    Path folder;

    OutboundChainTest(LiveServers servers) {
        second = servers.on(StoreKind.SQLITE);
    }

    @Test
    void bothEndEqualToTheSource() {
        chain(120);
    }

    @Test
    @Tag("long")
    void bothEndEqualAfterTwoThousandChanges() {
        chain(2_000);
    }

    private void chain(int changes) {
        LiveServer.Endpoint rollcall = second.newEndpoint();
        try (OutboundHouse house = new OutboundHouse(folder, Clock.systemUTC(), 41); PingPeer ping = PingPeer.start()) {
            String begin = house.storage.read(Share.HOUSE, session -> session.changes().end());
            List<EventStream> streams = List.of(
                    stream(house, rollcall.url(), rollcall.token(), true),
                    stream(house, ping.baseUrl(), "anything", false));
            Life life = new Life(house, 2026);
            try (Engine engine = engine(house)) {
                engine.start();
                life.goesOn(changes);
                streams.forEach(stream -> drained(house, engine, stream, begin));
            }
            streams.forEach(stream -> assertThat(Accounting.of(house.storage, stream, begin).failed())
                    .as(() -> stream.destination() + " " + house.storage.read(Share.HOUSE,
                            session -> session.deliveries().causes(stream.id(), 10)))
                    .isEmpty());
            equal(house, life, rollcall.url(), rollcall.token(), true);
            equal(house, life, ping.baseUrl(), "anything", false);
        }
    }

    private static EventStream stream(OutboundHouse house, String url, String token, boolean groups) {
        return house.stream("{'type':'scim','configuration':{'base_url':'" + url
                + "','timeout_ms':4000,'groups':" + groups + ",'authorization':{'method':'bearer','token':'" + token
                + "'}}}", StreamFilter.NONE,
                DeliveryPolicy.DEFAULT);
    }

    private static Engine engine(OutboundHouse house) {
        ScimDrivers drivers = new ScimDrivers(house.storage, house.profiles, house.seal,
                new OutboundNetwork(AddressGuard.off(), AddressLookup.system(), OutboundNetwork.ANSWER_BYTES),
                Optional.empty(), MappingLimits.defaults(), house.clock, new Random(5));
        return Engine.alone(house.storage, OutboundSettings.defaults(), drivers, EventJudge.none(), house.clock,
                System::nanoTime, new Random(6));
    }

    private static void drained(OutboundHouse house, Engine engine, EventStream stream, String begin) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Accounting account = Accounting.of(house.storage, stream, begin);
            int heads = house.storage.read(Share.HOUSE, session -> session.deliveries().heads(stream.id(), 1));
            if (account.missing().isEmpty() && account.count(DeliveryState.PENDING) == 0 && heads == 0) {
                return;
            }
            assertThat(System.nanoTime()).as(account::toString).isLessThan(end);
            engine.wake();
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The target has these people and groups and nothing else, and each as it is here. */
    private static void equal(OutboundHouse house, Life life, String url, String token, boolean withGroups) {
        try (HttpTransport transport = HttpTransport.open(
                URI.create(url), Optional.of(token), HttpTransportOptions.defaults())) {
            Map<String, String> externalIds = new HashMap<>();
            Map<String, String> users = new TreeMap<>();
            for (JsonNode user : all(transport, "/Users")) {
                externalIds.put(user.path("id").asString(), user.path("externalId").asString());
                String before = users.put(user.path("externalId").asString(), user.path("userName").asString() + " "
                        + user.path("displayName").asString("") + " " + user.path("active").asString("true"));
                assertThat(before).as("a second one").isNull();
            }
            Map<String, String> wanted = new TreeMap<>();
            for (String id : life.people()) {
                JsonNode user = house.document(id);
                wanted.put(house.userId(id),
                        user.path("userName").asString() + " " + user.path("displayName").asString("")
                                + " " + user.path("active").asString("true"));
            }
            assertThat(users).as(url).isEqualTo(wanted);
            if (!withGroups) {
                return;
            }
            Map<String, Set<String>> groups = new TreeMap<>();
            for (JsonNode group : all(transport, "/Groups")) {
                Set<String> members = new TreeSet<>();
                group.path("members")
                        .forEach(
                                member -> members
                                        .add(externalIds.getOrDefault(member.path("value").asString(), "nobody")));
                groups.put(group.path("externalId").asString(), members);
            }
            Map<String, Set<String>> wantedGroups = new TreeMap<>();
            for (String id : life.groups()) {
                Set<String> members = new TreeSet<>();
                house.members(id).forEach(member -> members.add(house.userId(member)));
                wantedGroups.put(GroupId.of(id), members);
            }
            assertThat(groups).as(url).isEqualTo(wantedGroups);
        }
    }

    private static List<JsonNode> all(HttpTransport transport, String path) {
        String answer = transport.send(new ScimRequest("GET", path + "?count=1000",
                List.of(new ScimHeader("Accept", "application/scim+json")), Optional.empty())).text();
        return JSON.readTree(answer).path("Resources").valueStream().toList();
    }
}
