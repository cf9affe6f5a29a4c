package dev.rollcall.scim.filter;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.text.Folding;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold of every filter, tried on generated ones. */
class FilterPropertiesTest {
    private static final int RUNS = 3_000;
    private static final FilterLimits WIDE = new FilterLimits(100_000, 100, 2_000);

    @Test
    void writtenFilterIsReadAsTheSame() {
        FilterGenerator generator = new FilterGenerator(1);
        for (int i = 0; i < RUNS; i++) {
            Filter filter = parse(generator.filter(4));
            assertThat(parse(FilterText.of(filter))).isEqualTo(filter);
        }
    }

    @Test
    @DisplayName("7644-3.4.2.2-03 case of names and keywords has no effect")
    void caseOfNamesHasNoEffect() {
        FilterGenerator generator = new FilterGenerator(2);
        Pattern outsideQuotes = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[^\"]+");
        for (int i = 0; i < RUNS; i++) {
            String text = generator.filter(3);
            String shouted = outsideQuotes.matcher(text).replaceAll(part -> {
                String same = part.group();
                String changed = same.startsWith("\"") ? same
                        : same.toUpperCase(Locale.ROOT)
                                .replace("TRUE", "true")
                                .replace("FALSE", "false")
                                .replace("NULL", "null");
                return java.util.regex.Matcher.quoteReplacement(changed);
            });
            assertThat(parse(shouted)).isEqualTo(parse(text));
        }
    }

    @Test
    @DisplayName("7644-3.4.2.2-12 parentheses around the whole and more blanks have no effect")
    void parenthesesAndBlanksHaveNoEffect() {
        FilterGenerator generator = new FilterGenerator(3);
        for (int i = 0; i < RUNS; i++) {
            String text = generator.filter(3);
            assertThat(parse("( " + text + " )")).isEqualTo(parse(text));
            assertThat(parse(text.replace(" and ", "  and \t").replace("not (", "not("))).isEqualTo(parse(text));
        }
    }

    @Test
    @DisplayName("7644-3.4.2.2-11 and, or and not obey the laws of logic")
    void connectivesObeyLogic() {
        FilterGenerator generator = new FilterGenerator(4);
        for (int i = 0; i < RUNS; i++) {
            String a = generator.filter(2);
            String b = generator.filter(2);
            ObjectNode user = generator.user();
            boolean holdsA = matches(a, user);
            boolean holdsB = matches(b, user);
            assertThat(matches("(" + a + ") and (" + b + ")", user)).isEqualTo(holdsA && holdsB);
            assertThat(matches("(" + a + ") or (" + b + ")", user)).isEqualTo(holdsA || holdsB);
            assertThat(matches("not (" + a + ")", user)).isEqualTo(!holdsA);
            assertThat(matches("not (not (" + a + "))", user)).isEqualTo(holdsA);
            assertThat(matches("not ((" + a + ") or (" + b + "))", user))
                    .isEqualTo(matches("not (" + a + ") and not (" + b + ")", user));
        }
    }

    @Test
    @DisplayName("7644-3.4.2.2-26 ne is the complement of eq, and the orders of single values complement each other")
    void operatorsComplementEachOther() {
        FilterGenerator generator = new FilterGenerator(5);
        for (int i = 0; i < RUNS; i++) {
            ObjectNode user = generator.user();
            String value = " \"" + generator.user().get("userName").stringValue().replace("\"", "\\\"") + "\"";
            for (String name : java.util.List.of("userName", "title", "emails.value", "roles")) {
                assertThat(matches(name + " ne" + value, user)).isEqualTo(!matches(name + " eq" + value, user));
            }
            assertThat(matches("userName lt" + value, user)).isEqualTo(!matches("userName ge" + value, user));
            assertThat(matches("userName gt" + value, user)).isEqualTo(!matches("userName le" + value, user));
            assertThat(matches("userName eq" + value, user)).isEqualTo(
                    matches("userName ge" + value + " and userName le" + value, user));
            if (matches("userName eq" + value, user)) {
                assertThat(
                        matches("userName sw" + value + " and userName ew" + value + " and userName co" + value, user))
                        .isTrue();
            }
        }
    }

    @Test
    @DisplayName("DESIGN 5 no text makes the parser fail otherwise than with a SCIM error")
    void mutatedFiltersAreReadOrRefused() {
        FilterGenerator generator = new FilterGenerator(6);
        int refused = 0;
        for (int i = 0; i < 10 * RUNS; i++) {
            String text = generator.filter(3);
            for (int k = i % 4; k >= 0; k--) {
                text = generator.mutated(text);
            }
            try {
                assertThat(parse(FilterText.of(parse(text)))).isNotNull();
            } catch (ScimException e) {
                refused++;
                assertThat(e.status()).isEqualTo(400);
            }
        }
        assertThat(refused).isBetween(RUNS, 10 * RUNS - 1);
    }

    @Test
    void foldingIsStableForEveryCharacter() {
        for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
            if (Character.isDefined(c) && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)) {
                String text = Character.toString(c);
                String folded = Folding.fold(text);
                assertThat(Folding.fold(folded)).as("U+%X", c).isEqualTo(folded);
                assertThat(Folding.foldsTo(text, folded)).as("U+%X", c).isTrue();
                assertThat(Folding.fold("A" + text + "B")).as("U+%X", c).isEqualTo(Folding.fold("a" + text + "b"));
            }
        }
    }

    private static boolean matches(String filter, ObjectNode user) {
        Predicate<ObjectNode> matcher = FilterMatcher.compile(parse(filter));
        return matcher.test(user);
    }

    private static Filter parse(String text) {
        return FilterParser.parse(text, StandardSchemas.user(), Dialect.tolerant(), new FiredTolerances(), WIDE);
    }
}
