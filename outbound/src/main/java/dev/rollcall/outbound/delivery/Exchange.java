package dev.rollcall.outbound.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One request and what came back.
 *
 * <p>Guarantees: the texts hold no secret, because whoever makes an exchange has removed them; each is cut at
 * {@value #LONGEST} characters unless it is a webhook's own event, which is at most {@value #LONGEST_EVENT}.
 *
 * @param at when it was sent
 * @param status of the answer; empty when none came
 * @param error what was wrong in a sentence; empty text when nothing was
 * @param request method, address, headers that matter and body
 * @param response headers that matter and body; empty when none came
 */
public record Exchange(
        Instant at, Duration duration, OptionalInt status, String error, String request, Optional<String> response) {
    /** The most of a text that is kept. */
    public static final int LONGEST = 8_192;

    /** The most of a webhook's request that is kept, so that it can be sent once more when its record is gone. */
    public static final int LONGEST_EVENT = 262_144;

    public Exchange {
        error = cut(error, LONGEST);
        request = cut(request, LONGEST_EVENT);
        response = response.map(text -> cut(text, LONGEST));
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
