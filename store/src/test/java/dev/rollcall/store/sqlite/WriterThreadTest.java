package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.health.Pulse;
import dev.rollcall.store.table.TypeMemory;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class WriterThreadTest {
    @TempDir
    Path folder;

    private final AtomicInteger gaveWay = new AtomicInteger();
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    private final List<Thread> callers = new CopyOnWriteArrayList<>();

    @Test
    void aLoneCallerNeverWaitsAndSeveralShareACommitWithWhoeverComesWhileTheyGiveWay() throws InterruptedException {
        StoreOptions options = StoreOptions.defaults();
        MigratedSqlite.open(folder, options).close();
        SqliteDialect dialect = new SqliteDialect();
        SqliteConnections connections = new SqliteConnections(DataFolder.database(folder), options, dialect);
        try (WriterThread writer = new WriterThread(
                new RenewedConnection(connections::writer, dialect, options, new TypeMemory(0).writing()), options,
                new Pulse(options), () -> {
                    gaveWay.incrementAndGet();
                    meanwhile.getAndSet(() -> {}).run();
                })) {
            for (int i = 0; i < 3; i++) {
                write(writer);
            }
            assertThat(gaveWay).as("for a lone caller").hasValue(0);

            CountDownLatch taken = new CountDownLatch(1);
            CountDownLatch others = new CountDownLatch(1);
            meanwhile.set(() -> comeAlong(writer));
            call(() -> writer.write(Share.HOUSE, session -> {
                taken.countDown();
                return await(others);
            }));
            taken.await();
            comeAlong(writer);
            others.countDown();
            for (int i = 0; i < callers.size(); i++) {
                callers.get(i).join();
            }
            assertThat(gaveWay).as("whoever came meanwhile has no transaction of its own").hasValue(1);

            write(writer);
            write(writer);
            assertThat(gaveWay).as("once more behind the company, then not any more").hasValue(2);
        }
    }

    /** A work of another thread, which waits when this returns. */
    private void comeAlong(WriterThread writer) {
        int before = writer.queue().waiting();
        call(() -> write(writer));
        while (writer.queue().waiting() <= before) {
            Thread.onSpinWait();
        }
    }

    private void call(Runnable work) {
        callers.add(Thread.ofVirtual().start(work));
    }

    private static void write(WriterThread writer) {
        writer.write(Share.HOUSE, session -> true);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
