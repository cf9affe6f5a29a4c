package dev.rollcall.outbound.engine;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.outbound.setting.OutboundSettings;
import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What all parts of the engine go by.
 *
 * @param nanos a time that only goes forward, in nanoseconds; runs on while the process is frozen
 * @param random for delays
 */
record EngineParts(
        Storage storage,
        StreamsInForce streams,
        HeadClaims claims,
        NodePulse pulse,
        OutboundSettings settings,
        Clock clock,
        LongSupplier nanos,
        RandomGenerator random) {}
