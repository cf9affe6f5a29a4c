package dev.rollcall.entra.definition;

import dev.rollcall.entra.definition.JobException.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A job file with other values of single keys: all else, comments included, stays as people wrote it. Nothing is written before
 * it is known that the new text reads as what was wanted.
 */
public final class JobFileEdit {
    private final Path folder;
    private final String text;

    private JobFileEdit(Path folder, String text) {
        this.folder = folder;
        this.text = text;
    }

    /**
     * Prepares the edit: where the endpoint is, where its token is, who is provisioned, and the threshold of deletions. What
     * else differs from the file is not written.
     *
     * @throws JobException when the file is written in a form in which single keys cannot be replaced
     */
    public static JobFileEdit of(Path folder, ProvisioningJob wanted) {
        Path file = folder.resolve(JobFile.NAME);
        String before = JobFile.text(file);
        ProvisioningJob now = JobFile.read(folder, before);
        String edited = before;
        if (!now.tenantUrl().equals(wanted.tenantUrl())) {
            edited = replaced(edited, "tenant-url", "tenant-url: " + JobFileText.quoted(wanted.tenantUrl()));
        }
        if (!now.token().equals(wanted.token())) {
            edited = replaced(edited, "token", JobFileText.token(wanted.token()));
        }
        if (now.scope() != wanted.scope()) {
            edited = replaced(edited, "scope", "scope: " + JobFileText.scope(wanted.scope()));
        }
        if (!now.deletionThreshold().equals(wanted.deletionThreshold())) {
            edited = replaced(edited, "accidental-deletion-threshold",
                    "accidental-deletion-threshold: " + JobFileText.threshold(wanted.deletionThreshold()));
        }
        if (!reads(folder, edited, wanted)) {
            throw new JobException(Problem.DEFINITION,
                    "%s is written in a form that cannot be changed from here; write each key on a line of its own, or change it there."
                            .formatted(file));
        }
        return new JobFileEdit(folder, edited);
    }

    /** Replaces the file whole. */
    public void write() {
        JobFiles.write(folder.resolve(JobFile.NAME), text);
    }

    private static boolean reads(Path folder, String text, ProvisioningJob wanted) {
        try {
            return JobFile.read(folder, text).equals(wanted);
        } catch (JobException e) {
            // Keys on one line, for example: the caller says how to write them.
            return false;
        }
    }

    /** The key's line and the deeper lines below it give way; a key that is not there comes to the end. */
    private static String replaced(String text, String key, String written) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        Optional<Integer> line = YamlLines.of(text).line(key);
        if (line.isEmpty()) {
            String gap = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
            return text + gap + written + "\n";
        }
        int first = line.get() - 1;
        int end = first + 1;
        while (end < lines.size() && isDeeper(lines.get(end))) {
            end++;
        }
        lines.subList(first, end).clear();
        lines.addAll(first, List.of(written.split("\n", -1)));
        return String.join("\n", lines);
    }

    private static boolean isDeeper(String line) {
        return !line.isBlank() && Character.isWhitespace(line.charAt(0));
    }
}
