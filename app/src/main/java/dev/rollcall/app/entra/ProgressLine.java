package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.cycle.CycleListener;
import dev.rollcall.entra.cycle.CycleProgress;
import java.util.Locale;

/** A bar that grows on a terminal; nothing where standard error is no terminal. */
final class ProgressLine implements CycleListener, AutoCloseable {
    private static final int WIDTH = 30;
    /** Drawing costs more than it tells when every object is drawn. */
    private static final int STEPS = 200;

    private final Terminal terminal;
    private final boolean drawn;
    private boolean open;

    ProgressLine(Terminal terminal) {
        this.terminal = terminal;
        this.drawn = terminal.isInteractive();
    }

    @Override
    public void progress(CycleProgress progress) {
        int step = Math.max(1, progress.total() / STEPS);
        if (drawn && (progress.done() == progress.total() || progress.done() % step == 0)) {
            open = true;
            terminal.err().print("\r" + text(progress));
            terminal.err().flush();
        }
    }

    static String text(CycleProgress progress) {
        int filled = progress.total() == 0 ? WIDTH : (int) ((long) WIDTH * progress.done() / progress.total());
        return "%-9s [%s%s] %,d of %,d".formatted(
                progress.phase().name().toLowerCase(Locale.ROOT),
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                progress.done(),
                progress.total());
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            terminal.err().print("\r" + " ".repeat(WIDTH + 40) + "\r");
            terminal.err().flush();
        }
    }
}
