package dev.rollcall.directory.stream;

import dev.rollcall.directory.identifier.Keyword;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a stream delivers, and why not. A stream that does not keeps its place in the change record and all of its rows.
 *
 * @param reason a sentence that says what to do; empty for a stream that is enabled, or that somebody paused without one
 * @param since to the millisecond
 */
public record StreamState(Kind kind, Optional<String> reason, Instant since) {

    /** The states that there are. */
    public enum Kind implements Keyword {
        /** It delivers. */
        ENABLED("enabled"),
        /** Somebody has switched it off. */
        DISABLED("disabled"),
        /** Somebody has paused it, or it has paused itself, because nothing could be delivered until something is mended. */
        PAUSED("paused"),
        /** It has lost its place, or the store is a restored one: what the target has must be compared before it goes on. */
        NEEDS_SYNC("needs_sync");

        private final String keyword;

        Kind(String keyword) {
            this.keyword = keyword;
        }

        @Override
        public String keyword() {
            return keyword;
        }

        /** The state of that word. @throws IllegalArgumentException when there is none */
        public static Kind of(String keyword) {
            return Keyword.find(Kind.class, keyword, "state of a stream");
        }
    }

    /** It delivers from now on. */
    public static StreamState enabled(Instant now) {
        return new StreamState(Kind.ENABLED, Optional.empty(), now);
    }

    /** It is switched off from now on. */
    public static StreamState disabled(Instant now) {
        return new StreamState(Kind.DISABLED, Optional.empty(), now);
    }

    /** It is paused from now on. */
    public static StreamState paused(String reason, Instant now) {
        return new StreamState(Kind.PAUSED, Optional.of(reason), now);
    }

    /** It waits for a sync from now on. */
    public static StreamState needsSync(String reason, Instant now) {
        return new StreamState(Kind.NEEDS_SYNC, Optional.of(reason), now);
    }

    /** Whether it delivers what happens. */
    public boolean isEnabled() {
        return kind == Kind.ENABLED;
    }
}
