package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Condition.Comparator;
import dev.rollcall.directory.text.IndexText;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.directory.type.KindIndex;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.Literal;
import dev.rollcall.scim.filter.Operator;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.text.Folding;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the index can say of a filter.
 *
 * <p>Guarantees: the condition selects every resource that the filter selects; when {@link Narrowed#exact} is true it
 * selects no other. The filter matcher stays the definition; a test proves on generated data that both agree.
 */
final class FilterNarrowing {
    /** A condition, and whether it selects exactly what the filter selects. */
    record Narrowed(Condition condition, boolean exact) {
        static final Narrowed UNKNOWN = new Narrowed(new Condition.All(), false);

        static Narrowed exactly(Condition condition) {
            return new Narrowed(condition, true);
        }

        boolean unknown() {
            return condition instanceof Condition.All && !exact;
        }
    }

    /** Literals up to this length are shorter than every cut, so that a cut cannot change how they compare. */
    private static final int EXACT_LENGTH = 600;

    /** Far beyond every stored time, and far from an overflow. */
    private static final long MAX_SECONDS = Long.MAX_VALUE / 10_000;

    private final ResourceKind kind;

    FilterNarrowing(ResourceKind kind) {
        this.kind = kind;
    }

    Narrowed narrow(Filter filter) {
        return switch (filter) {
            case Filter.And(Filter left, Filter right) -> and(narrow(left), narrow(right));
            case Filter.Or(Filter left, Filter right) -> or(narrow(left), narrow(right));
            case Filter.Not(Filter operand) -> not(narrow(operand));
            case Filter.Present(AttributePath path) -> present(path);
            case Filter.Comparison comparison -> comparison(comparison);
            case Filter.ValuePath(AttributePath attribute, Filter inner) -> valuePath(attribute, inner);
            case Filter.OfUndeclared ignored -> Narrowed.UNKNOWN;
        };
    }

    private static Narrowed and(Narrowed left, Narrowed right) {
        if (left.unknown() || right.unknown()) {
            return new Narrowed(left.unknown() ? right.condition : left.condition, false);
        }
        return new Narrowed(
                new Condition.And(List.of(left.condition, right.condition)), left.exact && right.exact);
    }

    private static Narrowed or(Narrowed left, Narrowed right) {
        if (left.unknown() || right.unknown()) {
            return Narrowed.UNKNOWN;
        }
        return new Narrowed(new Condition.Or(List.of(left.condition, right.condition)), left.exact && right.exact);
    }

    private static Narrowed not(Narrowed operand) {
        return operand.exact ? Narrowed.exactly(new Condition.Not(operand.condition)) : Narrowed.UNKNOWN;
    }

    private Narrowed present(AttributePath path) {
        return switch (path.toString()) {
            case "id", "schemas", "meta", "meta.created", "meta.lastModified", "meta.resourceType", "meta.location" ->
                Narrowed.exactly(new Condition.All());
            default -> kind.always().contains(path.toString())
                    ? Narrowed.exactly(new Condition.All())
                    : column(path)
                            .filter(c -> c == IndexColumn.EXTERNAL_ID || c == IndexColumn.DISPLAY_NAME)
                            .map(c -> Narrowed.exactly(new Condition.HasValue(c)))
                            .orElse(Narrowed.UNKNOWN);
        };
    }

    private Narrowed comparison(Filter.Comparison comparison) {
        if (comparison.operator() == Operator.NE) {
            return not(comparison(new Filter.Comparison(comparison.path(), Operator.EQ, comparison.literal())));
        }
        return switch (comparison.literal()) {
            case Literal.Text(String value, String folded) ->
                text(comparison.path(), comparison.operator(), comparison.path().leaf().caseExact() ? value : folded);
            case Literal.Bool(boolean value) ->
                kind.hasActive() && comparison.path().is("active") && comparison.operator() == Operator.EQ
                        ? Narrowed.exactly(
                                new Condition.Number(IndexColumn.ACTIVE, Comparator.EQ, value ? 1 : 0))
                        : Narrowed.UNKNOWN;
            case Literal.DateTime(Instant value) ->
                column(comparison.path())
                        .map(column -> Narrowed.exactly(time(column, comparison.operator(), value)))
                        .orElseGet(() -> declared(comparison, IndexedText.time(value)));
            case Literal.Number(BigDecimal value) -> comparison.operator() == Operator.EQ
                    ? declared(comparison, IndexedText.number(value))
                    : Narrowed.UNKNOWN;
        };
    }

    /** What an index says that the connection has of an attribute of its own. @param value empty when none can be in it */
    private Narrowed declared(Filter.Comparison comparison, Optional<String> value) {
        Optional<Comparator> comparator = comparator(comparison.operator());
        Optional<KindIndex> index = kind.index(comparison.path().toString());
        return index.isPresent() && value.isPresent() && comparator.isPresent()
                ? Narrowed.exactly(
                        new Condition.Entry(index.get().index().id(), comparator.get(), value.get(), List.of()))
                : Narrowed.UNKNOWN;
    }

    private Narrowed text(AttributePath path, Operator operator, String value) {
        if (operator == Operator.EQ && path.is("members.value")) {
            return Narrowed.exactly(new Condition.HasMember(value));
        }
        if (operator == Operator.EQ && path.is("groups.value")) {
            return Narrowed.exactly(new Condition.MemberOf(value));
        }
        boolean uncut = value.length() <= EXACT_LENGTH;
        Optional<Comparator> comparator = comparator(operator);
        if (comparator.isEmpty() || !uncut && operator != Operator.EQ) {
            return Narrowed.UNKNOWN;
        }
        String key = IndexText.cut(value);
        if (indexesElements("emails") && path.is(IndexKeysReader.EMAILS_VALUE)) {
            return new Narrowed(
                    new Condition.Entry(IndexKeysReader.EMAILS_VALUE, comparator.get(), key, List.of()), uncut);
        }
        Optional<KindIndex> index = kind.index(path.toString());
        if (index.isPresent()) {
            return new Narrowed(
                    new Condition.Entry(index.get().index().id(), comparator.get(), key, List.of()), uncut);
        }
        return column(path)
                .map(column -> new Narrowed(new Condition.Text(column, comparator.get(), key), uncut))
                .orElse(Narrowed.UNKNOWN);
    }

    private Narrowed valuePath(AttributePath attribute, Filter inner) {
        if (inner instanceof Filter.Comparison(AttributePath path, Operator operator, Literal literal)
                && operator == Operator.EQ
                && literal instanceof Literal.Text) {
            return comparison(new Filter.Comparison(path, operator, literal));
        }
        if (!indexesElements("emails") || !attribute.is("emails")) {
            return Narrowed.UNKNOWN;
        }
        Optional<String> value = equalTo(inner, "emails.value");
        Optional<String> type = equalTo(inner, "emails.type");
        if (value.isEmpty()) {
            return Narrowed.UNKNOWN;
        }
        boolean onlyThese = inner instanceof Filter.And(Filter left, Filter right)
                && left instanceof Filter.Comparison
                && right instanceof Filter.Comparison
                && type.isPresent();
        boolean uncut = value.get().length() <= EXACT_LENGTH
                && type.orElse("").length() < IndexText.MAX_QUALIFIER_CHARACTERS
                // An element without a type is indexed under empty text, which no comparison finds.
                && !type.equals(Optional.of(""));
        return new Narrowed(
                new Condition.Entry(
                        IndexKeysReader.EMAILS_VALUE,
                        Comparator.EQ,
                        IndexText.cut(value.get()),
                        type.map(IndexText::cutQualifier).map(List::of).orElse(List.of())),
                onlyThese && uncut);
    }

    /** The folded literal that a conjunction demands of a sub-attribute. */
    private static Optional<String> equalTo(Filter filter, String path) {
        return switch (filter) {
            case Filter.And(Filter left, Filter right) -> equalTo(left, path).or(() -> equalTo(right, path));
            case Filter.Comparison(AttributePath p, Operator operator, Literal.Text literal) when operator == Operator.EQ
                    && p.is(path) ->
                Optional.of(Folding.fold(literal.value()));
            default -> Optional.empty();
        };
    }

    private Optional<IndexColumn> column(AttributePath path) {
        return kind.column(path.toString());
    }

    private boolean indexesElements(String attribute) {
        return kind.entries().contains(attribute);
    }

    private static Optional<Comparator> comparator(Operator operator) {
        return switch (operator) {
            case EQ -> Optional.of(Comparator.EQ);
            case SW -> Optional.of(Comparator.STARTS_WITH);
            case GT -> Optional.of(Comparator.GT);
            case GE -> Optional.of(Comparator.GE);
            case LT -> Optional.of(Comparator.LT);
            case LE -> Optional.of(Comparator.LE);
            case NE, CO, EW -> Optional.empty();
        };
    }

    /** Times are stored in milliseconds; a literal between two of them is moved to the one that decides alike. */
    private static Condition time(IndexColumn column, Operator operator, Instant literal) {
        long floor = Math.clamp(literal.getEpochSecond(), -MAX_SECONDS, MAX_SECONDS) * 1_000
                + literal.getNano() / 1_000_000;
        boolean between = literal.getNano() % 1_000_000 != 0;
        return switch (operator) {
            case EQ ->
                between ? new Condition.None() : new Condition.Number(column, Comparator.EQ, floor);
            case GT -> new Condition.Number(column, Comparator.GT, floor);
            case GE -> new Condition.Number(column, between ? Comparator.GT : Comparator.GE, floor);
            case LT -> new Condition.Number(column, between ? Comparator.LE : Comparator.LT, floor);
            case LE -> new Condition.Number(column, Comparator.LE, floor);
            case NE, CO, SW, EW -> new Condition.All();
        };
    }
}
