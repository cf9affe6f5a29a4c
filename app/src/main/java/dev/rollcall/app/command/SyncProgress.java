package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.stream.SyncJob;
import dev.rollcall.scim.json.ScimJson;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** One line that tells how far a synchronisation has come; nothing where standard error is no terminal. */
final class SyncProgress implements Consumer<SyncJob> {
    private static final int WIDTH = 76;

    private final Terminal terminal;
    private final boolean drawn;

    SyncProgress(Terminal terminal, boolean quiet) {
        this.terminal = terminal;
        this.drawn = terminal.isInteractive() && !quiet;
    }

    @Override
    public void accept(SyncJob job) {
        if (drawn) {
            String text = job.finishedAt().isPresent() ? "" : text(job);
            terminal.err()
                    .print("\r" + (text.length() > WIDTH ? text.substring(0, WIDTH) : text)
                            + " ".repeat(Math.max(0, WIDTH - text.length())) + "\r");
            terminal.err().flush();
        }
    }

    private static String text(SyncJob job) {
        JsonNode report = ScimJson.tree(job.report().getBytes(StandardCharsets.UTF_8));
        long here = report.path("source").path("users").asLong(0);
        long there = report.path("target").path("users").asLong(0);
        long done = report.path("applied")
                .valueStream()
                .filter(JsonNode::isNumber)
                .mapToLong(JsonNode::asLong)
                .sum();
        return "%-16s %,d here, %,d at the target, %,d done".formatted(job.phase(), here, there, done);
    }
}
