package dev.rollcall.store.jdbc;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement and what is bound to its question marks, in order. Values never become part of the text.
 *
 * @param binds strings, numbers, {@link java.time.Instant}s (bound as epoch milliseconds), booleans (1 or 0),
 *     {@code byte[]} (UTF-8 text), {@link Texts}, or {@link java.util.Optional}s of these (empty is NULL)
 */
public record Sql(String text, List<Object> binds) {

    public Sql {
        binds = List.copyOf(binds);
    }

    /** A statement with its values. */
    public static Sql of(String text, Object... binds) {
        return new Sql(text, List.of(binds));
    }

    /** Strings that are bound as one value, so that the text does not depend on how many there are. */
    public record Texts(List<String> values) {
        public Texts {
            values = List.copyOf(values);
        }
    }

    /** Puts a statement together from pieces. */
    public static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private final List<Object> binds = new ArrayList<>();

        /** Adds a piece and the values of its question marks. */
        public Builder add(String piece, Object... values) {
            text.append(piece);
            binds.addAll(List.of(values));
            return this;
        }

        /** Adds the value of a question mark that is already there. */
        public Builder bind(Object value) {
            binds.add(value);
            return this;
        }

        /** Adds another statement's text and values. */
        public Builder add(Sql piece) {
            text.append(piece.text);
            binds.addAll(piece.binds);
            return this;
        }

        /** What was put together. */
        public Sql build() {
            return new Sql(text.toString(), binds);
        }
    }
}
