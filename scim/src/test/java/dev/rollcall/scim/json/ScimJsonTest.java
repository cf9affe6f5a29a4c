package dev.rollcall.scim.json;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ScimJsonTest {
    @Test
    @DisplayName("7643-2.3.1-01 text survives a round trip")
    void textSurvives() {
        String text = "{\"a\":\"é😀\\u0001ar\\\"\",\"b\":[1,2.50,true,false,null,{}],\"c\":{\"$ref\":\"x\"}}";
        assertThat(new String(ScimJson.write(parse(text)), StandardCharsets.UTF_8)).isEqualTo(text);
    }

    @Test
    @DisplayName("7643-2.3.3-01 numbers keep every digit")
    void numbersKeepEveryDigit() {
        ObjectNode object = parse(
                "{\"a\":1.10,\"b\":9223372036854775808,\"c\":-999999999,\"d\":1e2,\"e\":999999999999999999}");
        assertThat(object.get("a").decimalValue()).isEqualTo(new BigDecimal("1.10"));
        assertThat(object.get("b").bigIntegerValue()).hasToString("9223372036854775808");
        assertThat(object.get("c").intValue()).isEqualTo(-999_999_999);
        assertThat(object.get("d").isIntegralNumber()).isFalse();
        assertThat(object.get("e").longValue()).isEqualTo(999_999_999_999_999_999L);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("", "empty"),
                arguments("  ", "empty"),
                arguments("[]", "one JSON object"),
                arguments("\"x\"", "one JSON object"),
                arguments("null", "one JSON object"),
                arguments("{\"a\":1}{}", "follows"),
                arguments("{\"a\":1} x", "not valid JSON"),
                arguments("{\"a\":1}]", "not valid JSON"),
                arguments("{\"a\":", "not valid JSON"),
                arguments("{\"a\":1,}", "not valid JSON"),
                arguments("{'a':1}", "not valid JSON"),
                arguments("{a:1}", "not valid JSON"),
                arguments("{\"a\":01}", "not valid JSON"),
                arguments("{\"a\":NaN}", "not valid JSON"),
                arguments("{\"a\":Infinity}", "not valid JSON"),
                arguments("{\"a\":-Infinity}", "not valid JSON"),
                arguments("{\"a\":\"secret", "not valid JSON"),
                arguments("{\"a\":\"x\ny\"}", "line 1"),
                arguments("{\"a\":1 /* x */}", "not valid JSON"),
                arguments("{\"userName\":\"a\",\"username\":\"b\"}", "\"username\" is there twice"),
                arguments("{\"a\":{\"b\":1,\"b\":1}}", "twice"),
                arguments("{\"a\":\"x\\u0000\"}", "NUL"),
                arguments("{\"a\\u0000\":1}", "NUL"),
                arguments("{\"a\":\"\\ud800\"}", "surrogate"),
                arguments("{\"a\":\"\\udc00\\ud800\"}", "surrogate"),
                arguments("\uFEFF{}", "byte order mark"),
                arguments("{\"a\":1e999999999}", "100 digits"),
                arguments("{\"a\":1e99999999999999999999}", "100 digits"),
                arguments("{\"a\":0.1e-101}", "100 digits"),
                arguments("{\"a\":" + "1".repeat(101) + "}", "100 digits"));
    }

    @ParameterizedTest
    @DisplayName("7643-2.1-03 and DESIGN 5: what is no strict JSON object is refused with invalidSyntax")
    @MethodSource("refused")
    void refusesWhatIsNotStrict(String text, String says) {
        ScimException refused = refusal(text.getBytes(StandardCharsets.UTF_8), JsonLimits.defaults());
        assertThat(refused.detail()).contains(says).doesNotContain("secret").endsWith(".");
    }

    static Stream<byte[]> notUtf8() {
        return Stream.of(
                new byte[]{'{', '"', (byte) 0xFF, '"', ':', '1', '}'},
                new byte[]{'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'},
                new byte[]{'{', '"', (byte) 0xE0, (byte) 0x80, (byte) 0x80, '"', ':', '1', '}'},
                new byte[]{'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'},
                new byte[]{'{', '"', (byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '"', ':', '1', '}'},
                new byte[]{'{', '"', (byte) 0xE2, (byte) 0x82},
                new byte[]{'{', '"', (byte) 0x80, '"', ':', '1', '}'},
                "{}".getBytes(StandardCharsets.UTF_16BE),
                "{}".getBytes(StandardCharsets.UTF_16LE),
                new byte[]{'{', '}', 0});
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void refusesWhatIsNotUtf8(byte[] bytes) {
        assertThat(refusal(bytes, JsonLimits.defaults()).detail()).contains("not UTF-8");
    }

    @Test
    void acceptsEveryCharacter() {
        StringBuilder all = new StringBuilder();
        for (int c = 0x20; c <= Character.MAX_CODE_POINT; c += c < 0x3000 ? 1 : 97) {
            if (c != '"' && c != '\\' && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)) {
                all.appendCodePoint(c);
            }
        }
        assertThat(parse("{\"a\":\"" + all + "\"}").get("a").stringValue()).isEqualTo(all.toString());
    }

    @Test
    void limitsHoldExactly() {
        JsonLimits limits = new JsonLimits(3, 5, 4, 4);
        assertThat(parse("{\"a\":[{}]}", limits)).isNotNull();
        assertThat(refusal("{\"a\":[{\"b\":[]}]}", limits).detail()).contains("more than 3");
        assertThat(parse("{\"a\":\"12345\"}", limits)).isNotNull();
        assertThat(refusal("{\"a\":\"123456\"}", limits).detail()).contains("longer than 5");
        assertThat(refusal("{\"123456\":1}", limits).detail()).contains("longer than 5");
        assertThat(parse("{\"a\":1234}", limits)).isNotNull();
        assertThat(refusal("{\"a\":12345}", limits).detail()).contains("more than 4");
        assertThat(refusal("{\"a\":1e-5}", limits).detail()).contains("more than 4");
        assertThat(JsonLimits.defaults()).isEqualTo(new JsonLimits(32, 1_048_576, 100, 100_000));
    }

    @Test
    void aBodyOfMoreValuesIsTooLarge() {
        JsonLimits limits = JsonLimits.defaults().withMaxValues(5);
        assertThat(parse("{\"a\":[{},[],1]}", limits)).isNotNull();
        for (String more : List.of("{\"a\":[{},[],1,2]}", "{\"a\":[{},[],{}],\"b\":[]}")) {
            ScimException refused = catchThrowableOfType(ScimException.class, () -> parse(more, limits));
            assertThat(refused.status()).isEqualTo(413);
            assertThat(refused.detail()).contains("more than 5 values").contains("fewer");
        }
    }

    @Test
    void theLengthOfANameIsLimited() {
        assertThat(parse("{\"" + "n".repeat(ScimJson.MAX_NAME_LENGTH) + "\":1}")).hasSize(1);
        String long_ = "{\"" + "n".repeat(ScimJson.MAX_NAME_LENGTH + 16) + "\":1}";
        assertThat(refusal(long_, JsonLimits.defaults()).detail()).contains("more than 1024 characters");
    }

    @Test
    void nobodyChangesATreeThatWasRead() {
        ObjectNode large = parse(IntStream.range(0, 20)
                .mapToObj(i -> "\"n" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}")));
        for (ObjectNode node : List.of(parse("{}"), parse("{\"a\":1}"), large)) {
            assertThatThrownBy(() -> node.put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
            assertThat(node.deepCopy().put("b", 2)).hasSize(node.size() + 1);
        }
        assertThatThrownBy(() -> ((ArrayNode) parse("{\"a\":[]}").get("a")).add(1))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void membersKeepTheirOrderAndAreFoundHoweverManyThereAre() {
        for (int size = 0; size < 20; size++) {
            List<String> names = IntStream.range(0, size).mapToObj(i -> "Name" + (i * 7 % 20)).toList();
            ObjectNode object = parse(names.stream()
                    .map(n -> "\"" + n + "\":\"" + n + "!\"")
                    .collect(Collectors.joining(",", "{", "}")));
            assertThat(object.propertyNames()).containsExactlyElementsOf(names);
            assertThat(object).hasSize(size);
            names.forEach(name -> assertThat(object.get(name).stringValue()).isEqualTo(name + "!"));
            assertThat(object.get("name0")).isNull();
            assertThat(object).isEqualTo(object.deepCopy()).hasSameHashCodeAs(object.deepCopy());
            for (String name : names) {
                String twice = object.toString().replaceFirst("}$", ",\"" + name.toUpperCase(Locale.ROOT) + "\":1}");
                assertThat(refusal(twice, JsonLimits.defaults()).detail()).contains("twice");
            }
        }
    }

    @Test
    @DisplayName("DESIGN 5 a body of ten thousand levels is refused")
    void deepBodiesAreRefused() {
        assertThat(refusal("{\"a\":".repeat(10_000), JsonLimits.defaults()).detail()).contains("more than 32");
        assertThat(refusal("{\"a\":" + "[".repeat(10_000), JsonLimits.defaults()).detail()).contains("more than 32");
    }

    @Test
    void anyBytesAreReadOrRefused() {
        Random random = new Random(7);
        byte[] good = "{\"userName\":\"é😀\",\"emails\":[{\"value\":\"a@b\",\"primary\":true}],\"n\":-1.5e3}"
                .getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int k = i % 3; k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(ScimJson.parse(bytes, JsonLimits.defaults())).isNotNull();
            } catch (ScimException e) {
                refused++;
                assertThat(e.scimType()).contains(ScimType.INVALID_SYNTAX);
            }
        }
        assertThat(refused).isBetween(1_000, 19_999);
    }

    private static ObjectNode parse(String text) {
        return parse(text, JsonLimits.defaults());
    }

    private static ObjectNode parse(String text, JsonLimits limits) {
        return ScimJson.parse(text.getBytes(StandardCharsets.UTF_8), limits);
    }

    private static ScimException refusal(String text, JsonLimits limits) {
        return refusal(text.getBytes(StandardCharsets.UTF_8), limits);
    }

    private static ScimException refusal(byte[] bytes, JsonLimits limits) {
        ScimException refused = catchThrowableOfType(ScimException.class, () -> ScimJson.parse(bytes, limits));
        assertThat(refused).as("the body is read although it must be refused").isNotNull();
        assertThat(refused.scimType()).contains(ScimType.INVALID_SYNTAX);
        return refused;
    }
}
