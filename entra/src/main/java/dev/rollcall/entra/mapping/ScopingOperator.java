package dev.rollcall.entra.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a clause of a scoping filter compares; source: Microsoft's page on scoping filters. Except for {@link #IS_NULL} and
 * {@link #IS_NOT_NULL}, none is true of an attribute without a value.
 */
public enum ScopingOperator {
    EQUALS("EQUALS", Arity.ONE_VALUE),
    NOT_EQUALS("NOT EQUALS", Arity.ONE_VALUE),
    /** The attribute is one of the values. */
    AMONG("&", Arity.VALUES),
    NOT_AMONG("!&", Arity.VALUES),
    ENDS_WITH("ENDS_WITH", Arity.ONE_VALUE),
    INCLUDES("Includes", Arity.ONE_VALUE),
    GREATER_THAN("Greater_Than", Arity.ONE_VALUE),
    GREATER_THAN_OR_EQUALS("Greater_Than_OR_EQUALS", Arity.ONE_VALUE),
    IS_TRUE("IS TRUE", Arity.NO_VALUE),
    IS_FALSE("IS FALSE", Arity.NO_VALUE),
    IS_NULL("IS NULL", Arity.NO_VALUE),
    IS_NOT_NULL("IS NOT NULL", Arity.NO_VALUE),
    REGEX_MATCH("REGEX MATCH", Arity.ONE_VALUE),
    NOT_REGEX_MATCH("NOT REGEX MATCH", Arity.ONE_VALUE);

    private final String label;
    private final Arity arity;

    /** How many values a clause gives to compare with. */
    public enum Arity {
        NO_VALUE,
        ONE_VALUE,
        /** One or more. */
        VALUES
    }

    ScopingOperator(String label, Arity arity) {
        this.label = label;
        this.arity = arity;
    }

    /** As the editor of Entra's portal shows it. */
    public String label() {
        return label;
    }

    public Arity arity() {
        return arity;
    }

    /** The operator of that name, written with blanks, underscores or neither, in any case. */
    public static Optional<ScopingOperator> named(String name) {
        return Arrays.stream(values()).filter(operator -> plain(operator.label).equals(plain(name))).findFirst();
    }

    /** All names, for messages. */
    public static String labels() {
        return names().stream().collect(Collectors.joining(", "));
    }

    static List<String> names() {
        return Arrays.stream(values()).map(ScopingOperator::label).toList();
    }

    private static String plain(String name) {
        return name.replaceAll("[ _]", "").toUpperCase(Locale.ROOT);
    }
}
