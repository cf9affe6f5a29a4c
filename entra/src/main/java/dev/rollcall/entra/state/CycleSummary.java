package dev.rollcall.entra.state;

import java.time.Instant;

/** A cycle that has ended. */
public record CycleSummary(
        String cycleId, CycleKind kind, Instant started, Instant ended, CycleOutcome outcome, CycleCounts counts) {}
