package dev.rollcall.outbound.service;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.outbound.alert.AlertLoop;
import dev.rollcall.outbound.delivery.DriverSource;
import dev.rollcall.outbound.engine.Engine;
import dev.rollcall.outbound.engine.EngineThread;
import dev.rollcall.outbound.engine.EventJudge;
import dev.rollcall.outbound.setting.OutboundSettings;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The outbound side, running.
 *
 * <p>Guarantees: as long as it runs, what is committed reaches every enabled event stream or is visible as failed; while there is
 * no stream it reads once a second, and nothing of HTTP or of expressions is loaded. {@link #close} lets no request begin any
 * more, and makes durable what came of those under way.
 */
public final class OutboundService implements AutoCloseable {
    private static final String SHARED_ENGINE = "postgresql";
    private static final int NODE_BYTES = 12;

    private final Engine engine;
    private final AlertLoop alerts;
    private final EngineThread telling;

    private OutboundService(Engine engine, AlertLoop alerts, LongSupplier nanos) {
        this.engine = engine;
        this.alerts = alerts;
        this.telling = new EngineThread("outbound-alerts", alerts::round, nanos);
    }

    /**
     * Starts it.
     *
     * @param drivers of all kinds of destinations
     * @param judge of what needs to see the event
     * @param alerts tells of what is wrong; closed with this
     * @param nanos a time that only goes forward, in nanoseconds; runs on while the process is frozen
     * @param random for delays and for the name of this node
     */
    public static OutboundService start(
            Storage storage, OutboundSettings settings, DriverSource drivers, EventJudge judge,
            AlertLoop alerts, Clock clock, LongSupplier nanos, RandomGenerator random) {
        Engine engine = storage.engine().equals(SHARED_ENGINE)
                ? Engine.shared(storage, settings, drivers, judge, clock, nanos, random, node(random))
                : Engine.alone(storage, settings, drivers, judge, clock, nanos, random);
        OutboundService service = new OutboundService(engine, alerts, nanos);
        engine.start();
        service.telling.start();
        return service;
    }

    private static String node(RandomGenerator random) {
        byte[] bytes = new byte[NODE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What is wrong with it and what to do; empty when it works. */
    public Optional<String> problem() {
        return engine.problem().or(telling::problem);
    }

    /** Completed when a part of it has ended that it cannot do without, or when it was closed. */
    public CompletionStage<Object> ended() {
        return engine.ended();
    }

    /** What it does, in numbers. */
    public Engine engine() {
        return engine;
    }

    /** A stream was changed here: it is looked at now, not in a second. */
    public void wake() {
        engine.wake();
    }

    @Override
    public void close() {
        telling.close();
        alerts.close();
        engine.close();
    }
}
