package dev.rollcall.entra.state;

import java.time.Instant;

/** A cycle that has begun and whose end is not written down: it runs now, or was stopped. */
public record RunningCycle(String cycleId, CycleKind kind, Instant started) {}
