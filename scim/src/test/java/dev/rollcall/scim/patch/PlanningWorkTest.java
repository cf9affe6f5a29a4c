package dev.rollcall.scim.patch;

import com.sun.management.ThreadMXBean;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.resource.ResourceNormalizer;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A plan takes time in proportion to the request and the resource; what would multiply the two is refused. */
class PlanningWorkTest {
    private static final int MANY = 4_900;
    private static final ObjectNode USER = user(MANY);

    @Test
    void manyRemovesThroughLongFiltersOfManyElementsAreRefused() {
        String filter = IntStream.range(0, 95)
                .mapToObj(i -> "value eq \\\"nobody" + i + "\\\"")
                .collect(Collectors.joining(" or "));
        refused(480, i -> "{\"op\":\"remove\",\"path\":\"emails[" + filter + "]\"}");
    }

    static Stream<Arguments> others() {
        return Stream.of(
                arguments("a part through a filter",
                        operations(i -> "{\"op\":\"replace\",\"path\":\"emails[value ew \\\"example.com\\\"].display\","
                                + "\"value\":\"n" + i + "\"}")),
                arguments("a part of all elements",
                        operations(i -> "{\"op\":\"replace\",\"path\":\"emails.display\",\"value\":\"n" + i + "\"}")),
                arguments("a list of values to remove",
                        operations(i -> "{\"op\":\"remove\",\"path\":\"emails\",\"value\":[" + IntStream.range(0, 20)
                                .mapToObj(k -> "{\"value\":\"nobody" + k + "\"}")
                                .collect(Collectors.joining(","))
                                + "]}")),
                arguments("adding and removing in turn",
                        operations(i -> i % 2 == 0
                                ? "{\"op\":\"add\",\"path\":\"emails\",\"value\":[{\"value\":\"u1@example.com\"}]}"
                                : "{\"op\":\"remove\",\"path\":\"emails[value eq \\\"nobody\\\"]\"}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void whatMultipliesIsRefusedHoweverItIsWritten(String name, String operations) {
        assertThat(refusal(operations).status()).isEqualTo(413);
    }

    @Test
    void aLongTextCountsForMoreThanAShortOne() {
        ObjectNode user = parse("{\"schemas\":[\"" + Urns.USER + "\"],\"userName\":\"u\",\"emails\":[{\"value\":\""
                + "é".repeat(300_000) + "\"}]}");
        String filter = IntStream.range(0, 50)
                .mapToObj(i -> "value co \\\"x" + i + "\\\"")
                .collect(Collectors.joining(" or "));
        PatchRequest request = request(
                operations(20, i -> "{\"op\":\"remove\",\"path\":\"emails[" + filter + "]\"}"),
                PatchLimits.defaults());
        ScimException refused = catchThrowableOfType(ScimException.class, () -> plan(user, request));
        assertThat(refused.status()).isEqualTo(413);
    }

    @Test
    void appendingIsLinear() {
        IntFunction<String> add = i -> "{\"op\":\"add\",\"path\":\"emails\",\"value\":[{\"value\":\"u" + i % 50
                + "@example.com\",\"type\":\"work\",\"primary\":true}]}";
        // One look at each value of what is there, however many operations there are.
        PatchLimits once = new PatchLimits(1_000, 500_000, 4 * MANY);
        assertThat(plan(USER, request(operations(1_000, add), once)).document().path("emails")).hasSize(MANY);
        linear(add);
    }

    @Test
    void addingTheElementsOneByOneLeadsToWhatAddingThemAtOnceDoes() {
        ObjectNode one = user(3);
        IntFunction<String> element = i -> "{\"value\":\"new" + i + "@example.com\",\"type\":\"other\",\"primary\":"
                + (i == 4) + "}";
        ChangePlan apart = plan(one, request(operations(5, i -> "{\"op\":\"add\",\"path\":\"emails\",\"value\":["
                + element.apply(i) + "]}"), PatchLimits.defaults()));
        ChangePlan together = plan(one, request("{\"op\":\"add\",\"path\":\"emails\",\"value\":"
                + IntStream.range(0, 5).mapToObj(element).collect(Collectors.joining(",", "[", "]")) + "}",
                PatchLimits.defaults()));
        assertThat(apart.document()).isEqualTo(together.document());
        assertThat(apart.document().path("emails")).hasSize(8);
        assertThat(apart.changes()).isEqualTo(together.changes());
    }

    @Test
    void appendingToAnUndeclaredListIsLinear() {
        IntFunction<String> add = i -> "{\"op\":\"add\",\"path\":\"tags\",\"value\":[{\"t\":\"v" + i % 40 + "\"}]}";
        PatchLimits once = new PatchLimits(1_000, 500_000, 5 * MANY);
        assertThat(plan(USER, request(operations(1_000, add), once)).document().path("tags")).hasSize(MANY);
        linear(add);
    }

    @Test
    void addingToAnUndeclaredObjectIsLinear() {
        IntFunction<String> add = i -> "{\"op\":\"add\",\"path\":\"wide\",\"value\":{\"w" + i + "\":2}}";
        plan(USER, request(operations(1_000, add), new PatchLimits(1_000, 500_000, 2 * MANY)));
        linear(add);
    }

    @Test
    void aWholeListNamesTheSchemasInLinearTime() {
        IntFunction<ObjectNode> body = n -> ScimJson.parse(
                ("{\"userName\":\"u\",\"schemas\":[\"" + Urns.USER + "\"" + IntStream.range(0, n)
                        .mapToObj(i -> ",\"urn:x:" + i + "\"")
                        .collect(Collectors.joining()) + "]"
                        + IntStream.range(0, n).mapToObj(i -> ",\"a" + i + "\":1").collect(Collectors.joining()) + "}")
                        .getBytes(StandardCharsets.UTF_8),
                JsonLimits.defaults());
        ObjectNode small = body.apply(2_000);
        ObjectNode large = body.apply(16_000);
        long few = allocated(() -> normalize(small));
        assertThat(allocated(() -> normalize(large))).isLessThan(16 * few);
    }

    /** Eight times the operations allocate less than sixteen times as much, when what is there is looked at once. */
    private static void linear(IntFunction<String> operation) {
        PatchRequest few = request(operations(120, operation), PatchLimits.defaults());
        PatchRequest many = request(operations(960, operation), PatchLimits.defaults());
        plan(USER, few);
        assertThat(allocated(() -> plan(USER, many))).isLessThan(8 * allocated(() -> plan(USER, few)));
    }

    private static long allocated(Runnable task) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        task.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static void refused(int count, IntFunction<String> operation) {
        ScimException refused = refusal(operations(count, operation));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.detail()).contains("several requests").endsWith(".").hasSizeLessThan(400);
    }

    private static ScimException refusal(String operations) {
        PatchRequest request = request(operations, PatchLimits.defaults());
        ScimException refused = catchThrowableOfType(ScimException.class, () -> plan(USER, request));
        assertThat(refused).as("a refusal").isNotNull();
        return refused;
    }

    private static ChangePlan plan(ObjectNode user, PatchRequest request) {
        return PatchPlanner.plan(StandardSchemas.user(), user, request, Dialect.tolerant(), new FiredTolerances(),
                FilterLimits.defaults());
    }

    private static String operations(IntFunction<String> operation) {
        return operations(1_000, operation);
    }

    private static String operations(int count, IntFunction<String> operation) {
        return IntStream.range(0, count).mapToObj(operation).collect(Collectors.joining(","));
    }

    private static PatchRequest request(String operations, PatchLimits limits) {
        ObjectNode body = parse("{\"schemas\":[\"" + Urns.PATCH_OP + "\"],\"Operations\":[" + operations + "]}");
        return PatchRequest.parse(body, Dialect.tolerant(), new FiredTolerances(), limits);
    }

    /** A user with so many emails, as many undeclared tags, and an undeclared object with as many members. */
    private static ObjectNode user(int many) {
        return normalize(parse("{\"schemas\":[\"" + Urns.USER + "\"],\"userName\":\"u\",\"emails\":["
                + IntStream.range(0, many)
                        .mapToObj(i -> "{\"value\":\"u" + i + "@example.com\",\"type\":\"work\"}")
                        .collect(Collectors.joining(","))
                + "],\"tags\":[" + IntStream.range(0, many)
                        .mapToObj(i -> "{\"t\":\"v" + i + "\"}")
                        .collect(Collectors.joining(","))
                + "],\"wide\":{" + IntStream.range(0, many)
                        .mapToObj(i -> "\"w" + i + "\":1")
                        .collect(Collectors.joining(","))
                + "}}"));
    }

    private static ObjectNode normalize(JsonNode body) {
        return ResourceNormalizer
                .normalize(StandardSchemas.user(), (ObjectNode) body, Dialect.tolerant(), new FiredTolerances())
                .document();
    }

    private static ObjectNode parse(String text) {
        return ScimJson.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.defaults());
    }
}
