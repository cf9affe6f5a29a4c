package dev.rollcall.scim.filter;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.FilterScope.Reading;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.DocumentKeys;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.List;
import java.util.Optional;

/**
 * Reads the filter language of RFC 7644 section 3.4.2.2, with errata 4670, 4690, 7319, 7322 and 8924.
 *
 * <p>Guarantees: names are resolved and literals fit their attributes; keywords and names are read without regard to
 * case (7644-3.4.2.2-03); the whole text is read or refused, nothing is passed over (-04); beyond the language,
 * {@code attr[filter].sub op value} is understood (-16) and a multi-valued complex attribute stands for its
 * {@code value} (-21). What is refused is refused with {@code invalidFilter} (400) and a sentence that says what to
 * write instead, or with {@code sensitive} (403) when an attribute is named that is never answered (-28). No text
 * overflows the stack or takes more than linear time (-29).
 */
public final class FilterParser {
    private static final String WHERE = "filter";

    private FilterParser() {}

    /**
     * {@return the filter of a query for one type, by the letter of the RFC and within {@link FilterLimits#defaults}}
     *
     * @param text the filter as it came
     * @param type of the resources that are asked for
     * @throws ScimException {@code invalidFilter}, or {@code sensitive} for an attribute that is never answered
     */
    public static Filter parse(String text, ResourceType type) {
        return parse(text, type, Dialect.strict(), new FiredTolerances(), FilterLimits.defaults());
    }

    /**
     * {@return the filter of a query for one type; an attribute that the type does not have is refused
     * (7644-3.4.2.2-25), or comes as a {@link Filter.OfUndeclared} where the dialect says so}
     *
     * @param text as it came
     * @param type of the resources that are asked for
     * @param dialect what is tolerated
     * @param fired where every tolerance that is used is recorded
     * @param limits what the filter may cost
     */
    public static Filter parse(String text, ResourceType type, Dialect dialect, FiredTolerances fired,
            FilterLimits limits) {
        return told(read(text, resource(type, dialect, false), dialect, fired, limits), type);
    }

    /**
     * {@return the filter of a query for several types, as it is for this one; an attribute that the type does not have
     * counts as absent (7644-3.4.2.1-03)}
     *
     * @param text as it came
     * @param type of the resources that are asked for
     * @param dialect what is tolerated
     * @param fired where every tolerance that is used is recorded
     * @param limits what the filter may cost
     */
    public static Filter parseForAnyType(String text, ResourceType type, Dialect dialect, FiredTolerances fired,
            FilterLimits limits) {
        return told(read(text, resource(type, dialect, true), dialect, fired, limits), type);
    }

    private static Filter told(Filter filter, ResourceType type) {
        HiddenFilters.requireNone(filter, type, List.of());
        return filter;
    }

    /**
     * What the text means when nothing in its literals is an escape: {@code userName eq "CORP\bob"} of a client that escapes
     * nothing, which {@link #parse} reads with a control character. It is to be looked for when that finds nothing.
     *
     * @param text as it came
     * @param type of the resources that are asked for
     * @param dialect what is tolerated
     * @param limits what the filter may cost
     * @return empty when no escape in the text yields a control character, when the dialect does not say so, or when the
     *     text can be read in no such way or in several
     */
    public static Optional<Filter> parseUnescaped(String text, ResourceType type, Dialect dialect,
            FilterLimits limits) {
        return unescaped(text, type, dialect, limits, false);
    }

    /**
     * {@return the same for a query for several types, as {@link #parseForAnyType} reads it}
     *
     * @param text as it came
     * @param type of the resources that are asked for
     * @param dialect what is tolerated
     * @param limits what the filter may cost
     */
    public static Optional<Filter> parseUnescapedForAnyType(String text, ResourceType type, Dialect dialect,
            FilterLimits limits) {
        return unescaped(text, type, dialect, limits, true);
    }

    private static Optional<Filter> unescaped(String text, ResourceType type, Dialect dialect, FilterLimits limits,
            boolean unknownIsAbsent) {
        return UnescapedReading.hasControlEscape(text) && dialect.has(Tolerance.UNESCAPED_QUOTE)
                ? UnescapedReading
                        .only(text, resource(type, dialect, unknownIsAbsent), new FiredTolerances(), limits)
                        .map(filter -> told(filter, type))
                : Optional.empty();
    }

    /**
     * {@return the filter between the brackets of {@code attr[filter]}, without the brackets} What is never answered may be compared
     * with whole values in it; whoever answers by it has to refuse that too ({@link HiddenFilters#requireNone}).
     *
     * @param text as it came
     * @param attribute that the brackets follow
     * @param type of the resources that are asked for
     * @param dialect what is tolerated
     * @param fired where every tolerance that is used is recorded
     * @param where what tolerances are recorded with
     * @param limits what the filter may cost
     */
    public static Filter parseElementFilter(String text, AttributePath attribute, ResourceType type, Dialect dialect,
            FiredTolerances fired, String where, FilterLimits limits) {
        Filter filter = read(
                text,
                recorded -> new FilterScope.Element(
                        new Reading(type, dialect, recorded, where, false), attribute, false),
                dialect,
                fired,
                limits);
        HiddenFilters.requireWholeValues(filter, type, DocumentKeys.of(attribute));
        return filter;
    }

    /**
     * {@return the filter between the brackets after a name that no schema declares, without the brackets; the names in
     * it are keys of the elements}
     *
     * @param text as it came
     * @param type of the resources that are asked for
     * @param dialect what is tolerated
     * @param fired where every tolerance that is used is recorded
     * @param where what tolerances are recorded with
     * @param limits what the filter may cost
     */
    public static Filter parseUndeclaredElementFilter(String text, ResourceType type, Dialect dialect,
            FiredTolerances fired, String where, FilterLimits limits) {
        return read(
                text,
                recorded -> new FilterScope.UndeclaredElement(new Reading(type, dialect, recorded, where, false)),
                dialect,
                fired,
                limits);
    }

    private static Scopes resource(ResourceType type, Dialect dialect, boolean unknownIsAbsent) {
        return recorded -> new FilterScope.Resource(new Reading(type, dialect, recorded, WHERE, unknownIsAbsent));
    }

    /** What names mean in a text, with a record of its own for each way of reading it. */
    interface Scopes {
        FilterScope recordingIn(FiredTolerances fired);
    }

    private static Filter read(
            String text, Scopes scopes, Dialect dialect, FiredTolerances fired, FilterLimits limits) {
        if (text.length() > limits.maxLength()) {
            throw FilterSyntax.invalid("The filter has " + text.length() + " characters; at most " + limits.maxLength()
                    + " are read. Split it into several requests.");
        }
        FilterScope scope = scopes.recordingIn(fired);
        try {
            return new FilterGrammar(new FilterScanner(text), limits).whole(scope);
        } catch (BrokenLiteralException refused) {
            if (!dialect.has(Tolerance.UNESCAPED_QUOTE)) {
                throw refused;
            }
            // The client is told what is wrong by the rules of the RFC, which are the ones it can look up.
            Filter filter = UnescapedReading.only(text, scopes, fired, limits).orElseThrow(() -> refused);
            scope.reading().allows(Tolerance.UNESCAPED_QUOTE);
            return filter;
        }
    }
}
