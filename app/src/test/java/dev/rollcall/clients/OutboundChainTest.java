package dev.rollcall.clients;

import dev.rollcall.checked.ping.PingPeer;
import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.client.http.AddressLookup;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.entra.cycle.CycleChoice;
import dev.rollcall.entra.cycle.CycleListener;
import dev.rollcall.entra.cycle.CycleReport;
import dev.rollcall.entra.definition.TokenSource;
import dev.rollcall.entra.job.JobEnvironment;
import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.log.RecordQuery;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.outbound.credential.OutboundNetwork;
import dev.rollcall.outbound.engine.Engine;
import dev.rollcall.outbound.engine.EventJudge;
import dev.rollcall.outbound.house.OutboundHouse;
import dev.rollcall.outbound.proof.Accounting;
import dev.rollcall.outbound.scim.ScimDrivers;
import dev.rollcall.outbound.setting.OutboundSettings;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole chain: Entra sends what happens in its directory to Rollcall's SCIM endpoint, and what happens there goes on to two
 * applications of different make at once, a second Rollcall and a server on Ping's SDK. In the end both have the users and groups
 * that Rollcall has, and Rollcall those of the directory.
 */
@ExtendWith(LiveServers.class)
class OutboundChainTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int CHANGES_IN_A_CYCLE = 40;

    private final LiveServer second;

    @TempDir
    Path folder;

    OutboundChainTest(LiveServers servers) {
        second = servers.on(StoreKind.SQLITE);
    }

    @Test
    void bothEndEqualToTheSource() throws Exception {
        chain(120);
    }

    @Test
    @Tag("long")
    void bothEndEqualAfterTwoThousandChanges() throws Exception {
        chain(2_000);
    }

    private void chain(int changes) throws Exception {
        OutboundHouse house = new OutboundHouse(
                MigratedSqlite.open(folder.resolve("store"), StoreOptions.defaults()), Clock.systemUTC(), 41);
        try (LiveServer first = WiredSystem.startOn(house.storage); PingPeer ping = PingPeer.start()) {
            LiveServer.Endpoint rollcall = second.newEndpoint();
            List<TargetCopy> targets = List.of(new TargetCopy(rollcall.url(), rollcall.token()),
                    new TargetCopy(ping.baseUrl(), "anything"));
            String begin = house.storage.read(Share.HOUSE, session -> session.changes().end());
            List<EventStream> streams = targets.stream().map(target -> stream(house, target)).toList();
            ScimClient source = first.client(house.connection, EnumSet.allOf(TokenScope.class));
            EntraLife life = new EntraLife(2026);
            JobFolder job = JobFolder.init(folder.resolve("job"), source.base(), environment(life, source));
            try (Engine engine = engine(house)) {
                engine.start();
                for (int done = 0; done < changes; done += CHANGES_IN_A_CYCLE) {
                    life.goesOn(CHANGES_IN_A_CYCLE);
                    CycleReport report = job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
                    assertThat(report.isClean())
                            .as(() -> report + "\n"
                                    + job.log(RecordQuery.NEWEST.withStatus(ProvisioningStatus.FAILURE)))
                            .isTrue();
                    engine.wake();
                }
                streams.forEach(stream -> drained(house, engine, stream, begin));
            }
            streams.forEach(stream -> assertThat(Accounting.of(house.storage, stream, begin).failed())
                    .as(() -> stream.destination() + " " + house.storage.read(Share.HOUSE,
                            session -> session.deliveries().causes(stream.id(), 10)))
                    .isEmpty());
            SourceCopy copy = SourceCopy.of(house, source);
            assertThat(copy.enabled()).isEqualTo(life.enabled());
            assertThat(copy.groupNames()).isEqualTo(life.groupNames());
            targets.forEach(target -> target.requireEqual(copy));
        }
    }

    private static EventStream stream(OutboundHouse house, TargetCopy target) {
        return house.stream("{'type':'scim','configuration':{'base_url':'" + target.url()
                + "','timeout_ms':" + OutboundHouse.PATIENCE.toMillis()
                + ",'authorization':{'method':'bearer','token':'" + target.token() + "'}}}",
                StreamFilter.NONE, OutboundHouse.PATIENT);
    }

    private static JobEnvironment environment(EntraLife life, ScimClient source) {
        JobEnvironment system = JobEnvironment.system();
        return new JobEnvironment(system.clock(), new Random(7),
                name -> source.token().filter(token -> name.equals(TokenSource.DEFAULT_VARIABLE)),
                system.connections(), folder -> life, system.rules());
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
}
