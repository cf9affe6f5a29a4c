package dev.rollcall.directory.failure;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureReportsTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<String> lines = new ArrayList<>();
    private final FailureReports reports = new FailureReports(new Lines(), nanos::get);

    @Test
    void aSubjectTakesOneLineAMinuteAndSaysHowManyThereWere() {
        for (int i = 0; i < 50; i++) {
            reports.report("disk", "The disk is full.", new IllegalStateException());
        }
        reports.report("upkeep", "The upkeep\n  failed.", new IllegalStateException());
        assertThat(lines).containsExactly("WARNING The disk is full.", "WARNING The upkeep failed.");

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(59));
        reports.report("disk", "The disk is full.", new IllegalStateException());
        assertThat(lines).hasSize(2);

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        reports.report("disk", "The disk is full.", new IllegalStateException());
        assertThat(lines).last().isEqualTo("WARNING The disk is full. (50 more of this since the last line)");
    }

    /** Keeps the lines that an operator sees; a stack trace would be more than one. */
    private final class Lines implements System.Logger {
        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.compareTo(Level.INFO) >= 0;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                lines.add(level + " " + message);
                assertThat(thrown).isNull();
            }
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... values) {
            if (isLoggable(level)) {
                lines.add(
                        level + " " + (values == null ? format : MessageFormat.format(String.valueOf(format), values)));
            }
        }
    }
}
