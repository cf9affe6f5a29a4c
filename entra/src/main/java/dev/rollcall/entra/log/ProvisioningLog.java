package dev.rollcall.entra.log;

import dev.rollcall.entra.definition.FileFailure;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The provisioning log of a job folder: one JSON object a line, appended, within {@link LogLimits}. A line that was cut off
 * when a process died is passed over by readers.
 */
public final class ProvisioningLog {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path path;
    private final Path older;
    private final LogLimits limits;
    private final Clock clock;

    /** The log in that file; the older part lies beside it, with {@code .1} at its name's end. */
    public ProvisioningLog(Path path, LogLimits limits, Clock clock) {
        this.path = path;
        this.older = path.resolveSibling(path.getFileName() + ".1");
        this.limits = limits;
        this.clock = clock;
    }

    /** Opens the log for the records of one run. One run at a time writes. */
    public Writer open() {
        return new Writer();
    }

    /** The newest records that are wanted, oldest first. Memory is bounded by the query's limit. */
    public List<ProvisioningRecord> read(RecordQuery query) {
        Deque<ProvisioningRecord> newest = new ArrayDeque<>();
        forEach(query::matches, record -> {
            newest.addLast(record);
            if (newest.size() > query.limit()) {
                newest.removeFirst();
            }
        });
        return List.copyOf(newest);
    }

    /** A page of the records that are wanted, the newest first. Memory is bounded by the page, however far back it is. */
    public List<ProvisioningRecord> page(Predicate<ProvisioningRecord> wanted, int skip, int top) {
        AtomicInteger all = new AtomicInteger();
        forEach(wanted, record -> all.incrementAndGet());
        int end = all.get() - skip;
        AtomicInteger index = new AtomicInteger();
        Deque<ProvisioningRecord> page = new ArrayDeque<>();
        forEach(wanted, record -> {
            int at = index.getAndIncrement();
            if (at < end && at >= end - top) {
                page.addFirst(record);
            }
        });
        return List.copyOf(page);
    }

    private void forEach(Predicate<ProvisioningRecord> wanted, Consumer<ProvisioningRecord> consumer) {
        Instant oldest = clock.instant().minus(limits.retention());
        for (Path file : List.of(older, path)) {
            forEach(file, record -> {
                if (!record.activityDateTime().isBefore(oldest) && wanted.test(record)) {
                    consumer.accept(record);
                }
            });
        }
    }

    private static void forEach(Path file, Consumer<ProvisioningRecord> consumer) {
        if (!Files.exists(file)) {
            return;
        }
        // Unlike that of Files, this reader passes over a character that was cut in two.
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null) {
                parse(line).ifPresent(consumer);
                line = reader.readLine();
            }
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static Optional<ProvisioningRecord> parse(String line) {
        try {
            return Optional.of(MAPPER.readValue(line, ProvisioningRecord.class));
        } catch (JacksonException e) {
            // A line that a dying process left unfinished; the records around it are whole.
            return Optional.empty();
        }
    }

    private static JobException unusable(Path file, IOException e) {
        return new JobException(
                Problem.STATE,
                "The log %s cannot be used (%s). Check the folder's owner, mode and free space."
                        .formatted(file, FileFailure.words(e)),
                e);
    }

    /** Appends records. */
    public final class Writer implements AutoCloseable {
        private BufferedWriter out;
        private long size;

        private Writer() {
            try {
                dropExpired();
                out = begin();
                size = Files.size(path);
            } catch (IOException e) {
                throw unusable(path, e);
            }
        }

        /** Appends a record and brings it to the file, where it stays whatever becomes of the process. */
        public void append(ProvisioningRecord record) {
            try {
                String line = MAPPER.writeValueAsString(record);
                int bytes = line.getBytes(StandardCharsets.UTF_8).length + 1;
                if (size > 0 && size + bytes > limits.fileBytes()) {
                    rotate();
                }
                out.write(line);
                out.write('\n');
                out.flush();
                size += bytes;
            } catch (IOException e) {
                throw unusable(path, e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw unusable(path, e);
            }
        }

        private void rotate() throws IOException {
            out.close();
            Files.move(path, older, StandardCopyOption.REPLACE_EXISTING);
            out = begin();
            size = 0;
        }

        /** Files go as a whole: the older part when its last record is too old, then the newer one. */
        private void dropExpired() throws IOException {
            Instant oldest = clock.instant().minus(limits.retention());
            for (Path file : List.of(older, path)) {
                if (Files.exists(file) && newest(file).filter(time -> !time.isBefore(oldest)).isEmpty()) {
                    Files.delete(file);
                }
            }
        }

        private Optional<Instant> newest(Path file) throws IOException {
            return LogTail.of(file)
                    .newestLines()
                    .stream()
                    .flatMap(line -> parse(line).stream())
                    .map(ProvisioningRecord::activityDateTime)
                    .findFirst();
        }

        /** Begins on a new line, even after one that was cut off. */
        private BufferedWriter begin() throws IOException {
            boolean cut = Files.exists(path) && LogTail.of(path).isCut();
            BufferedWriter writer = Files.newBufferedWriter(
                    path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (cut) {
                writer.write('\n');
            }
            return writer;
        }
    }
}
