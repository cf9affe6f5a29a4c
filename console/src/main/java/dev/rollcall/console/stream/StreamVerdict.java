package dev.rollcall.console.stream;

import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.StreamStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a stream does, in a word and a sentence: not only whether it is stopped, or its target sick, but also whether what is due gets
 * through.
 *
 * <p>Guarantees: it is told by what there is now. Failures of today whose dead letters were delivered since, given up or superseded are
 * no trouble any more.
 *
 * @param tone of the mark: {@code good}, {@code note}, {@code bad} or {@code off}
 * @param sentence what is the matter and what to do; empty when nothing is
 * @param since when that began, where it is known
 */
record StreamVerdict(String tone, Optional<String> sentence, Optional<Instant> since) {
    /** So long something may wait before somebody is to look, as for the alerts unless that is set otherwise. */
    private static final Duration LATE = Duration.ofMinutes(15);

    /** @param oldestChange when the oldest change was made that is not put on its way yet; empty when there is none */
    static StreamVerdict of(EventStream stream, StreamStatus status, StreamDay day, Optional<Instant> oldestChange,
            Instant now) {
        if (status.sentence().isPresent()) {
            boolean off = stream.state().kind() == StreamState.Kind.DISABLED;
            String waiting = status.backlog().behind() > 0 ? "note" : "off";
            return new StreamVerdict(off ? waiting : "bad", status.sentence(), status.since());
        }
        Optional<Instant> oldest = status.backlog().oldestAt().filter(at -> at.plus(LATE).isBefore(now));
        if (oldest.isPresent()) {
            return bad("The oldest delivery waits for longer than " + LATE.toMinutes()
                    + " minutes. Look at its attempts, and at what"
                    + " the target answered last.", oldest);
        }
        Optional<Instant> change = oldestChange.filter(at -> at.plus(LATE).isBefore(now));
        if (change.isPresent()) {
            return bad("What happens is not put on its way. If that lasts, the server's log says why.", change);
        }
        if (status.backlog().failed() > 0 && day.failed() > 0 && day.delivered() == 0) {
            return bad("Nothing of what was sent in the last 24 hours was taken: " + day.failed()
                    + (day.failed() == 1 ? " delivery has" : " deliveries have") + " failed. Look at the causes.",
                    status.progress().lastDeliveryAt());
        }
        if (status.backlog().failed() > 0) {
            return new StreamVerdict("note",
                    Optional.of("Some deliveries have failed for good. Look at their causes, mend them, then"
                            + " deliver them again, or give them up."),
                    Optional.empty());
        }
        return new StreamVerdict("good", day.failed() > 0 && day.delivered() == 0
                ? Optional
                        .of("Of what was sent in the last 24 hours nothing was taken, and no dead letter of it is left:"
                                + " they were given up, or something newer went in their place.")
                : Optional.empty(), Optional.empty());
    }

    private static StreamVerdict bad(String sentence, Optional<Instant> since) {
        return new StreamVerdict("bad", Optional.of(sentence), since);
    }
}
