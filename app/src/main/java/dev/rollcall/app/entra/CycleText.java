package dev.rollcall.app.entra;

import dev.rollcall.entra.cycle.CycleReport;
import dev.rollcall.entra.state.CycleCounts;
import dev.rollcall.entra.state.CycleSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a cycle is told. */
public final class CycleText {
    private CycleText() {}

    /**
     * What a cycle did, and why it was of its kind.
     *
     * @param here what the commands that are proposed must be given to find the job, with a blank before it; may be empty
     */
    public static List<String> lines(CycleReport report, String here) {
        List<String> lines = new ArrayList<>();
        boolean stopped = report.quarantine().isPresent() && report.counts().equals(CycleCounts.NONE);
        lines.add("%s cycle, %.1f s: %s".formatted(
                word(report.kind()),
                seconds(report.summary()),
                stopped ? "stopped before anything was done" : counts(report.counts())));
        if (!stopped && !report.why().isEmpty()) {
            lines.add("  " + report.why());
        }
        report.quarantine().ifPresent(quarantine -> lines.add("  Quarantine: " + quarantine.message()));
        if (report.counts().failed() + report.counts().referenceFailed() > 0) {
            lines.add("  See what failed with \"rollcall entra log --status failure" + here + "\".");
        }
        if (report.counts().staged() > 0) {
            lines.add("  See what waits with \"rollcall entra log --action stagedDelete" + here
                    + "\", then decide with \"rollcall entra deletions allow" + here + "\" or \"… reject" + here
                    + "\".");
        }
        return lines;
    }

    /** {@code 25 created, 3 updated}; what did not happen is left out. */
    static String counts(CycleCounts counts) {
        List<String> parts = new ArrayList<>();
        add(parts, counts.created(), "created");
        add(parts, counts.updated(), "updated");
        add(parts, counts.disabled(), "disabled");
        add(parts, counts.deleted(), "deleted");
        add(parts, counts.linked(), "linked");
        add(parts, counts.unchanged(), "unchanged");
        add(parts, counts.skipped(), "skipped");
        add(parts, counts.staged(), "deletions staged");
        add(parts, counts.unresolved(), "references unresolved");
        add(parts, counts.failed(), "failed");
        add(parts, counts.referenceFailed(), "references failed");
        return parts.isEmpty() ? "nothing to do" : String.join(", ", parts);
    }

    static String word(Enum<?> value) {
        String text = value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static double seconds(CycleSummary summary) {
        return Duration.between(summary.started(), summary.ended()).toMillis() / 1_000.0;
    }

    private static void add(List<String> parts, int count, String word) {
        if (count > 0) {
            parts.add("%,d %s".formatted(count, word));
        }
    }
}
