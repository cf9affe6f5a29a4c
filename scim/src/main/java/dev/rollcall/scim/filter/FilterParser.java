package dev.rollcall.scim.filter;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.FilterScope.Reading;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.Tolerance;

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

    /** The filter of a query for one type; an attribute that the type does not have is refused (7644-3.4.2.2-25). */
    public static Filter parse(String text, ResourceType type, Dialect dialect, FiredTolerances fired,
            FilterLimits limits) {
        return read(text, new FilterScope.Resource(new Reading(type, dialect, fired, WHERE, false)), limits);
    }

    /**
     * The filter of a query for several types, as it is for this one; an attribute that the type does not have counts
     * as absent (7644-3.4.2.1-03).
     */
    public static Filter parseForAnyType(String text, ResourceType type, Dialect dialect, FiredTolerances fired,
            FilterLimits limits) {
        return read(text, new FilterScope.Resource(new Reading(type, dialect, fired, WHERE, true)), limits);
    }

    /**
     * The filter between the brackets of {@code attr[filter]}, without the brackets.
     *
     * @param where what tolerances are recorded with
     */
    public static Filter parseElementFilter(String text, AttributePath attribute, ResourceType type, Dialect dialect,
            FiredTolerances fired, String where, FilterLimits limits) {
        Reading reading = new Reading(type, dialect, fired, where, false);
        return read(text, new FilterScope.Element(reading, attribute), limits);
    }

    private static Filter read(String text, FilterScope scope, FilterLimits limits) {
        if (text.length() > limits.maxLength()) {
            throw FilterSyntax.invalid("The filter has " + text.length() + " characters; at most " + limits.maxLength()
                    + " are read. Split it into several requests.");
        }
        try {
            return new FilterGrammar(new FilterScanner(text, false), limits).whole(scope);
        } catch (ScimException refused) {
            if (refused.scimType().filter(ScimType.INVALID_FILTER::equals).isEmpty()
                    || !scope.reading().dialect().has(Tolerance.UNESCAPED_QUOTE)
                    || text.indexOf('"') < 0) {
                throw refused;
            }
            return readUnescaped(text, scope, limits, refused);
        }
    }

    /**
     * The reading for clients that escape nothing, taken only where the strict one fails and this one succeeds. They are
     * known to send {@code eq} and {@code and} only (entra.md 2.2), so nothing else is read this way.
     */
    private static Filter readUnescaped(String text, FilterScope scope, FilterLimits limits, ScimException refused) {
        FilterScanner scanner = new FilterScanner(text, true);
        Filter filter;
        try {
            filter = new FilterGrammar(scanner, limits).whole(scope);
        } catch (ScimException again) {
            // The client is told what is wrong by the rules of the RFC, which are the ones it can look up.
            throw refused;
        }
        if (!scanner.foundUnescaped() || !onlyEqualities(filter)) {
            throw refused;
        }
        scope.reading().allows(Tolerance.UNESCAPED_QUOTE);
        return filter;
    }

    private static boolean onlyEqualities(Filter filter) {
        return switch (filter) {
            case Filter.And(Filter left, Filter right) -> onlyEqualities(left) && onlyEqualities(right);
            case Filter.Comparison comparison -> comparison.operator() == Operator.EQ;
            case Filter.ValuePath valuePath -> onlyEqualities(valuePath.inner());
            case Filter.Or or -> false;
            case Filter.Not not -> false;
            case Filter.Present present -> false;
        };
    }
}
