package dev.rollcall.hardship;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.LoggerFactory;

/** What the servers of this process logged last as a warning or worse, so that a failed assertion says why a server failed. */
final class RecentLog extends AppenderBase<ILoggingEvent> {
    private static final int KEPT = 10;
    private static final RecentLog INSTANCE = new RecentLog();

    private final Queue<String> lines = new ArrayDeque<>();

    private RecentLog() {}

    /** Begins to keep what is logged, unless that was done before. */
    static synchronized void keep() {
        if (!INSTANCE.isStarted() && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            INSTANCE.setContext(context);
            INSTANCE.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(INSTANCE);
        }
    }

    /** The last lines, the oldest first. */
    static String text() {
        synchronized (INSTANCE.lines) {
            return String.join("\n", INSTANCE.lines);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
            return;
        }
        String cause = Optional.ofNullable(event.getThrowableProxy()).map(ThrowableProxyUtil::asString).orElse("");
        synchronized (lines) {
            if (lines.size() == KEPT) {
                lines.remove();
            }
            lines.add(event.getFormattedMessage() + "\n" + cause);
        }
    }
}
