package dev.rollcall.entra.expression;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Every function with its edges, from the table functions.txt, and the language with its errors. */
class ExpressionTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2021-07-02T15:33:38Z"), ZoneOffset.UTC);
    private static final String SIGNS = "()[]\",\\ -9fdyMz%'{}?*";
    private static final Map<String, String> ATTRIBUTES = Map.ofEntries(
            Map.entry("userPrincipalName", "\"John.Doe@contoso.com\""), Map.entry("mail", "\"john.doe@contoso.com\""),
            Map.entry("givenName", "\"John\""), Map.entry("surname", "\"Doe\""), Map.entry("empty", "\"\""),
            Map.entry("objectId", "\"00aa00aa-bb11-cc22-dd33-44ee44ee44ee\""), Map.entry("state", "\"QLD\""),
            Map.entry("country", "\"USA\""), Map.entry("department", "\"Sales\""), Map.entry("UserID", "\"jsmith\""),
            Map.entry("jobTitle", "\"Product Developer\""), Map.entry("telephoneNumber", "\"+91 9998887777\""),
            Map.entry("mobile", "\"+1 (999) 888-7777\""), Map.entry("otherMobile", "\"+91 8887779999\""),
            Map.entry("AddressLineData", "\"545 Tremont Street\""), Map.entry("number", "514"),
            Map.entry("IsSoftDeleted", "false"),
            Map.entry("proxyAddresses", "[\"SMTP:john@contoso.com\",\"smtp:j@contoso.com\",\"smtp:j@contoso.com\"]"),
            Map.entry("appRoleAssignments",
                    "[{\"id\":\"1\",\"value\":\"Admin\",\"displayName\":\"Administrator\"},\"User\"]"));

    static Stream<Arguments> functions() {
        try (InputStream table = ExpressionTest.class.getResourceAsStream("functions.txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split(" => ?", 2))
                    .map(parts -> Arguments.of(parts[0], parts[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource
    void functions(String expression, String expected) {
        if (expected.startsWith("!")) {
            assertThatExceptionOfType(ExpressionException.class)
                    .isThrownBy(() -> evaluate(expression))
                    .withMessageContaining(expected.substring(1))
                    .withMessageStartingWith("Character ");
        } else {
            assertThat(evaluate(expression)).isEqualTo(expected);
        }
    }

    /** What is written by {@code text()} reads as the same expression. */
    @ParameterizedTest
    @MethodSource("functions")
    void theTextOfAnExpressionReadsAsTheSame(String expression, String expected) {
        if (!expected.startsWith("!")) {
            String text = Expression.parse(expression).text();
            assertThat(Expression.parse(text).text()).isEqualTo(text);
            assertThat(evaluate(text)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', value = {
        "~1~An expression is missing here",
        "tolower([mail])~1~There is no function tolower; write ToLower",
        "Frobnicate([mail])~1~There is no function Frobnicate; write one of AppRoleAssignmentsComplex, Append",
        "SelectUniqueValue([a],[b])~1~There is no function SelectUniqueValue",
        "Append([mail] \"x\")~15~write a comma before the next argument of Append",
        "Append([mail], \"x\"~19~write ) after the last one",
        "Append([mail], \"x~16~This text is not closed",
        "Append([mail], \"\\d\")~17~write \\\\ for a backslash",
        "Append([mail, \"x\")~8~This bracket is not closed",
        "Append([], \"x\")~8~one attribute's name",
        "Append([mail])~1~write Append(source, suffix)",
        "Append(, \"x\")~8~The argument source of Append is missing",
        "Append([mail], \"x\", \"y\")~1~is given 3 arguments",
        "Append([mail], suffix)~16~write [suffix] for an attribute",
        "Append([mail], &HZZ)~16~This is no number",
        "Append([mail], 1.2.3)~16~This is no number",
        "Append([mail], 1234567890123456789012345678901)~16~at most 30 digits",
        "Append([mail], *)~16~begins no value",
        "IIF([a] = \"x\" and [b] = \"y\", 1, 2)~15~write a comma before the next argument of IIF",
        "IIF([a] = \"x\" = \"y\", 1, 2)~16~Only two values are compared",
        "Guid() x~8~The expression ends before",
        "Now(1)~1~is given 1 argument; write Now()",
    })
    void mistakesAreNamedWithTheirPlaceAndWhatToWrite(String expression, int position, String words) {
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.parse(expression == null ? "" : expression))
                .withMessageContaining(words)
                .satisfies(e -> assertThat(e.position()).isEqualTo(position));
    }

    @Test
    void lengthAndDepthAreLimited() {
        String longest = '"' + "x".repeat(Expression.MAX_LENGTH - 2) + '"';
        assertThat(Expression.parse(longest).text()).hasSize(Expression.MAX_LENGTH);
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.parse(longest + " "))
                .withMessageContaining("at most 10000 characters");

        assertThat(evaluate(nested(Expression.MAX_DEPTH))).isEqualTo("x");
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.parse(nested(Expression.MAX_DEPTH + 1)))
                .withMessageContaining("at most 64 deep");
    }

    @Test
    void theTextThatAFunctionGivesIsLimited() {
        String doubling = "Replace(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"a\", , , [long])";
        AttributeValues values = name -> new Value.Text("b".repeat(Evaluator.MAX_TEXT / 16));
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> evaluator().evaluate(Expression.parse(doubling), values))
                .withMessageContaining("at most " + Evaluator.MAX_TEXT);
    }

    @Test
    void randomValuesComeFromTheGenerator() {
        assertThat(evaluate("Guid()"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
                .isEqualTo(evaluate("Guid()"));
        for (int seed = 0; seed < 50; seed++) {
            assertThat(evaluate("RandomString(6,3,0,0,3)", seed)).matches("[a-z0-9]{6}").matches("(\\D*\\d){3}\\D*");
            assertThat(evaluate("RandomString(10,2,2,2,1,\"?,\")", seed))
                    .hasSize(10)
                    .doesNotContain("?", ",")
                    .matches("(.*\\d){2}.*")
                    .matches("(.*[A-Z]){2}.*")
                    .matches(".*[a-z].*")
                    .matches("(.*[^A-Za-z0-9]){2}.*");
            assertThat(evaluate("RandomString(256,0,0,0,0)", seed)).matches("[a-z0-9]{256}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', value = {
        "RandomString(257,0,0,0,0)~a number from 1 to 256", "RandomString(0,0,0,0,0)~a number from 1 to 256",
        "RandomString(3,2,2,0,0)~do not fit its Length", "RandomString(3,-1,0,0,0)~do not fit its Length",
        "RandomString(3,1,0,0,0,\"0123456789\")~avoids every character"})
    void randomStringSaysWhatItCannotDo(String expression, String words) {
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> evaluate(expression))
                .withMessageContaining(words);
    }

    @Test
    void everyFunctionOfTheTableIsInTheTestTable() {
        String tested = functions().map(arguments -> (String) arguments.get()[0]).reduce("", (a, b) -> a + "\n" + b)
                + " Guid( RandomString(";
        assertThat(FunctionTable.names()).hasSize(43).allSatisfy(name -> assertThat(tested).contains(name + "("));
    }

    /** Whatever is written, there is a value or a sentence; nothing else is thrown and nothing stands still. */
    @Test
    void mangledExpressionsGiveAValueOrASentence() {
        List<String> written = functions().map(arguments -> (String) arguments.get()[0])
                .filter(expression -> !expression.contains("(.*a)"))
                .toList();
        Random random = new Random(7);
        int values = 0;
        for (int i = 0; i < 20_000; i++) {
            String expression = mangled(written, random);
            try {
                evaluate(expression);
                values++;
            } catch (ExpressionException e) {
                assertThat(e).hasMessageStartingWith("Character ");
            } catch (RuntimeException e) {
                throw new AssertionError("With the expression " + expression, e);
            }
        }
        assertThat(values).isBetween(1_000, 19_000);
    }

    private static String mangled(List<String> written, Random random) {
        StringBuilder text = new StringBuilder(written.get(random.nextInt(written.size())));
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at).append(' ');
                case 1 -> text.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
                case 2 -> text.replace(at, at + 1, "[proxyAddresses]");
                default -> {
                    String other = written.get(random.nextInt(written.size()));
                    int cut = random.nextInt(other.length());
                    text.insert(at, other, cut, Math.min(other.length(), cut + 12));
                }
            }
        }
        return text.toString();
    }

    private static String nested(int depth) {
        return "CStr(".repeat(depth) + "\"x\"" + ")".repeat(depth);
    }

    private static Evaluator evaluator() {
        return new Evaluator(CLOCK, new Random(1));
    }

    private static String evaluate(String expression) {
        return evaluate(expression, 1);
    }

    private static String evaluate(String expression, int seed) {
        Value value = new Evaluator(CLOCK, new Random(seed)).evaluate(Expression.parse(expression),
                ExpressionTest::attribute);
        return switch (value) {
            case Value.Missing missing -> "(missing)";
            case Value.Ignored ignored -> "(ignored)";
            case Value.Many many -> many.texts().toString();
            default -> value.texts().getFirst();
        };
    }

    private static Value attribute(String name) {
        JsonNode node = JsonMapper.shared().readTree(ATTRIBUTES.getOrDefault(name, "null"));
        return Value.of(node);
    }
}
