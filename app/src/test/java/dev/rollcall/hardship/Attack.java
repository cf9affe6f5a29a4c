package dev.rollcall.hardship;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * Requests of one connection that cost much, sent by several clients again and again.
 *
 * @param request what is sent in a client's round of that number, from 0
 */
record Attack(String name, int clients, IntFunction<Reply> request) {
    /** Attacks are heavy, not many: who is refused takes a breath. */
    private static final Duration BREATH = Duration.ofMillis(100);

    /** Sends until that time of {@link System#nanoTime}, and once at least. */
    void until(long end, Answers answers) throws InterruptedException {
        int round = 0;
        do {
            try {
                Reply reply = request.apply(round);
                answers.add(name, reply);
                if (reply.status() >= 400) {
                    Thread.sleep(BREATH);
                }
            } catch (UncheckedIOException e) {
                answers.addFailure(name, e);
                Thread.sleep(BREATH);
            }
            round++;
        } while (System.nanoTime() < end);
    }
}
