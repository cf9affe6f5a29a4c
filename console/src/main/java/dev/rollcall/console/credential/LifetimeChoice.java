package dev.rollcall.console.credential;

import dev.rollcall.console.frame.ConsoleForm;
import dev.rollcall.server.management.ManagementFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How long something that is made now is valid, as a form offers it. @param value in whole days; empty text for without an end */
public record LifetimeChoice(String value, String label, boolean chosen) {
    private static final String FIELD = "lifetime";

    /** What is offered. Identity providers forget a token that nobody renews, so that it ends by itself unless somebody says otherwise. */
    public static List<LifetimeChoice> all() {
        return List.of(
                new LifetimeChoice("30", "30 days", false),
                new LifetimeChoice("90", "90 days", false),
                new LifetimeChoice("180", "180 days", false),
                new LifetimeChoice("365", "a year", true),
                new LifetimeChoice("730", "two years", false),
                new LifetimeChoice("", "without an end", false));
    }

    /** What a form says; empty for without an end. @throws ManagementFailure 400 when it is none of those */
    public static Optional<Duration> of(ConsoleForm form) {
        if (!form.ticked(FIELD)) {
            throw ManagementFailure.body("Choose how long it is valid.");
        }
        return form.text(FIELD).map(days -> {
            if (all().stream().noneMatch(choice -> choice.value().equals(days))) {
                throw ManagementFailure.body("Choose one of the lifetimes of the page.");
            }
            return Duration.ofDays(Long.parseLong(days));
        });
    }
}
