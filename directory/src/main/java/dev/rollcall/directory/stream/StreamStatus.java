package dev.rollcall.directory.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a stream does, as one looks at it.
 *
 * @param sentence what is the matter and what to do; empty when nothing is
 * @param since when that began
 * @param nextProbe when a target that does not answer is tried next
 */
public record StreamStatus(
        StreamProgress progress, StreamBacklog backlog, Optional<String> sentence, Optional<Instant> since,
        Optional<Instant> nextProbe) {
    /** So many answers in a row make a target sick. */
    public static final int FAILURES = 5;

    /** For so long they must have come. */
    public static final Duration FAILING = Duration.ofSeconds(10);

    /** Whether nothing is sent to the target but a probe, because it does not answer. */
    public static boolean isOpen(StreamProgress progress, Instant now) {
        return progress.failures() >= FAILURES
                && progress.failingSince().filter(since -> !since.plus(FAILING).isAfter(now)).isPresent();
    }

    /** How a stream does at a moment. */
    public static StreamStatus of(EventStream stream, StreamProgress progress, StreamBacklog backlog, Instant now) {
        if (!stream.state().isEnabled()) {
            String sentence = stream.state()
                    .reason()
                    .orElse("The stream is " + stream.state().kind().keyword()
                            + "; what happens meanwhile waits for it.");
            return new StreamStatus(progress, backlog, Optional.of(sentence), Optional.of(stream.state().since()),
                    Optional.empty());
        }
        if (isOpen(progress, now)) {
            return new StreamStatus(progress, backlog, Optional.of("The target does not take anything: "
                    + progress.lastAnswer().orElse("it does not answer")
                    + ". It is tried again by itself; nothing is lost."),
                    progress.failingSince(), progress.probeAt());
        }
        if (progress.heldUntil().isAfter(now)) {
            return new StreamStatus(progress, backlog, Optional.of("The target asked to be left alone until "
                    + progress.heldUntil() + progress.heldCause().map(cause -> " (" + cause + ")").orElse("") + "."),
                    Optional.empty(), Optional.of(progress.heldUntil()));
        }
        return new StreamStatus(progress, backlog, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
