package dev.rollcall.console.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the page of one delivery shows.
 *
 * @param row the delivery as the list has it
 * @param intent what the event alone asks for
 * @param sentence what its state means
 * @param note what is worth knowing of it beside
 * @param byUrl of the delivery that was sent in its place
 * @param took how long the run took that ended it
 * @param attempts that failed, the newest first
 * @param now what would be sent now; empty for whoever may not see people
 * @param body of the event; empty when it is not kept any more
 * @param againUrl that delivers it again, or at once what waits; empty for whoever may not, and where there is nothing to deliver
 * @param againLabel of the button that does so
 * @param again what that sends
 * @param giveUpUrl where the dead letters of its subject are given up; likewise
 * @param command that shows the same
 */
public record DeliveryEntryView(
        String name,
        String streamUrl,
        String listUrl,
        String event,
        DeliveryRow row,
        String intent,
        String sentence,
        Optional<String> note,
        Optional<Instant> finishedAt,
        Optional<String> took,
        Optional<String> byUrl,
        List<Attempt> attempts,
        Optional<WouldSend> now,
        Optional<String> body,
        Optional<String> againUrl,
        String againLabel,
        String again,
        Optional<String> giveUpUrl,
        String previewUrl,
        String command) {
    public DeliveryEntryView {
        attempts = List.copyOf(attempts);
    }

    /**
     * One attempt that failed, or whose answer was lost.
     *
     * @param status of the answer, as text; {@code none} when there was none
     * @param error what was wrong, in a sentence
     */
    public record Attempt(int number, Instant at, String took, String status, String error, Optional<String> request,
            Optional<String> response) {}
}
