package dev.rollcall.entra.state;

import dev.rollcall.entra.definition.FileFailure;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one file of a job's state. It is replaced whole: whoever reads it sees the state of before a write or of after it,
 * whatever happens in between.
 */
public final class StateFile {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private final Path path;

    public StateFile(Path path) {
        this.path = path;
    }

    /**
     * The state; empty when nothing was written yet.
     *
     * @throws JobException when the file is broken or a newer version wrote it
     */
    public Optional<JobState> read() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            JsonNode tree = MAPPER.readTree(Files.readAllBytes(path));
            requireVersion(tree);
            if (tree instanceof ObjectNode object) {
                addWhatIsNewer(object);
            }
            return Optional.of(JobState.of(MAPPER.treeToValue(tree, StateDocument.class)));
        } catch (JacksonException e) {
            throw broken(e);
        } catch (IOException e) {
            throw unusable("read", e);
        }
    }

    /** What a file lacks that was written before there was any of it. */
    private static void addWhatIsNewer(ObjectNode object) {
        if (!object.has("running")) {
            object.putNull("running");
        }
        if (!object.has("deletionConfirmed")) {
            object.put("deletionConfirmed", false);
        }
    }

    /** Replaces the file, durably, even on a thread that was interrupted: stopping is when it is needed most. */
    public void write(JobState state) {
        boolean interrupted = Thread.interrupted();
        try {
            replace(state);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void replace(JobState state) {
        Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
        try {
            writeDurably(temporary, MAPPER.writeValueAsBytes(state.document()));
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder();
        } catch (IOException e) {
            throw unusable("written", e);
        }
    }

    /** Windows opens no folder as a file; there the move itself is all that can be asked for. */
    private void forceFolder() throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static void writeDurably(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private void requireVersion(JsonNode tree) {
        int version = tree.path("version").asInt(0);
        if (version > StateDocument.VERSION) {
            throw new JobException(
                    Problem.STATE,
                    "The state file %s was written by a newer version (%d; this one reads up to %d). Use that version, or"
                            .formatted(path, version, StateDocument.VERSION)
                            + " move the file away to match all objects again.");
        }
        if (version < 1) {
            throw broken(new IllegalArgumentException("there is no version"));
        }
    }

    private JobException broken(Exception cause) {
        return new JobException(
                Problem.STATE,
                "The state file %s is broken. Restore it from a backup, or move it away: the next cycle is then an"
                        .formatted(path) + " initial one that matches all objects again.",
                cause);
    }

    private JobException unusable(String what, IOException cause) {
        return new JobException(
                Problem.STATE,
                "The state file %s cannot be %s (%s). Check the folder's owner, mode and free space."
                        .formatted(path, what, FileFailure.words(cause)),
                cause);
    }
}
