package dev.rollcall.entra.expression;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/**
 * {@code FormatDateTime}: a date of one .NET format in another one. A date with an offset is brought to UTC, one without is in
 * UTC; the culture is the invariant one.
 */
final class DotNetDates {
    /** What .NET's DateTimeStyles are called. On a machine in UTC they change only which blanks are allowed. */
    private static final Set<String> STYLES = Set.of("None", "AllowLeadingWhite", "AllowTrailingWhite",
            "AllowInnerWhite",
            "AllowWhiteSpaces", "NoCurrentDateDefault", "AdjustToUniversal", "AssumeLocal", "AssumeUniversal",
            "RoundtripKind");

    private DotNetDates() {}

    static Value format(Arguments arguments) {
        checkStyles(arguments);
        Optional<String> source = arguments.text(0).filter(text -> !text.isBlank());
        if (source.isEmpty()) {
            return Value.MISSING;
        }
        String inputFormat = arguments.textOrEmpty(2);
        DateTimeFormatter input = formatter(arguments, inputFormat);
        DateTimeFormatter output = formatter(arguments, arguments.textOrEmpty(3));
        LocalDate today = LocalDate.ofInstant(arguments.clock().instant(), ZoneOffset.UTC);
        try {
            LocalDateTime date = DateText.utc(input.parse(source.get().strip()), today);
            return new Value.Text(output.format(date.atOffset(ZoneOffset.UTC)));
        } catch (DateTimeException e) {
            throw arguments.wrong("cannot read \"" + Arguments.excerpt(source.get()) + "\" by the inputFormat \""
                    + inputFormat + "\"; write the format that the source has.", e);
        }
    }

    private static void checkStyles(Arguments arguments) {
        for (String style : arguments.textOrEmpty(1).split("[,|]", -1)) {
            String name = style.strip().replaceFirst("^DateTimeStyles\\.", "");
            if (!name.isEmpty() && !STYLES.contains(name)) {
                throw arguments.wrong("is given \"" + Arguments.excerpt(name)
                        + "\" as dateTimeStyles; leave it empty or write .NET's names, AdjustToUniversal for example.");
            }
        }
    }

    private static DateTimeFormatter formatter(Arguments arguments, String format) {
        try {
            return DotNetFormat.of(format);
        } catch (IllegalArgumentException e) {
            throw arguments.wrong("cannot read the format \"" + Arguments.excerpt(format)
                    + "\"; write a .NET format such as yyyy-MM-dd or M/d/yyyy h:mm:ss tt.", e);
        }
    }
}
