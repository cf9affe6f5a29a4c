package dev.rollcall.outbound.fault;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** One way to misbehave. {@link #carriesOut()} says whether the target does what was asked before it misbehaves. */
public sealed interface Fault {
    boolean carriesOut();

    /** Never answers. */
    record Stall(boolean carriesOut) implements Fault {}

    /** Does it, and answers one byte at a time. */
    record Dribble(Duration between) implements Fault {
        @Override
        public boolean carriesOut() {
            return true;
        }
    }

    /** Resets the connection after so many bytes of the answer. */
    record Reset(int bytes, boolean carriesOut) implements Fault {}

    /** Answers something else. */
    record Instead(CannedAnswer answer, boolean carriesOut) implements Fault {}

    /** Does it and answers as it should, under another status. */
    record OtherStatus(int status) implements Fault {
        @Override
        public boolean carriesOut() {
            return true;
        }
    }

    /** Does it, promises more bytes than it sends, and closes. */
    record Short(int missing) implements Fault {
        @Override
        public boolean carriesOut() {
            return true;
        }
    }

    /** Does it and sends the answer twice on the same connection. */
    record Twice() implements Fault {
        @Override
        public boolean carriesOut() {
            return true;
        }
    }

    /** Behaves, {@code by} later than it could. */
    record Late(Duration by) implements Fault {
        @Override
        public boolean carriesOut() {
            return true;
        }
    }

    /**
     * Does it only when it is let, whoever comes meanwhile.
     *
     * @param reached counted down when the request is there
     * @param let counted down by the test
     * @param answers whether it is answered then, rather than the connection reset
     */
    record Held(CountDownLatch reached, CountDownLatch let, boolean answers) implements Fault {
        @Override
        public boolean carriesOut() {
            return true;
        }
    }

    static Held held(boolean answers) {
        return new Held(new CountDownLatch(1), new CountDownLatch(1), answers);
    }

    static Fault stall() {
        return new Stall(false);
    }

    /** Does it and never answers. */
    static Fault commitThenStall() {
        return new Stall(true);
    }

    static Fault dribble() {
        return new Dribble(Duration.ofMillis(20));
    }

    /** Resets the connection at once; nothing is done. */
    static Fault reset() {
        return new Reset(0, false);
    }

    /** Does it and resets the connection in the middle of the answer's body. */
    static Fault resetMidBody() {
        return new Reset(150, true);
    }

    /** Does it and resets the connection before the first byte of the answer. */
    static Fault commitThenReset() {
        return new Reset(0, true);
    }

    /** SCIM's error under that status; nothing is done. */
    static Fault status(int status) {
        return new Instead(CannedAnswer.error(status, "", "on purpose"), false);
    }

    /** Does it and answers that it could not. */
    static Fault commitThen(int status) {
        return new Instead(CannedAnswer.error(status, "", "on purpose, though it is done"), true);
    }

    static Fault error(int status, String scimType, String detail) {
        return new Instead(CannedAnswer.error(status, scimType, detail), false);
    }

    /** 429 with {@code Retry-After}. */
    static Fault busy(int seconds) {
        return new Instead(
                CannedAnswer.error(429, "", "too many requests").with("Retry-After", Integer.toString(seconds)), false);
    }

    /** Does it and answers with what is no JSON. */
    static Fault malformedJson() {
        return new Instead(
                CannedAnswer.of(200, "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"id\":"), true);
    }

    /** Does it and answers with JSON that is no resource and no list: no {@code id}, no {@code Resources}. */
    static Fault wrongShape() {
        return new Instead(CannedAnswer.of(200, "{\"ok\":true}"), true);
    }

    /** Answers a page for people, as a proxy in front of a target does. */
    static Fault page() {
        return new Instead(new CannedAnswer(200, Map.of("Content-Type", "text/html"), "<html>Sign in</html>"), false);
    }

    static Fault redirect(String to) {
        return new Instead(new CannedAnswer(302, Map.of("Location", to), ""), false);
    }
}
