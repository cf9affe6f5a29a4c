package dev.rollcall.entra.expression;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * {@code Replace} in its five modes, chosen by which arguments are written. Patterns are .NET's as far as Java's are the same;
 * the names of their groups have letters and digits only.
 */
final class ReplaceFunction {
    private static final int SOURCE = 0;
    private static final int OLD_VALUE = 1;
    private static final int PATTERN = 2;
    private static final int GROUP_NAME = 3;
    private static final int REPLACEMENT = 4;
    private static final int REPLACEMENT_ATTRIBUTE = 5;
    private static final int TEMPLATE = 6;

    private static final Pattern REFERENCE = Pattern
            .compile("\\$(?:\\{(?<name>[^}]+)\\}|(?<number>\\d{1,2})|(?<sign>[$&]))");

    private ReplaceFunction() {}

    static Value apply(Arguments arguments) {
        try {
            return chosen(arguments);
        } catch (PatternSyntaxException e) {
            throw arguments.wrong("cannot read the regexPattern: " + e.getDescription()
                    + "; correct it, and name groups by letters and digits only.", e);
        } catch (BoundedText.Exhausted | StackOverflowError e) {
            throw arguments.wrong("needs too many steps for its regexPattern on this value; write a pattern without "
                    + "repetitions inside repetitions.", e);
        }
    }

    private static Value chosen(Arguments arguments) {
        boolean old = arguments.given(OLD_VALUE);
        boolean pattern = arguments.given(PATTERN);
        if (old && arguments.given(TEMPLATE)) {
            return whole(arguments, source -> filled(arguments, source));
        }
        if (old && arguments.given(REPLACEMENT)) {
            return whole(arguments, source -> replaced(arguments, source));
        }
        if (pattern && arguments.given(GROUP_NAME) && arguments.given(REPLACEMENT_ATTRIBUTE)) {
            return sourceOrExtract(arguments);
        }
        if (pattern && arguments.given(GROUP_NAME) && arguments.given(REPLACEMENT)) {
            return whole(arguments, source -> withoutGroup(arguments, source));
        }
        if (pattern && arguments.given(REPLACEMENT)) {
            return whole(arguments, source -> expanded(arguments, source));
        }
        throw arguments
                .wrong("needs oldValue with replacementValue or template, or regexPattern with replacementValue, "
                        + "or regexPattern and regexGroupName with replacementValue or replacementAttributeName.");
    }

    private interface Mode {
        String of(String source);
    }

    private static Value whole(Arguments arguments, Mode mode) {
        Optional<String> source = arguments.text(SOURCE);
        return source.isPresent() ? new Value.Text(mode.of(source.get())) : Value.MISSING;
    }

    private static String filled(Arguments arguments, String source) {
        return arguments.textOrEmpty(TEMPLATE).replace(oldValue(arguments), source);
    }

    private static String replaced(Arguments arguments, String source) {
        return source.replace(oldValue(arguments), arguments.textOrEmpty(REPLACEMENT));
    }

    private static String oldValue(Arguments arguments) {
        return arguments.text(OLD_VALUE)
                .filter(old -> !old.isEmpty())
                .orElseThrow(() -> arguments.wrong("is given no text as oldValue; write the text to be replaced."));
    }

    private static Value sourceOrExtract(Arguments arguments) {
        Optional<String> source = arguments.text(SOURCE).filter(text -> !text.isEmpty());
        if (source.isPresent()) {
            return new Value.Text(source.get());
        }
        Matcher matcher = matcher(arguments, arguments.textOrEmpty(REPLACEMENT_ATTRIBUTE));
        String group = groupName(arguments, matcher);
        return matcher.find() && matcher.start(group) >= 0 ? new Value.Text(matcher.group(group)) : Value.MISSING;
    }

    private static String withoutGroup(Arguments arguments, String source) {
        Matcher matcher = matcher(arguments, source);
        String group = groupName(arguments, matcher);
        String replacement = arguments.textOrEmpty(REPLACEMENT);
        StringBuilder result = new StringBuilder();
        int done = 0;
        while (matcher.find()) {
            if (matcher.start(group) >= done) {
                result.append(source, done, matcher.start(group)).append(replacement);
                done = matcher.end(group);
            }
        }
        return result.append(source, done, source.length()).toString();
    }

    private static String expanded(Arguments arguments, String source) {
        Matcher matcher = matcher(arguments, source);
        String replacement = arguments.textOrEmpty(REPLACEMENT);
        StringBuilder result = new StringBuilder();
        int done = 0;
        while (matcher.find()) {
            result.append(source, done, matcher.start()).append(expanded(replacement, matcher));
            done = matcher.end();
        }
        return result.append(source, done, source.length()).toString();
    }

    /** What .NET makes of a replacement: a reference to a group that the pattern does not have stays as it is written. */
    private static String expanded(String replacement, Matcher match) {
        return REFERENCE.matcher(replacement)
                .replaceAll(reference -> Matcher.quoteReplacement(referenced(reference, match)));
    }

    private static String referenced(MatchResult reference, Matcher match) {
        String name = reference.group("name");
        String number = reference.group("number");
        if (number == null && name != null && name.matches("\\d{1,2}")) {
            number = name;
        }
        String found = reference.group();
        if (number != null) {
            found = Integer.parseInt(number) <= match.groupCount() ? match.group(Integer.parseInt(number)) : found;
        } else if (name != null) {
            found = match.namedGroups().containsKey(name) ? match.group(name) : found;
        } else {
            found = found.equals("$&") ? match.group() : "$";
        }
        return found == null ? "" : found;
    }

    private static Matcher matcher(Arguments arguments, String text) {
        return Pattern.compile(arguments.textOrEmpty(PATTERN)).matcher(new BoundedText(text));
    }

    private static String groupName(Arguments arguments, Matcher matcher) {
        String name = arguments.textOrEmpty(GROUP_NAME);
        if (!matcher.namedGroups().containsKey(name)) {
            throw arguments.wrong("finds no group \"" + Arguments.excerpt(name)
                    + "\" in the regexPattern; write it there as (?<" + Arguments.excerpt(name) + ">…).");
        }
        return name;
    }
}
