package dev.rollcall.server.incident;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class IncidentLogTest {
    private final AtomicLong now = new AtomicLong(-5);
    private final IncidentLog log = new IncidentLog(now::get);
    private final Logger logger = (Logger) LoggerFactory.getLogger(IncidentLogTest.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void oneLineAMinuteOfAKindAndTheNextSaysHowManyWereLeftOut() {
        for (int i = 0; i < 500; i++) {
            log.report(logger, "disk", "The disk is full.");
        }
        log.report(logger, "memory", "There is no memory.");
        now.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
        log.report(logger, "disk", "The disk is full.");
        now.addAndGet(1);
        log.report(logger, "disk", "The disk is full.");
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        log.report(logger, "disk", "The disk is full.");
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "The disk is full.",
                        "There is no memory.",
                        "The disk is full. (500 more like it were left out since the last such line)",
                        "The disk is full.");
    }

    @Test
    void theStackTraceIsThereWhenTheCauseIsToBeFound() {
        log.report(logger, "a", "Known.");
        log.report(logger, "b", "Unknown.", new IllegalStateException("test"));
        assertThat(lines.list).extracting(event -> event.getThrowableProxy() != null).containsExactly(false, true);
    }

    @Test
    void kindsWithoutEndShareOnePause() {
        for (int i = 0; i < 10 * IncidentLog.KINDS; i++) {
            log.report(logger, "kind " + i, "Failed.");
        }
        assertThat(lines.list).hasSize(IncidentLog.KINDS + 1);
    }
}
