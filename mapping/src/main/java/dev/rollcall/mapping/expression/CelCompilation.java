package dev.rollcall.mapping.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.text.LikelyName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compiles expressions within their limits. Together with {@link CelExpression}, {@link CelTextFunctions} and {@link CelBounds} the only
 * user of the library.
 *
 * <p>CEL itself bounds source, nodes and iterations, but neither memory nor work: text that is doubled in a nested loop, or replaced by
 * itself, makes gigabytes within all of these. So whatever makes text longer is bounded here, and so is how many loops there are.
 */
final class CelCompilation {
    private static final String VALUE = "value";
    private static final int NESTING = 32;
    private static final int REGEX_PROGRAM = 1_000;
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']+)'");
    private static final MapType OBJECT = MapType.create(SimpleType.STRING, SimpleType.DYN);
    /** What makes texts longer is bound elsewhere; nobody needs longer bytes. */
    private static final CelStandardFunctions STANDARD = CelStandardFunctions.newBuilder()
            .filterFunctions(
                    (function, overload) -> overload != AddOverload.ADD_STRING && overload != AddOverload.ADD_BYTES)
            .build();
    /** Those that never make a text longer. The others are declared here, with bounds. */
    private static final CelStringExtensions HARMLESS = CelExtensions.strings(
            CelStringExtensions.Function.CHAR_AT,
            CelStringExtensions.Function.INDEX_OF,
            CelStringExtensions.Function.LAST_INDEX_OF,
            CelStringExtensions.Function.LOWER_ASCII,
            CelStringExtensions.Function.SUBSTRING,
            CelStringExtensions.Function.TRIM,
            CelStringExtensions.Function.UPPER_ASCII);

    private final ExpressionLimits limits;
    private final CelOptions options;
    private final CelRuntime runtime;

    CelCompilation(ExpressionLimits limits) {
        this.limits = limits;
        this.options = CelOptions.current()
                .maxExpressionCodePointSize(limits.sourceLength())
                .maxParseRecursionDepth(NESTING)
                .maxParseExpressionNodeCount(limits.nodes())
                .maxRegexProgramSize(REGEX_PROGRAM)
                .comprehensionMaxIterations(limits.iterations())
                .build();
        this.runtime = CelRuntimeFactory.standardCelRuntimeBuilder()
                .setOptions(options)
                .setStandardEnvironmentEnabled(false)
                .setStandardFunctions(STANDARD)
                .addLibraries(HARMLESS, CelExtensions.optional())
                .addFunctionBindings(CelTextFunctions.bindings(limits.valueBytes()))
                .build();
    }

    RowExpression inbound(ResourceType type, String source, Optional<ValueType> value, ValueType result) {
        return named(source, ResourceNames.of(type), value, result);
    }

    RowExpression named(String source, Map<String, ResourceNames.Named> names, boolean value, ValueType result) {
        return named(source, names, value ? Optional.of(ValueType.ANY) : Optional.empty(), result);
    }

    RowExpression event(String source) {
        return named(source, ProfileNames.event(), Optional.empty(), ValueType.FLAG);
    }

    private RowExpression named(
            String source, Map<String, ResourceNames.Named> names, Optional<ValueType> value, ValueType result) {
        CelCompilerBuilder compiler = compiler(result);
        names.forEach((name, named) -> compiler.addVar(name, celType(named.form())));
        value.ifPresent(kind -> compiler.addVar(VALUE, celType(kind)));
        return compile(compiler, source, names);
    }

    RowExpression outbound(String source, ValueType value, ValueType result) {
        return compile(compiler(result).addVar(VALUE, celType(value)), source, Map.of());
    }

    private CelCompilerBuilder compiler(ValueType result) {
        CelCompilerBuilder compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(options)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(HARMLESS, CelExtensions.optional())
                .addFunctionDeclarations(CelTextFunctions.declarations());
        return result == ValueType.ANY ? compiler : compiler.setResultType(celType(result));
    }

    private RowExpression compile(CelCompilerBuilder compiler, String source, Map<String, ResourceNames.Named> names) {
        if (source.codePointCount(0, source.length()) > limits.sourceLength()) {
            throw new RowExpressionException(
                    "It has more than " + limits.sourceLength() + " characters; make it shorter.");
        }
        if (source.isBlank()) {
            throw new RowExpressionException("It is empty; write an expression, or leave it out.");
        }
        try {
            CelAbstractSyntaxTree tree = compiler.build().compile(source).getAst();
            Set<String> used = CelBounds.check(tree, names.keySet());
            return new CelExpression(runtime.createProgram(tree), names, used, limits);
        } catch (CelValidationException e) {
            throw new RowExpressionException(e.getErrors()
                    .stream()
                    .map(issue -> sentence(issue, names))
                    .findFirst()
                    .orElse(
                            "It is no CEL expression; see cel.dev for how one is written."));
        } catch (CelEvaluationException e) {
            throw new RowExpressionException(
                    "It cannot be made ready (" + e.getErrorCode() + "); write it in another way.");
        }
    }

    private static String sentence(CelIssue issue, Map<String, ResourceNames.Named> names) {
        String place = "line " + Math.max(1, issue.getSourceLocation().getLine()) + ", column "
                + (Math.max(0, issue.getSourceLocation().getColumn()) + 1);
        Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
        if (!undeclared.find()) {
            return "at " + place + ", " + Excerpt.of(issue.getMessage()) + ".";
        }
        String name = undeclared.group(1);
        return "at " + place + ", there is no " + Excerpt.of(name) + LikelyName.of(name, names.keySet())
                .map("; did you mean %s?"::formatted)
                .orElse("; it knows " + (names.isEmpty() ? "value alone."
                        : String.join(", ", names.keySet())
                                + ", and value where the row has one."));
    }

    private static CelType celType(ValueType type) {
        return switch (type) {
            case TEXT -> SimpleType.STRING;
            case FLAG -> SimpleType.BOOL;
            case NUMBER, ANY -> SimpleType.DYN;
        };
    }

    private static CelType celType(ResourceNames.Form form) {
        return switch (form) {
            case TEXT -> SimpleType.STRING;
            case FLAG -> SimpleType.BOOL;
            case NUMBER -> SimpleType.DYN;
            case OBJECT -> OBJECT;
            case LIST -> ListType.create(SimpleType.DYN);
        };
    }
}
