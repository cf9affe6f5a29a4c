package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.check.CheckRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** When a signal ends the process in the middle of the checks, what they made is removed before, and what is left is said. */
final class CheckStop implements AutoCloseable {
    private static final Duration CLEANED_WITHIN = Duration.ofSeconds(30);

    private final CheckRun run;
    private final Terminal terminal;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** What could not be removed; empty until that is known. */
    private final AtomicReference<Optional<List<String>>> left = new AtomicReference<>(Optional.empty());

    private CheckStop(CheckRun run, Terminal terminal) {
        this.run = run;
        this.terminal = terminal;
    }

    /** One that waits for the end of this process. */
    static CheckStop of(CheckRun run, Terminal terminal) {
        CheckStop stop = new CheckStop(run, terminal);
        Runtime.getRuntime().addShutdownHook(new Thread(stop::stop, "stop"));
        return stop;
    }

    /** The run is over, and could not remove these. */
    void left(List<String> paths) {
        left.set(Optional.of(paths));
    }

    private void stop() {
        if (ended.getCount() == 0) {
            return;
        }
        run.stop();
        try {
            boolean cleaned = ended.await(CLEANED_WITHIN.toSeconds(), TimeUnit.SECONDS);
            lines(run.prefix(), cleaned ? left.get() : Optional.empty()).forEach(terminal.err()::println);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.err().flush();
    }

    /** What is said of a run that was stopped, each thing that is left on a line of its own. */
    static List<String> lines(String prefix, Optional<List<String>> leftOver) {
        if (leftOver.isEmpty()) {
            return List.of("rollcall: stopped; users and groups whose names begin with " + prefix + " may be left.");
        }
        if (leftOver.get().isEmpty()) {
            return List.of("rollcall: stopped; what the checks made was removed.");
        }
        List<String> lines = new ArrayList<>();
        lines.add("rollcall: stopped; these could not be removed. Delete them by hand; their names begin with " + prefix
                + ":");
        leftOver.get().forEach(path -> lines.add("    " + path));
        return lines;
    }

    @Override
    public void close() {
        ended.countDown();
    }
}
