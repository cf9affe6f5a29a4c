package dev.rollcall.scim.filter;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.Optional;

/**
 * The reading of filters for clients that escape nothing: each quote that can end a literal is tried, and the filter is what
 * it means when exactly one way of reading gives one, or when one does in which no literal has a quote inside. It is none
 * when a literal seems to have swallowed a part of the filter ({@link SwallowedText}). They are known to send {@code eq} and
 * {@code and} only (entra.md 2.2), so nothing else is read this way.
 */
final class UnescapedReading {
    /** Ways of reading that are tried; no name has so many quotes before a blank, and each try reads the whole text. */
    static final int TRIES = 64;

    private UnescapedReading() {}

    /** The filter that the text means; empty when that is none, or may be one of several. */
    static Optional<Filter> only(
            String text, FilterParser.Scopes scopes, FiredTolerances fired, FilterLimits limits) {
        LiteralEnds ends = new LiteralEnds();
        Optional<Filter> found = Optional.empty();
        FiredTolerances recorded = new FiredTolerances();
        boolean swallows = false;
        for (int tries = 0; tries == 0 || ends.next(); tries++) {
            if (tries == TRIES) {
                return Optional.empty();
            }
            FiredTolerances trial = new FiredTolerances();
            Optional<Filter> read = read(text, ends, scopes.recordingIn(trial), limits);
            boolean certain = read.isPresent() && !ends.quoteInside();
            if (read.isPresent() && found.isPresent() && !certain) {
                return Optional.empty();
            }
            if (read.isPresent()) {
                found = read;
                recorded = trial;
                swallows = ends.swallows();
            }
            if (certain) {
                break;
            }
        }
        if (swallows) {
            return Optional.empty();
        }
        recorded.entries().forEach(entry -> fired.fired(entry.tolerance(), entry.where()));
        return found.filter(UnescapedReading::onlyEqualities);
    }

    private static Optional<Filter> read(String text, LiteralEnds ends, FilterScope scope, FilterLimits limits) {
        try {
            return Optional.of(new FilterGrammar(new FilterScanner(text, ends), limits).whole(scope));
        } catch (ScimException refused) {
            if (refused.scimType().filter(ScimType.INVALID_FILTER::equals).isEmpty()) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    /** Whether an escape in the text yields a control character, which no name has and a Windows path seems to have. */
    static boolean hasControlEscape(String text) {
        for (int i = text.indexOf('\\'); i >= 0 && i + 1 < text.length(); i = text.indexOf('\\', i + 2)) {
            if ("bfnrt".indexOf(text.charAt(i + 1)) >= 0
                    || text.startsWith("u000", i + 1)
                    || text.startsWith("u001", i + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean onlyEqualities(Filter filter) {
        return switch (filter) {
            case Filter.And(Filter left, Filter right) -> onlyEqualities(left) && onlyEqualities(right);
            case Filter.Comparison comparison -> comparison.operator() == Operator.EQ;
            case Filter.UndeclaredComparison comparison -> comparison.operator() == Operator.EQ;
            case Filter.ValuePath valuePath -> onlyEqualities(valuePath.inner());
            case Filter.UndeclaredElements elements -> onlyEqualities(elements.inner());
            case Filter.Or or -> false;
            case Filter.Not not -> false;
            case Filter.Present present -> false;
            case Filter.UndeclaredPresent present -> false;
        };
    }
}
