package dev.rollcall.outbound.engine;

import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryAttempt;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.outbound.setting.OutboundSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** A house with an engine whose rounds a test makes. */
final class EngineHouse implements AutoCloseable {
    final TestTime time;
    final SmallDirectory house;
    final FlakyStorage store;
    final ScriptedTarget target;
    final Engine engine;

    /** @param random for delays */
    EngineHouse(Path folder, TestTime time, OutboundSettings settings, RandomGenerator random) {
        this.time = time;
        this.house = SmallDirectory.in(folder, time);
        this.store = new FlakyStorage(house.storage());
        this.target = new ScriptedTarget(house.storage());
        this.engine = Engine.alone(store, settings, target, EventJudge.none(), time, time::nanos, random);
    }

    EngineHouse(Path folder, TestTime time, OutboundSettings settings) {
        this(folder, time, settings, new Random(1));
    }

    EngineHouse(Path folder, TestTime time) {
        this(folder, time, OutboundSettings.defaults());
    }

    /** Makes rounds until nothing is left to do at this moment. */
    void settle() {
        int quiet = 0;
        while (quiet < 2) {
            quiet = engine.round() ? 0 : quiet + 1;
        }
    }

    /** Makes rounds until something is so; fails after a minute. */
    void until(BooleanSupplier so) {
        long begin = System.nanoTime();
        while (!so.getAsBoolean()) {
            engine.round();
            if (System.nanoTime() - begin > Duration.ofMinutes(1).toNanos()) {
                throw new AssertionError("It is not so after a minute.");
            }
        }
    }

    /** Lets time pass and makes rounds. */
    void pass(Duration length) {
        time.pass(length);
        settle();
    }

    /** All deliveries, in the order of events. */
    List<StreamDelivery> deliveries(EventStream stream) {
        List<StreamDelivery> newestFirst = house.storage()
                .read(Share.OUTBOUND, session -> session.deliveries()
                        .page(DeliveryQuery.all(stream.id()), 1_000)
                        .deliveries());
        return newestFirst.reversed();
    }

    List<DeliveryAttempt> attempts(StreamDelivery delivery) {
        return house.storage()
                .read(Share.OUTBOUND, session -> session.deliveries().attempts(delivery.stream(), delivery.event()));
    }

    List<DeliveryState> states(EventStream stream) {
        return deliveries(stream).stream().map(StreamDelivery::state).toList();
    }

    Optional<DeliveryHead> head(EventStream stream, SubjectKey subject) {
        return house.storage().read(Share.OUTBOUND, session -> session.deliveries().head(stream.id(), subject));
    }

    StreamProgress progress(EventStream stream) {
        return house.storage().read(Share.OUTBOUND, session -> session.streams().progress(stream.id())).orElseThrow();
    }

    EventStream now(EventStream stream) {
        return house.storage().read(Share.OUTBOUND, session -> session.streams().find(stream.id())).orElseThrow();
    }

    @Override
    public void close() {
        engine.close();
        house.close();
    }
}
