package dev.rollcall.check;

import java.time.Duration;
import java.util.List;

/**
 * How one check ended.
 *
 * @param message what was wrong, or why the check does not apply; empty when it passed
 * @param exchanges the requests that tell the story, in the order in which they were sent; empty when it passed
 */
public record CheckResult(Check check, CheckOutcome outcome, String message, List<RecordedExchange> exchanges,
        Duration time) {
    public CheckResult {
        exchanges = List.copyOf(exchanges);
    }

    /** Whether the endpoint is broken by this: a failure that is more than advice. */
    public boolean breaks() {
        return outcome == CheckOutcome.FAILED && check.severity().breaks();
    }
}
