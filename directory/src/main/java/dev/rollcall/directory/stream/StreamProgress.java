package dev.rollcall.directory.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a stream has come and how its target does. Moments are to the millisecond.
 *
 * @param position up to where the change record is fanned out, as {@code ChangeView} reads on from it
 * @param followNo the number of the last one who took the following
 * @param followNode who follows; empty for nobody
 * @param followUntil until when
 * @param heldUntil nothing is sent before
 * @param failures how many answers in a row said that the target is sick
 * @param failingSince when the first of them came
 * @param probeAt when the next probe of a sick target is due
 * @param probeNo the number of the last probe
 * @param lastSuccessAt when the target last answered as a target does that is well, be it by refusing somebody
 * @param lastDeliveryAt when it last took what was sent to it, to a second
 * @param lastAnswer what the target answered last, when something was wrong with it
 */
public record StreamProgress(
        StreamId stream,
        String position,
        long followNo,
        Optional<String> followNode,
        Instant followUntil,
        Instant heldUntil,
        Optional<String> heldCause,
        long failures,
        Optional<Instant> failingSince,
        Optional<Instant> probeAt,
        long probeNo,
        Optional<Instant> lastSuccessAt,
        Optional<Instant> lastDeliveryAt,
        Optional<String> lastAnswer) {}
