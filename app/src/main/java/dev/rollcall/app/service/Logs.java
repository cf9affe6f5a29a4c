package dev.rollcall.app.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.rollcall.app.setting.LogLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** What the program reports of itself, on standard error. Libraries speak up only when something is wrong. */
final class Logs {
    private static final String OURS = "dev.rollcall";

    private Logs() {}

    /** For a command: warnings of the house are for the server's log, so only errors are shown. */
    static void quiet() {
        set(Level.ERROR, Level.ERROR);
    }

    /** For a server: our own reports from that level on; those of libraries too when everything is asked for. */
    static void serve(LogLevel level) {
        Level ours = Level.valueOf(level.name());
        set(ours, level == LogLevel.DEBUG ? Level.INFO : Level.WARN);
    }

    private static void set(Level ours, Level others) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(OURS).setLevel(ours);
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(others);
        }
    }
}
