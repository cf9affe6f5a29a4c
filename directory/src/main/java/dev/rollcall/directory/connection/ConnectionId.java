package dev.rollcall.directory.connection;

import java.util.Optional;
import java.util.regex.Pattern;

/** The id of a connection: {@code con_} and 16 letters or digits. Every key that a connection owns begins with it. */
public record ConnectionId(String value) {
    private static final Pattern FORM = Pattern.compile("con_[A-Za-z0-9]{16}");

    public ConnectionId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("A connection id is con_ and 16 letters or digits.");
        }
    }

    /** The id in that text; empty when the text has another form. */
    public static Optional<ConnectionId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ConnectionId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
