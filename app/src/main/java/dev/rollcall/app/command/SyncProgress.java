package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.stream.SyncJob;
import dev.rollcall.scim.json.ScimJson;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** One line that tells how far a synchronisation has come; nothing where standard error is no terminal. */
final class SyncProgress implements Consumer<SyncJob> {
    private static final int WIDTH = 76;
    private static final int BAR = 30;
    /** What is done, each once; a plan counts other things as well, and members one by one. */
    private static final Set<String> PLANNED = Set.of("create", "adopt", "update", "deactivate", "delete",
            "create-group", "adopt-group", "update-group", "delete-group");

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

    /** What is compared says how much; what is applied, how much of what is planned. */
    private static String text(SyncJob job) {
        JsonNode report = ScimJson.tree(job.report().getBytes(StandardCharsets.UTF_8));
        if (!job.phase().startsWith("apply")) {
            return "comparing: %,d here, %,d at the target".formatted(report.path("source").path("users").asLong(0),
                    report.path("target").path("users").asLong(0));
        }
        long planned = PLANNED.stream().mapToLong(action -> report.path("plan").path(action).asLong(0)).sum();
        long done = Math.min(planned, report.path("applied")
                .propertyStream()
                .filter(entry -> !entry.getKey().equals("members"))
                .mapToLong(entry -> entry.getValue().asLong(0))
                .sum());
        int filled = (int) (planned == 0 ? BAR : done * BAR / planned);
        return "applying [%s%s] %,d of %,d".formatted("#".repeat(filled), " ".repeat(BAR - filled), done, planned);
    }
}
