package dev.rollcall.directory.stream;

import dev.rollcall.directory.event.EventId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One attempt that failed, or whose answer was lost. Secrets are removed from its texts before it is made.
 *
 * @param number from 1; given by the store, which keeps the newest {@value #KEPT} of a delivery
 * @param at to the millisecond
 * @param status of the answer; empty when there was none
 * @param error what was wrong, in a sentence
 * @param request the last request; cut at {@value #LONGEST_REQUEST} characters
 * @param response the answer as it came; cut at {@value #LONGEST_RESPONSE} characters
 */
public record DeliveryAttempt(
        EventId event,
        int number,
        Instant at,
        Duration duration,
        Optional<Integer> status,
        String error,
        Optional<String> request,
        Optional<String> response) {
    /** How many attempts of a delivery are kept. */
    public static final int KEPT = 20;

    /** The most characters of a request: an event that a webhook was sent is kept whole. */
    public static final int LONGEST_REQUEST = 262_144;

    /** The most characters of an answer. */
    public static final int LONGEST_RESPONSE = 8_192;

    public DeliveryAttempt {
        error = cut(error, LONGEST_RESPONSE);
        request = request.map(text -> cut(text, LONGEST_REQUEST));
        response = response.map(text -> cut(text, LONGEST_RESPONSE));
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
