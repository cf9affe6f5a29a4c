package dev.rollcall.entra.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The state as {@code state.json} holds it. Nothing in it is secret. */
record StateDocument(
        int version,
        String jobId,
        Optional<Instant> watermark,
        Optional<String> definition,
        boolean disabled,
        Optional<Quarantine> quarantine,
        Optional<RunningCycle> running,
        List<String> stagedDeletions,
        List<String> allowedDeletions,
        boolean deletionConfirmed,
        List<CycleSummary> lastCycles,
        SequencedMap<String, ObjectState> objects) {
    /** What this version writes. */
    static final int VERSION = 1;
}
