package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.store.transfer.TransferProgress;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Says how far a migration is: on a terminal in a line that changes, elsewhere in a line a table and now and then. */
final class MigrationProgress implements TransferProgress, AutoCloseable {
    private static final long EVERY = Duration.ofSeconds(10).toNanos();
    private static final String LINE = "\r%-78s";

    private final Terminal terminal;
    private final LongSupplier nanos;
    private long last;
    private boolean drawn;

    /** @param nanos a time that only goes forward */
    MigrationProgress(Terminal terminal, LongSupplier nanos) {
        this.terminal = terminal;
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    @Override
    public void copied(String table, long rows, long of) {
        show("copied", table, rows, of);
    }

    @Override
    public void compared(String table, long rows, long of) {
        show("compared", table, rows, of);
    }

    private void show(String done, String table, long rows, long of) {
        String text = "%s %d of %d rows of %s".formatted(done, rows, of, table);
        if (terminal.isInteractive()) {
            drawn = true;
            terminal.err().printf(LINE, text);
            terminal.err().flush();
        } else if (rows == of || nanos.getAsLong() - last >= EVERY) {
            last = nanos.getAsLong();
            terminal.err().println("rollcall: " + text);
        }
    }

    /** Takes the line away that changes. */
    @Override
    public void close() {
        if (drawn) {
            terminal.err().printf(LINE + "\r", "");
            terminal.err().flush();
        }
    }
}
