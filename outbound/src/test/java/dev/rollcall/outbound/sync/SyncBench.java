package dev.rollcall.outbound.sync;

import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.client.http.AddressLookup;
import dev.rollcall.directory.person.Person;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.SyncItem;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.target.TargetKind;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.mapping.target.TargetRows;
import dev.rollcall.outbound.credential.OutboundNetwork;
import dev.rollcall.outbound.engine.Engine;
import dev.rollcall.outbound.engine.EventJudge;
import dev.rollcall.outbound.fault.FaultTarget;
import dev.rollcall.outbound.house.OutboundHouse;
import dev.rollcall.outbound.scim.ScimDrivers;
import dev.rollcall.outbound.setting.OutboundSettings;
import dev.rollcall.setting.SettingValues;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A house, a target, a stream between them, its engine, and a runner of syncs. */
final class SyncBench implements AutoCloseable {
    final OutboundHouse house;
    final FaultTarget target;
    private @Nullable EventStream made;
    private final ScimDrivers drivers;
    private final Engine engine;
    private final TargetMapping mapping = TargetMapping.parse(TargetKind.USER, TargetRows.usual(TargetKind.USER),
            MappingLimits.defaults());
    private SyncRunner runner;
    private Runnable between = () -> {};
    private static final DeliveryPolicy QUICK = new DeliveryPolicy(Duration.ofMillis(20), 2, Duration.ofSeconds(1),
            Duration.ofDays(3), 0.2, OutboundHouse.BUDGET);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    SyncBench(Path folder) {
        this(folder, OutboundNetwork.ANSWER_BYTES);
    }

    /** @param answerBytes the largest answer of the target that is read */
    SyncBench(Path folder, int answerBytes) {
        house = new OutboundHouse(folder, Clock.systemUTC(), 11);
        target = FaultTarget.start();
        drivers = new ScimDrivers(house.storage, house.profiles, house.seal,
                new OutboundNetwork(AddressGuard.off(), AddressLookup.system(), answerBytes),
                Optional.empty(), MappingLimits.defaults(), house.clock, new Random(5));
        engine = Engine.alone(house.storage, OutboundSettings.of(SettingValues.defaults()), drivers, EventJudge.none(),
                house.clock, System::nanoTime, new Random(6));
        runner = runner();
    }

    /** Makes the stream, which begins now. */
    void connect(String... settings) {
        made = house.scimStream(target, StreamFilter.NONE, QUICK, settings);
    }

    StreamId stream() {
        return Objects.requireNonNull(made).id();
    }

    void start() {
        engine.start();
    }

    /** Delivers nothing any more. */
    void stop() {
        engine.close();
    }

    /** Compares two streams beside each other, of which the settings of one cannot be opened in a way that nobody thought of. */
    Map<StreamId, DriftReport> runWithABroken(StreamId broken, StreamId well, RuntimeException failure) {
        SyncTargets real = new ScimSyncTargets(drivers, house.clock, System::nanoTime);
        SyncRunner both = runner(stream -> {
            if (stream.id().equals(broken)) {
                throw failure;
            }
            return real.open(stream);
        });
        List<StreamId> streams = List.of(broken, well);
        house.storage.write(Share.OUTBOUND, "begin", session -> streams.stream()
                .map(stream -> SyncRunner.begin(session, stream, SyncMode.DRY_RUN, "", 10, house.clock.instant()))
                .toList());
        try (SyncLoop loop = new SyncLoop(house.storage, both)) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!house.storage.<Boolean>read(Share.OUTBOUND, session -> session.syncs().unfinished().isEmpty())) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("They wait for ever: " + loop.problem());
                }
                pause();
            }
        }
        return streams.stream()
                .collect(Collectors.toMap(stream -> stream, stream -> runner.report(stream).orElseThrow()));
    }

    private SyncRunner runner() {
        return runner(new ScimSyncTargets(drivers, house.clock, System::nanoTime));
    }

    private SyncRunner runner(SyncTargets targets) {
        return new SyncRunner(house.storage, targets,
                house.profiles,
                new Random(7), house.clock, Duration.ofDays(30));
    }

    /** What the target would have of a user if all were well. */
    ObjectNode wanted(String id) {
        record Read(Person person, ObjectNode profile) {}

        Read read = house.storage.read(Share.HOUSE, session -> {
            Person person = house.profiles.find(session, new PersonKey(house.connection.id(), id)).orElseThrow();
            return new Read(person, PersonProfiles.of(
                    person, house.profiles.inForce(session, person.connection()), house.clock.instant()));
        });
        return mapping.body(read.profile(), SourceGroups.document(read.person().row()), TargetMapping.Purpose.CREATE,
                new Random(1)).resource();
    }

    DriftReport run(SyncMode mode) {
        return run(mode, "", SyncRunner.MAX_DEPARTURES_PERCENT, Integer.MAX_VALUE);
    }

    /** @param steps after so many of them the process is another one, again and again */
    DriftReport run(SyncMode mode, String source, int percent, int steps) {
        house.storage.write(Share.OUTBOUND, "begin", session -> SyncRunner.begin(
                session, stream(), mode, source, percent, house.clock.instant()));
        SyncRunner.Step step = SyncRunner.Step.WORKED;
        int done = 0;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (step != SyncRunner.Step.FINISHED) {
            step = runner.step(stream());
            between.run();
            if (step == SyncRunner.Step.WORKED) {
                end = System.nanoTime() + PATIENCE.toNanos();
            }
            if (step == SyncRunner.Step.WAITS) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("The sync waits for ever: " + runner.report(stream()) + target.asked());
                }
                pause();
            }
            if (++done % steps == 0) {
                runner.close();
                runner = runner();
            }
        }
        return runner.report(stream()).orElseThrow();
    }

    /** Does something after each step. */
    void between(Runnable work) {
        between = work;
    }

    private void pause() {
        engine.wake();
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<SyncItem> items() {
        return new ArrayList<>(house.storage.read(Share.OUTBOUND,
                session -> session.syncs().items(stream(), Optional.empty(), Optional.empty(), 10_000)));
    }

    @Override
    public void close() {
        runner.close();
        engine.close();
        target.close();
        house.close();
    }
}
