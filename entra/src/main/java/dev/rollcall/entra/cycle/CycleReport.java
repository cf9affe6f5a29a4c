package dev.rollcall.entra.cycle;

import dev.rollcall.entra.state.CycleCounts;
import dev.rollcall.entra.state.CycleKind;
import dev.rollcall.entra.state.CycleSummary;
import dev.rollcall.entra.state.Quarantine;
import java.util.Optional;

/**
 * What a cycle did.
 *
 * @param why why it was of that kind, as a sentence
 * @param quarantine when the job is in quarantine after it
 */
public record CycleReport(CycleSummary summary, String why, Optional<Quarantine> quarantine) {
    public CycleKind kind() {
        return summary.kind();
    }

    public CycleCounts counts() {
        return summary.counts();
    }

    /** Whether everything that was tried worked. */
    public boolean isClean() {
        return quarantine.isEmpty() && counts().failed() == 0 && counts().referenceFailed() == 0;
    }
}
