package dev.rollcall.server.management;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.HttpResponse.Field;
import dev.rollcall.server.limit.Allowance;
import dev.rollcall.server.limit.RateLimiter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How many requests a client may send, and the headers that tell it what is left ({@code X-RateLimit-…}, as Auth0's). */
public final class ManagementRate {
    private static final HeaderName LIMIT = HeaderName.of("X-RateLimit-Limit");
    private static final HeaderName REMAINING = HeaderName.of("X-RateLimit-Remaining");
    private static final HeaderName RESET = HeaderName.of("X-RateLimit-Reset");

    private final Optional<RateLimiter> limiter;
    private final Clock clock;

    ManagementRate(Optional<RateLimiter> limiter, Clock clock) {
        this.limiter = limiter;
        this.clock = clock;
    }

    /** What a request finds of its client's allowance; empty when requests are not counted. */
    Optional<Allowance> take(Share share) {
        return limiter.map(counted -> counted.take(share));
    }

    /** @throws ManagementFailure 429 for a client that sends too much */
    public static void require(Allowance allowance) {
        allowance.delay().ifPresent(delay -> {
            long seconds = seconds(delay);
            throw new ManagementFailure(
                    429, "too_many_requests",
                    "This client sends more requests than the operator allows. Wait " + seconds
                            + " s and try again, or have the setting limits.management-rate-per-second raised.")
                    .with(HeaderName.RETRY_AFTER, Long.toString(seconds));
        });
    }

    /** The answer with what is left. */
    HttpResponse tell(HttpResponse response, Allowance allowance) {
        // By then a request passes again, or as many as may come at once.
        Duration wait = allowance.delay().orElse(allowance.fullIn());
        for (Field field : List.of(
                new Field(LIMIT, Integer.toString(allowance.burst())),
                new Field(REMAINING, Integer.toString(allowance.left())),
                new Field(RESET, Long.toString(clock.instant().plus(wait).getEpochSecond() + 1)))) {
            response.with(field.name(), field.value());
        }
        return response;
    }

    private static long seconds(Duration delay) {
        return Math.max(1, delay.plusNanos(999_999_999).toSeconds());
    }
}
