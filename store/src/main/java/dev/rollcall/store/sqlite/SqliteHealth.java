package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.StorageHealth;
import dev.rollcall.directory.storage.StorageWork.Connections;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.health.Pulse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** How the embedded store does: its writer, and the disk of its folder. */
final class SqliteHealth {
    private static final long MIB = 1L << 20;

    private final Path folder;
    private final StoreOptions options;
    private final Pulse pulse;
    private final WriterThread writer;
    private final ReaderThreads readers;

    SqliteHealth(Path folder, StoreOptions options, Pulse pulse, WriterThread writer, ReaderThreads readers) {
        this.folder = folder;
        this.options = options;
        this.pulse = pulse;
        this.writer = writer;
        this.readers = readers;
    }

    StorageHealth look() {
        List<String> troubles = new ArrayList<>();
        OptionalLong free = free();
        if (!writer.isAlive()) {
            troubles.add("The store's writer has ended; restart the server.");
        }
        // A lock that another process holds is waited for so long; whatever takes twice as long hangs.
        Duration tooLong = options.busyTimeout().multipliedBy(2);
        if (writer.busyFor().compareTo(tooLong) > 0) {
            troubles.add("The store has been busy with one transaction for " + writer.busyFor().toSeconds()
                    + " s; look at the disk of the data folder, and for a process that holds the database.");
        }
        if (free.isEmpty()) {
            troubles.add("The disk of the data folder does not answer; check it.");
        } else if (pulse.isDiskFull() || free.getAsLong() < options.diskReserve()) {
            troubles.add(
                    "The disk of the data folder is full (" + free.getAsLong() / MIB
                            + " MiB are left); free some space.");
        }
        return new StorageHealth(pulse.sinceCommit(), writer.queue().longestWait(), writer.queue().waiting(),
                readers.queue().waiting(), free, pulse.work(connections()), troubles);
    }

    private List<Connections> connections() {
        boolean writes = !writer.busyFor().isZero();
        return List.of(Connections.read(options.readers(), readers.busy()), Connections.write(1, writes ? 1 : 0));
    }

    private OptionalLong free() {
        try {
            return OptionalLong.of(Files.getFileStore(folder).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
