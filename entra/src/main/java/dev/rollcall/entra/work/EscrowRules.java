package dev.rollcall.entra.work;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.entra.state.Escrow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** When a failed operation is tried again: after gaps that double up to a bound. Source: entra.md §5.6. */
public final class EscrowRules {
    private static final int MAX_DOUBLINGS = 30;
    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z' '(UTC)'")
            .withZone(ZoneOffset.UTC);

    private final JobRules rules;

    public EscrowRules(JobRules rules) {
        this.rules = rules;
    }

    /** The escrow after one more failure. */
    public Escrow next(Optional<Escrow> previous, Instant now, ErrorCode code, String message) {
        int retries = previous.map(escrow -> escrow.retries() + 1).orElse(0);
        Duration gap = rules.escrowFirstGap().multipliedBy(1L << Math.min(retries, MAX_DOUBLINGS));
        Duration bounded = gap.compareTo(rules.escrowMaxGap()) > 0 ? rules.escrowMaxGap() : gap;
        return new Escrow(retries, previous.map(Escrow::firstFailure).orElse(now), now.plus(bounded), code.code(),
                message);
    }

    /** What the log says of it, in Entra's words. */
    public static String message(Escrow escrow) {
        return "%s This operation was retried %d times. It will be retried again after this date: %s"
                .formatted(escrow.message(), escrow.retries(), DATE.format(escrow.nextRetry()));
    }
}
