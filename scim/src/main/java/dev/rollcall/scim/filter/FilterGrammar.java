package dev.rollcall.scim.filter;

import dev.rollcall.scim.filter.FilterScope.Named;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.UndeclaredPath;

/**
 * Recursive descent over one filter text. {@code and} binds tighter than {@code or}, attribute operators tightest
 * (erratum 4670); {@code not} needs parentheses (7644-3.4.2.2-13). Depth and nodes are counted while reading, so that
 * no input can exhaust the stack.
 */
final class FilterGrammar {
    private final FilterScanner scanner;
    private final FilterLimits limits;
    private int depth;
    private int nodes;

    FilterGrammar(FilterScanner scanner, FilterLimits limits) {
        this.scanner = scanner;
        this.limits = limits;
    }

    /** The filter that the whole text is. */
    Filter whole(FilterScope scope) {
        Filter filter = alternatives(scope);
        scanner.blanks();
        if (!scanner.atEnd()) {
            throw scanner.unexpected(scanner.peek(')')
                    ? "there is no opening parenthesis for this closing one."
                    : "expected and, or, or the end of the filter.");
        }
        return filter;
    }

    private Filter alternatives(FilterScope scope) {
        Filter left = conjunction(scope);
        while (connective("or")) {
            left = counted(new Filter.Or(left, conjunction(scope)));
        }
        return left;
    }

    private Filter conjunction(FilterScope scope) {
        Filter left = term(scope);
        while (connective("and")) {
            left = counted(new Filter.And(left, term(scope)));
        }
        return left;
    }

    private boolean connective(String keyword) {
        scanner.blanks();
        int position = scanner.position();
        boolean blank = scanner.afterBlank();
        boolean there = scanner.acceptKeyword(keyword);
        if (there && !blank) {
            throw FilterSyntax.invalidAt(position, "a blank is missing before " + keyword + ".");
        }
        return there;
    }

    private Filter term(FilterScope scope) {
        scanner.blanks();
        if (scanner.accept('(')) {
            return group(scope);
        }
        if (scanner.acceptNot()) {
            return counted(new Filter.Not(group(scope)));
        }
        return attributeExpression(scope);
    }

    private Filter group(FilterScope scope) {
        int opened = scanner.position() - 1;
        enter();
        Filter inner = alternatives(scope);
        scanner.blanks();
        if (!scanner.accept(')')) {
            throw scanner.unexpected("expected and, or, or the parenthesis that closes the "
                    + "one at character " + (opened + 1) + ".");
        }
        depth--;
        return inner;
    }

    private Filter attributeExpression(FilterScope scope) {
        int position = scanner.position();
        String name = scanner.word();
        if (name.isEmpty()) {
            throw FilterSyntax.invalidAt(position, "expected an attribute name, for example userName eq \"x\".");
        }
        if (scanner.peek('[')) {
            return valuePath(scope, scope.resolve(name, position), position);
        }
        return comparison(scope, name, position);
    }

    private Filter comparison(FilterScope scope, String name, int position) {
        boolean separated = scanner.blanks();
        int operatorAt = scanner.position();
        String word = scanner.word();
        if (!separated || word.isEmpty()) {
            throw FilterSyntax.invalidAt(scanner.position(), FilterSyntax.quoted(name)
                    + " needs an operator after it: pr, or eq, ne, co, sw, ew, gt, ge, lt or le and a value.");
        }
        if (word.equalsIgnoreCase("pr")) {
            return counted(switch (scope.resolve(name, position)) {
                case Named.Declared(AttributePath path) -> new Filter.Present(path);
                case Named.Undeclared(UndeclaredPath path) -> new Filter.UndeclaredPresent(path);
                case Named.Absent() -> Comparisons.nothing(scope.anyPath());
            });
        }
        Operator operator = operator(word, operatorAt);
        if (!scanner.blanks() && !scanner.atEnd()) {
            throw FilterSyntax.invalidAt(scanner.position(), "a blank is missing after " + word + ".");
        }
        RawLiteral literal = scanner.literal();
        return counted(switch (scope.resolve(name, position)) {
            case Named.Declared(AttributePath path) -> Comparisons.of(path, operator, literal, scope.reading());
            case Named.Undeclared(UndeclaredPath path) ->
                UndeclaredComparisons.of(path, operator, literal, scope.reading());
            case Named.Absent() -> absent(operator, literal, scope);
        });
    }

    /** What a comparison with an attribute says that is known to have no value. */
    private static Filter absent(Operator operator, RawLiteral literal, FilterScope scope) {
        Filter nothing = Comparisons.nothing(scope.anyPath());
        boolean withNull = literal.kind() == RawLiteral.Kind.NULL;
        boolean holds = withNull ? operator == Operator.EQ : operator == Operator.NE;
        return holds ? new Filter.Not(nothing) : nothing;
    }

    private Filter valuePath(FilterScope scope, Named named, int position) {
        FilterScope inside = scope.element(named, position);
        scanner.accept('[');
        enter();
        Filter inner = alternatives(inside);
        scanner.blanks();
        if (!scanner.accept(']')) {
            throw scanner.unexpected("expected and, or, or the closing bracket.");
        }
        depth--;
        if (scanner.accept('.')) {
            int subAt = scanner.position();
            inner = counted(new Filter.And(inner, comparison(inside, scanner.word(), subAt)));
        }
        Filter filter = inner;
        return counted(switch (named) {
            case Named.Declared(AttributePath path) -> new Filter.ValuePath(path, filter);
            case Named.Undeclared(UndeclaredPath path) -> new Filter.UndeclaredElements(path, filter);
            case Named.Absent() -> Comparisons.nothing(scope.anyPath());
        });
    }

    private static Operator operator(String word, int position) {
        if (word.length() == 2) {
            for (Operator operator : OPERATORS) {
                if (operator.name().equalsIgnoreCase(word)) {
                    return operator;
                }
            }
        }
        throw FilterSyntax.invalidAt(position, FilterSyntax.quoted(word)
                + " is no operator; use eq, ne, co, sw, ew, gt, ge, lt, le or pr.");
    }

    private static final Operator[] OPERATORS = Operator.values();

    private void enter() {
        if (++depth > limits.maxDepth()) {
            throw FilterSyntax.invalid("The filter has parentheses more than " + limits.maxDepth()
                    + " deep; write it flatter.");
        }
    }

    private Filter counted(Filter filter) {
        if (++nodes > limits.maxNodes()) {
            throw FilterSyntax.invalid("The filter has more than " + limits.maxNodes()
                    + " conditions and connectives; split it into several requests.");
        }
        return filter;
    }
}
