package dev.rollcall.entra.expression;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The functions that make one text of others. A missing source stays missing, except where Microsoft says otherwise. */
final class TextFunctions {
    static final List<EntraFunction> ALL = List.of(
            EntraFunction.of("Append", "source suffix", arguments -> changed(arguments,
                    source -> source + arguments.textOrEmpty(1))),
            EntraFunction.repeating("Join", "separator source", 1, TextFunctions::join),
            EntraFunction.of("Left", "String NumChars", TextFunctions::left),
            EntraFunction.of("Mid", "source start length", TextFunctions::mid),
            EntraFunction.of("Word", "String WordNumber delimiters", TextFunctions::word),
            EntraFunction.of("StripSpaces", "source", arguments -> changed(arguments, text -> text.replace(" ", ""))),
            EntraFunction.of("ToLower", "source culture?", arguments -> changed(arguments,
                    text -> text.toLowerCase(culture(arguments)))),
            EntraFunction.of("ToUpper", "source culture?", arguments -> changed(arguments,
                    text -> text.toUpperCase(culture(arguments)))),
            EntraFunction.of("PCase", "source wordSeparators?", arguments -> changed(arguments,
                    text -> ProperCase.of(text, arguments.text(1)))),
            EntraFunction.of("NormalizeDiacritics", "source", arguments -> changed(arguments, Diacritics::without)),
            EntraFunction.of("InStr", "value1 value2 start? compareType?", TextFunctions::inStr),
            EntraFunction.of("CStr", "value", arguments -> changed(arguments, UnaryOperator.identity())),
            EntraFunction.of("Redact", "attribute/value", arguments -> arguments.value(0)),
            EntraFunction.of("ConvertToBase64", "source", arguments -> changed(arguments, text -> Base64.getEncoder()
                    .encodeToString(text.getBytes(StandardCharsets.UTF_16LE)))),
            EntraFunction.of("ConvertToUTF8Hex", "source", arguments -> changed(arguments, text -> HexFormat.of()
                    .withUpperCase()
                    .formatHex(text.getBytes(StandardCharsets.UTF_8)))),
            EntraFunction.of("Replace", "source oldValue? regexPattern? regexGroupName? replacementValue?"
                    + " replacementAttributeName? template?", ReplaceFunction::apply));

    private TextFunctions() {}

    private static Value changed(Arguments arguments, UnaryOperator<String> change) {
        Optional<String> source = arguments.text(0);
        return source.isPresent() ? new Value.Text(change.apply(source.get())) : Value.MISSING;
    }

    /** Values that are missing or empty leave no separator behind; when there is no other, there is no value. */
    private static Value join(Arguments arguments) {
        String separator = arguments.textOrEmpty(0);
        List<String> texts = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            arguments.texts(i).stream().filter(text -> !text.isEmpty()).forEach(texts::add);
        }
        return texts.isEmpty() ? Value.MISSING : new Value.Text(String.join(separator, texts));
    }

    private static Value left(Arguments arguments) {
        String source = arguments.textOrEmpty(0);
        int length = arguments.integer(1);
        return new Value.Text(length < 0 || length >= source.length() ? source : source.substring(0, length));
    }

    private static Value mid(Arguments arguments) {
        int start = arguments.integer(1);
        int length = arguments.integer(2);
        if (start < 1 || length < 0) {
            throw arguments.wrong("is given " + start + " as start and " + length
                    + " as length; the first character is 1, and a length is not negative.");
        }
        return changed(arguments, source -> {
            int from = Math.min(start - 1, source.length());
            return source.substring(from, (int) Math.min(source.length(), (long) from + length));
        });
    }

    /** The n-th piece between delimiters, empty pieces not counted. */
    private static Value word(Arguments arguments) {
        String source = arguments.textOrEmpty(0);
        String delimiters = arguments.textOrEmpty(2);
        int wanted = arguments.integer(1);
        int found = 0;
        int start = 0;
        for (int i = 0; i <= source.length(); i++) {
            if (i == source.length() || delimiters.indexOf(source.charAt(i)) >= 0) {
                found += i > start ? 1 : 0;
                if (i > start && found == wanted) {
                    return new Value.Text(source.substring(start, i));
                }
                start = i + 1;
            }
        }
        return new Value.Text("");
    }

    /** The place of a text in another, counted from 1; 0 when it is not in it. */
    private static Value inStr(Arguments arguments) {
        int start = arguments.given(2) ? arguments.integer(2) : 1;
        if (start < 1) {
            throw arguments.wrong("is given " + start + " as start; the first character is 1.");
        }
        String compareType = arguments.text(3).orElse("vbBinaryCompare");
        String source = arguments.textOrEmpty(0);
        String sought = arguments.textOrEmpty(1);
        return switch (compareType) {
            case "vbBinaryCompare" -> Value.of(source.indexOf(sought, start - 1) + 1L);
            case "vbTextCompare" -> Value.of(indexIgnoringCase(source, sought, start - 1) + 1L);
            default -> throw arguments.wrong("is given \"" + Arguments.excerpt(compareType)
                    + "\" as compareType; write vbBinaryCompare or vbTextCompare.");
        };
    }

    private static int indexIgnoringCase(String source, String sought, int start) {
        for (int i = start; i <= source.length() - sought.length(); i++) {
            if (source.regionMatches(true, i, sought, 0, sought.length())) {
                return i;
            }
        }
        return -1;
    }

    /** The invariant culture is the root locale: no machine's own language decides. */
    private static Locale culture(Arguments arguments) {
        String name = arguments.textOrEmpty(1);
        Locale locale = Locale.forLanguageTag(name);
        if (!name.isEmpty() && locale.getLanguage().isEmpty()) {
            throw arguments.wrong("is given \"" + Arguments.excerpt(name)
                    + "\" as culture; write a name such as en-US or tr-TR, or leave it out.");
        }
        return locale;
    }
}
