package dev.rollcall.console.stream;

import dev.rollcall.directory.stream.SyncJob;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How far a synchronisation has come.
 *
 * @param what it is for
 * @param phase what it does now, in words
 * @param toDo how many resources it changes; 0 while that is not known, and when it changes none
 * @param done how many of them are changed
 * @param finishedAt empty while there is something to do
 * @param stopped why it has stopped; empty text when it has not
 * @param resultUrl of the page that shows what came of it; empty on that page, and while it goes on
 */
public record SyncProgressView(String what, String phase, long toDo, long done, Instant startedAt, Instant updatedAt,
        Optional<Instant> finishedAt, String stopped, Optional<String> resultUrl) {
    private static final Map<String, String> PHASES = Map.ofEntries(
            Map.entry("", "It begins"),
            Map.entry("begin", "It begins"),
            Map.entry("file", "Reads the file"),
            Map.entry("target-users", "Reads the target's users"),
            Map.entry("users", "Compares users"),
            Map.entry("departures", "Looks for users who are gone here"),
            Map.entry("target-groups", "Reads the target's groups"),
            Map.entry("groups", "Compares groups"),
            Map.entry("count-groups", "Counts groups"),
            Map.entry("count-members", "Counts members"),
            Map.entry("group-departures", "Looks for groups that are gone here"),
            Map.entry("check", "Looks whether more would depart than may"),
            Map.entry("apply-departures", "Lets users depart"),
            Map.entry("apply-users", "Changes users"),
            Map.entry("apply-groups", "Changes groups"),
            Map.entry("apply-members", "Changes members"),
            Map.entry("apply-file", "Sends the users of the file"),
            Map.entry("finished", "Finished"),
            Map.entry("stopped", "Stopped"));

    static SyncProgressView of(SyncJob job) {
        SyncReport report = SyncReport.of(job);
        return new SyncProgressView(what(job), PHASES.getOrDefault(job.phase(), job.phase()),
                job.mode().equals("apply") ? report.toDo() : 0, report.done(), job.startedAt(), job.updatedAt(),
                job.finishedAt(), report.text("stopped"), Optional.empty());
    }

    /** The same for a page that shows nothing but this. @param url of the one that shows what came of it */
    SyncProgressView leadingTo(String url) {
        return new SyncProgressView(what, phase, toDo, done, startedAt, updatedAt, finishedAt, stopped,
                finishedAt.map(_ -> url));
    }

    private static String what(SyncJob job) {
        return switch (job.mode()) {
            case "dry-run" -> "Dry run";
            case "apply" -> "Application";
            case "verify" -> "Check";
            default -> job.mode().toUpperCase(Locale.ROOT);
        };
    }
}
