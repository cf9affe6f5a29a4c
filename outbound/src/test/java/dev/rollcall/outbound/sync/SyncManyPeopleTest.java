package dev.rollcall.outbound.sync;

import dev.rollcall.outbound.fault.JournalLine;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A twentieth of each kind of mismatch among many people. How long it takes is printed; what comes of it is asserted. */
@Tag("long")
class SyncManyPeopleTest {
    @TempDir
    Path folder;

    /** A multiple of twenty. */
    int people() {
        return 2_000;
    }

    /** A multiple of twenty. */
    int groups() {
        return 200;
    }

    @Test
    void aDryRunIsRightApplyingMakesItSoAndTheSecondTimeChangesNothing() {
        try (SyncBench bench = new SyncBench(folder)) {
            long begin = System.nanoTime();
            SyncMismatches all = new SyncMismatches(bench, people(), groups());
            begin = told("made", begin);
            DriftReport plan = bench.run(SyncMode.DRY_RUN);
            begin = told("dry run", begin);
            assertThat(counts(plan)).isEqualTo(all.plan());
            assertThat(writes(bench)).isEmpty();
            bench.target.forgetJournal();

            bench.start();
            DriftReport applied = bench.run(SyncMode.APPLY, "", 20, Integer.MAX_VALUE);
            begin = told("apply", begin);
            assertThat(counts(applied)).isEqualTo(all.plan());
            assertThat(applied.json().path("failures")).isEmpty();
            all.requireEqual();
            bench.target.forgetJournal();

            DriftReport second = bench.run(SyncMode.APPLY, "", 20, Integer.MAX_VALUE);
            begin = told("apply once more", begin);
            assertThat(writes(bench)).isEmpty();
            assertThat(second.count("plan", "equal") + second.count("plan", "conflict")).isEqualTo(people());
            assertThat(second.count("plan", "equal-group")).isEqualTo(groups());
            all.requireEqual();
            told("comparing by hand", begin);
        }
    }

    private long told(String what, long begin) {
        long now = System.nanoTime();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf("%,d people, %s: %.1f s, %d MiB of heap in use%n", people(), what, (now - begin) / 1e9,
                runtime.totalMemory() - runtime.freeMemory() >> 20);
        return now;
    }

    private static Map<String, Long> writes(SyncBench bench) {
        return bench.target.journal()
                .stream()
                .filter(JournalLine::committed)
                .collect(Collectors.groupingBy(line -> line.request().method(), TreeMap::new, Collectors.counting()));
    }

    private static Map<String, Long> counts(DriftReport report) {
        Map<String, Long> counts = new TreeMap<>();
        report.json().path("plan").properties().forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
        counts.remove("equal-group");
        return counts;
    }
}
