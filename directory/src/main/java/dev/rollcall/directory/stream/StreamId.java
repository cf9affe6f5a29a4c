package dev.rollcall.directory.stream;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The id of an event stream: {@code est_} and 22 letters or digits. */
public record StreamId(String value) implements Comparable<StreamId> {
    private static final Pattern FORM = Pattern.compile("est_[A-Za-z0-9]{22}");
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 22;

    public StreamId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("A stream id is est_ and 22 letters or digits.");
        }
    }

    /** A new id. */
    public static StreamId next(RandomGenerator random) {
        StringBuilder text = new StringBuilder("est_");
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new StreamId(text.toString());
    }

    /** The id in that text; empty when the text has another form. */
    public static Optional<StreamId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new StreamId(text)) : Optional.empty();
    }

    /** For what the stream's secrets are sealed. */
    public String purpose() {
        return "stream " + value;
    }

    /** The name of the stream's reader of the change record. */
    public String readerName() {
        return "stream " + value;
    }

    @Override
    public int compareTo(StreamId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
