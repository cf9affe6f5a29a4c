package dev.rollcall.mapping.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bounds of an expression that are held against its syntax tree, because the library has none for them. */
final class CelBounds {
    private static final int LOOPS = 3;
    /** A pattern is compiled with each repetition written out. */
    private static final long REPETITIONS = 1_000;
    private static final Pattern REPETITION = Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");

    private CelBounds() {}

    /**
     * Which of those names the expression uses.
     *
     * @throws RowExpressionException when it passes a bound
     */
    static Set<String> check(CelAbstractSyntaxTree tree, Set<String> names) {
        List<CelExpr> nodes = CelNavigableAst.fromAst(tree).getRoot().allNodes().map(node -> node.expr()).toList();
        Set<String> used = new HashSet<>();
        int loops = 0;
        for (CelExpr node : nodes) {
            switch (node.exprKind().getKind()) {
                case IDENT -> used.add(node.ident().name());
                case COMPREHENSION -> loops++;
                case CALL -> checkCall(node.call());
                case NOT_SET, CONSTANT, SELECT, LIST, STRUCT, MAP -> {}
            }
        }
        if (loops > LOOPS) {
            throw new RowExpressionException(
                    "It has " + loops + " loops, and at most " + LOOPS + " are allowed (map, filter, exists and "
                            + "the like); take some out.");
        }
        used.retainAll(names);
        return used;
    }

    private static void checkCall(CelExpr.CelCall call) {
        if (!call.function().equals("matches")) {
            return;
        }
        CelExpr pattern = call.args().getLast();
        boolean literal = pattern.exprKind().getKind() == Kind.CONSTANT
                && pattern.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        if (!literal) {
            throw new RowExpressionException(
                    "The pattern of matches must be a text between quotes, and not computed; write it out.");
        }
        long repetitions = 1;
        Matcher counts = REPETITION.matcher(pattern.constant().stringValue());
        while (counts.find() && repetitions <= REPETITIONS) {
            String most = counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
            repetitions *= most.length() > 4 ? REPETITIONS + 1 : Math.max(1, Long.parseLong(most));
        }
        if (repetitions > REPETITIONS) {
            throw new RowExpressionException(
                    "The pattern of matches repeats its parts more than " + REPETITIONS + " times in all; use "
                            + "smaller counts.");
        }
    }
}
