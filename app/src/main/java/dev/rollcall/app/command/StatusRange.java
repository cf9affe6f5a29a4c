package dev.rollcall.app.command;

import java.util.Optional;
import java.util.regex.Pattern;

/** The statuses that a text such as {@code 404}, {@code 4xx} or {@code xxx} stands for, both bounds inclusive. */
record StatusRange(int lowest, int highest) {
    private static final Pattern FORM = Pattern.compile("[1-5][0-9]{2}|[1-5]xx|xxx");

    /** The range of that text; empty when it has another form. */
    static Optional<StatusRange> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(text.equals("xxx")
                ? new StatusRange(0, 999)
                : new StatusRange(Integer.parseInt(text.replace('x', '0')), Integer.parseInt(text.replace('x', '9'))));
    }
}
