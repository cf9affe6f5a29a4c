package dev.rollcall.scim.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What is weighed before a tree is built bounds what the tree then takes, whatever the body is made of. */
class TreeWeightTest {
    private static final JsonLimits LIMITS = JsonLimits.defaults().withMaxValues(3_000_000);
    /** So many trees are measured together, so that what the collector rounds does not count. */
    private static final int TREES = 32;
    /** Bytes by which a measured heap may be off. */
    private static final int SLACK = 64 * 1024;
    /** So small that no array is as large as half a region of the collector, which would be given a whole one. */
    private static final int BODY = 128 * 1024;

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("empty objects", list(i -> "{}")),
                arguments("empty lists", list(i -> "[]")),
                arguments("short texts", list(i -> "\"a\"")),
                arguments("small numbers", list(i -> "11")),
                arguments("long numbers", list(i -> "12345678901234567")),
                arguments("decimals", list(i -> "1.5")),
                arguments("large integers", list(i -> "9".repeat(80))),
                arguments("lists of one", list(i -> "[1]")),
                arguments("lists of three", list(i -> "[[],{},[]]")),
                arguments("objects of one member", list(i -> "{\"a\":true}")),
                arguments("objects of nine members", list(i -> members(9, k -> "n" + k))),
                arguments("one object of many names", members(8_000, k -> "name" + k)),
                arguments("texts of other alphabets", list(i -> "\"äöü жшщ 漢字 😀\"")),
                arguments("escaped texts", list(i -> "\"\\u0436\\u0436\\u0436 plain text behind it\"")),
                arguments("deep", list(i -> "{\"a\":[{\"b\":[{\"c\":[{}]}]}]}")),
                arguments("members", members(i -> "")),
                arguments("members with names",
                        members(i -> ",\"display\":\"Person " + i + "\",\"type\":\"User\"")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void boundsTheHeapOfTheTree(String name, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        TreeWeight weight = TreeWeight.of(bytes, LIMITS);
        ScimJson.parse(bytes, LIMITS);
        List<JsonNode> trees = new ArrayList<>();
        long before = used();
        for (int i = 0; i < TREES; i++) {
            trees.add(ScimJson.parse(bytes, LIMITS));
        }
        long heap = (used() - before) / TREES;
        int size = bytes.length;
        assertThat(trees).hasSize(TREES);
        assertThat(heap).as("%s: heap of a tree of %d bytes", name, size).isLessThan(weight.heapBytes() + SLACK);
        if (name.startsWith("members")) {
            assertThat(weight.heapBytes()).as("%s: weight", name).isLessThan(heap * 4 / 3 + SLACK);
        }
        assertThat(weight.values()).isEqualTo(values(trees.getFirst()));
    }

    @Test
    void aListOfEmptyObjectsTakesLittleMoreThanItsText() {
        String attack = "{\"userName\":\"m1\",\"x\":" + "[{}" + ",{}".repeat(340_000) + "]}";
        TreeWeight weight = TreeWeight.of(attack.getBytes(StandardCharsets.UTF_8), LIMITS);
        assertThat(weight.heapBytes()).isLessThan(3L * attack.length());
    }

    @Test
    void countsTheValuesOfGeneratedBodiesExactly() {
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder("{");
            for (int k = random.nextInt(12); k >= 0; k--) {
                text.append("\"k").append(k).append("\" : ").append(value(random, 4)).append(k > 0 ? "," : "");
            }
            byte[] bytes = text.append(" }").toString().getBytes(StandardCharsets.UTF_8);
            assertThat(TreeWeight.of(bytes, LIMITS).values())
                    .as("%s", text)
                    .isEqualTo(values(ScimJson.parse(bytes, LIMITS)));
        }
    }

    @Test
    void anyBytesAreWeighedAndWhatIsOverTheLimitsIsNotWeighedToTheEnd() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = (byte) "{}[],:\"\\ue1-.\u00e9 ".charAt(random.nextInt(15));
            }
            assertThat(TreeWeight.of(bytes, LIMITS).values()).isBetween(0, bytes.length);
        }
        byte[] deep = "[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
        assertThat(TreeWeight.of(deep, LIMITS).values()).isEqualTo(LIMITS.maxDepth() + 1);
        byte[] many = ("{\"a\":[1" + ",1".repeat(1_000) + "]}").getBytes(StandardCharsets.UTF_8);
        assertThat(TreeWeight.of(many, LIMITS.withMaxValues(10)).values()).isEqualTo(11);
    }

    private static String value(Random random, int depth) {
        int kind = random.nextInt(depth > 0 ? 8 : 5);
        return switch (kind) {
            case 0 -> "\"a\\\"b:,\\\\\"";
            case 1 -> "-1.5e3";
            case 2 -> random.nextBoolean() ? "true" : "null";
            case 3 -> "\"\"";
            case 4 -> "17";
            case 5 -> "[]";
            case 6 -> "[ " + value(random, depth - 1) + " ," + value(random, depth - 1) + "]";
            default -> "{\"x\":" + value(random, depth - 1) + ",\"{\":" + value(random, depth - 1) + "}";
        };
    }

    private static String list(IntFunction<String> element) {
        int count = BODY / (element.apply(0).length() + 1);
        return "{\"x\":" + IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(",", "[", "]")) + "}";
    }

    private static String members(IntFunction<String> more) {
        Random random = new Random(3);
        return list(i -> "{\"value\":\"" + new UUID(random.nextLong(), random.nextLong()) + "\"" + more.apply(i) + "}");
    }

    private static String members(int count, IntFunction<String> name) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"" + name.apply(i) + "\":{}")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static int values(JsonNode node) {
        int count = 1;
        for (JsonNode child : node.values()) {
            count += values(child);
        }
        return count;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
