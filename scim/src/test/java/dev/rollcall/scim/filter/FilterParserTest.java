package dev.rollcall.scim.filter;

import dev.rollcall.scim.JsonCases;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

class FilterParserTest {
    @TestFactory
    Stream<DynamicTest> readsIntoTheNormalFormAndReportsTolerances() {
        return JsonCases.load(FilterParserTest.class, "valid-filters.json")
                .valueStream()
                .map(c -> dynamicTest(name(c), () -> {
                    String text = c.get("filter").stringValue();
                    FiredTolerances fired = new FiredTolerances();
                    Filter filter = FilterParser.parse(text, StandardSchemas.user(), Dialect.tolerant(), fired,
                            FilterLimits.defaults());
                    assertThat(FilterText.of(filter)).isEqualTo(c.path("as").asString(text));
                    assertThat(fired.entries().stream().map(f -> f.tolerance().id()).distinct())
                            .containsExactlyInAnyOrderElementsOf(tolerances(c));
                    assertThat(fired.entries()).allMatch(f -> f.where().equals("filter"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> strictDialectTakesNothingThatNeedsATolerance() {
        return JsonCases.load(FilterParserTest.class, "valid-filters.json")
                .valueStream()
                .map(c -> dynamicTest(name(c), () -> {
                    String text = c.get("filter").stringValue();
                    if (tolerances(c).isEmpty()) {
                        assertThat(FilterText.of(strict(text))).isEqualTo(c.path("as").asString(text));
                    } else {
                        assertThat(refused(() -> strict(text)).scimType()).contains(ScimType.INVALID_FILTER);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> refusesWithASentenceThatNamesTheFault() {
        return JsonCases.load(FilterParserTest.class, "invalid-filters.json")
                .valueStream()
                .map(c -> dynamicTest(name(c), () -> {
                    ScimException refused = refused(() -> tolerant(c.get("filter").stringValue()));
                    assertThat(refused.scimType().orElseThrow().keyword())
                            .isEqualTo(c.path("scimType").asString("invalidFilter"));
                    assertThat(refused.detail()).contains(c.get("says").stringValue()).endsWith(".");
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatNoSchemaDeclaresIsReadByTheFormOfItsLiterals() {
        return JsonCases.load(FilterParserTest.class, "undeclared-filters.json")
                .valueStream()
                .map(c -> dynamicTest(c.get("filter").stringValue(), () -> {
                    String text = c.get("filter").stringValue();
                    Filter filter = tolerant(text);
                    assertThat(FilterText.of(filter)).isEqualTo(c.path("as").asString(text));
                    assertThat(UndeclaredFilters.asked(filter).stream().map(UndeclaredFilters.Asked::text))
                            .containsExactlyElementsOf(
                                    c.get("paths").valueStream().map(JsonNode::stringValue).toList());
                    assertThat(refused(() -> strict(text)).detail())
                            .containsPattern("is not an attribute of User|is not a sub-attribute");
                }));
    }

    @Test
    void whatAClientEscapesNothingOfIsReadRawWhenAnEscapeYieldsAControlCharacter() {
        assertThat(unescaped("userName eq \"CORP\\bob\"")).isEqualTo("userName eq \"CORP\\\\bob\"");
        assertThat(unescaped("id eq \"1\" and displayName eq \"DOM\\network\""))
                .isEqualTo("id eq \"1\" and displayName eq \"DOM\\\\network\"");
        for (String text : List.of(
                "userName eq \"bob\"", "userName eq \"CORP\\\\bob\"", "userName eq \"a\\\"b\"",
                "userName eq \"\\u0041\"",
                "userName eq \"CORP\\u0008ob\"", "userName sw \"CORP\\bob\"",
                "userName eq \"CORP\\bob\" or id eq \"1\"",
                "userName eq \"CORP\\bob")) {
            assertThat(unescaped(text)).as(text).isEqualTo("none");
        }
        assertThat(FilterParser.parseUnescaped("userName eq \"CORP\\bob\"", StandardSchemas.user(), Dialect.strict(),
                FilterLimits.defaults())).isEmpty();
    }

    private static String unescaped(String text) {
        return FilterParser
                .parseUnescaped(text, StandardSchemas.user(), Dialect.tolerant(), FilterLimits.defaults())
                .map(FilterText::of)
                .orElse("none");
    }

    @TestFactory
    Stream<DynamicTest> strictDialectRefusesTheSame() {
        return JsonCases.load(FilterParserTest.class, "invalid-filters.json")
                .valueStream()
                .map(c -> dynamicTest(name(c),
                        () -> assertThat(refused(() -> strict(c.get("filter").stringValue())).status()).isIn(400,
                                403)));
    }

    @Test
    @DisplayName("7644-3.4.2.1-03 an attribute that a type does not have counts as absent in a query for all types")
    void unknownAttributeIsAbsentForAnyType() {
        assertThat(anyType("foo eq \"x\"")).isEqualTo("id pr and not (id pr)");
        assertThat(anyType("foo ne \"x\"")).isEqualTo("not (id pr and not (id pr))");
        assertThat(anyType("foo eq null")).isEqualTo("not (id pr and not (id pr))");
        assertThat(anyType("foo ne null")).isEqualTo("id pr and not (id pr)");
        assertThat(anyType("foo[bar eq 1].x pr or title pr")).isEqualTo("id pr and not (id pr) or title pr");
        assertThat(anyType("emails[foo eq 1]")).isEqualTo("emails[value pr and not (value pr)]");
        assertThat(anyType("urn:example:x:1.0:Thing:size gt 3")).isEqualTo("id pr and not (id pr)");
        assertThat(refused(() -> anyType("foo..bar eq 1")).scimType()).contains(ScimType.INVALID_FILTER);
    }

    @Test
    @DisplayName("7644-3.4.2.2-29 ten thousand parentheses are refused, by length and by depth")
    void deepNestingIsRefused() {
        String deep = "(".repeat(10_000) + "title pr" + ")".repeat(10_000);
        assertThat(refused(() -> tolerant(deep)).detail()).contains("characters");
        FilterLimits long_ = new FilterLimits(1_000_000, 50, 200);
        assertThat(refused(() -> parse(deep, long_)).detail()).contains("50 deep");
        assertThat(refused(() -> parse("not (".repeat(100_000), long_)).detail()).contains("50 deep");
    }

    @Test
    @DisplayName("7644-3.4.2.2-29 each limit holds exactly")
    void limitsHoldExactly() {
        FilterLimits limits = new FilterLimits(40, 3, 5);
        assertThat(parse("title eq \"" + "x".repeat(29) + "\"", limits)).isNotNull();
        assertThat(refused(() -> parse("title eq \"" + "x".repeat(30) + "\"", limits)).detail()).contains("at most 40");
        assertThat(parse("(((title pr)))", limits)).isNotNull();
        assertThat(refused(() -> parse("((((title pr))))", limits)).detail()).contains("3 deep");
        assertThat(parse("id pr and id pr and id pr", limits)).isNotNull();
        assertThat(refused(() -> parse("id pr and id pr and not (id pr)", limits)).detail()).contains("more than 5");
        assertThat(FilterLimits.defaults()).isEqualTo(new FilterLimits(8192, 50, 200));
    }

    @Test
    void numbersAreComparedByValueOnly() {
        assertThat(JsonNumbers.isNumber("-0.5e+10")).isTrue();
        assertThat(Stream.of("01", "1.", ".5", "1e", "+1", "0x1", "1e+", "-", "NaN")).noneMatch(JsonNumbers::isNumber);
        assertThat(JsonNumbers.value("1e99")).isPresent();
        assertThat(JsonNumbers.value("1e101")).isEmpty();
        assertThat(JsonNumbers.value("1e99999999999")).isEmpty();
        assertThat(JsonNumbers.value("1".repeat(101))).isEmpty();
    }

    @Test
    void eachToleranceCanBeWithheld() {
        Dialect without = Dialect.of(java.util.EnumSet.complementOf(java.util.EnumSet.of(Tolerance.UNQUOTED_LITERAL)));
        assertThat(refused(() -> FilterParser.parse("externalId eq jyoung", StandardSchemas.user(), without,
                new FiredTolerances(), FilterLimits.defaults())).detail()).contains("double quotes");
    }

    private static List<String> tolerances(JsonNode c) {
        return c.path("tolerances").valueStream().map(JsonNode::stringValue).toList();
    }

    private static String name(JsonNode c) {
        return c.get("rule").stringValue() + "  " + c.get("filter").stringValue();
    }

    private static Filter tolerant(String text) {
        return parse(text, FilterLimits.defaults());
    }

    private static Filter parse(String text, FilterLimits limits) {
        return FilterParser.parse(text, StandardSchemas.user(), Dialect.tolerant(), new FiredTolerances(), limits);
    }

    private static Filter strict(String text) {
        return FilterParser.parse(text, StandardSchemas.user(), Dialect.strict(), new FiredTolerances(),
                FilterLimits.defaults());
    }

    private static String anyType(String text) {
        return FilterText.of(FilterParser.parseForAnyType(text, StandardSchemas.user(), Dialect.tolerant(),
                new FiredTolerances(), FilterLimits.defaults()));
    }

    private static ScimException refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable parse) {
        ScimException refused = catchThrowableOfType(ScimException.class, parse);
        assertThat(refused).as("the filter is read although it must be refused").isNotNull();
        return refused;
    }
}
