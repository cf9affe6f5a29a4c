package dev.rollcall.scim.patch;

import com.sun.management.ThreadMXBean;
import dev.rollcall.scim.CpuTime;
import dev.rollcall.scim.JsonCases;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.resource.ResourceNormalizer;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Values with very many parts that no schema declares take time in proportion, and what multiplies them is counted. */
class ManyPartsTest {
    private static final int SMALL = 4_000;
    /** Between the 4 of what is linear and the 16 of what is quadratic. */
    private static final double LINEAR = 9;

    @Test
    void manyPartsOfOneValueArePostedInLinearTime() {
        linear(many -> body("\"name\":{" + parts("k", many) + "}"));
        linear(many -> body("\"emails\":[{\"value\":\"a@example.com\"," + parts("k", many) + "}]"));
    }

    @Test
    void elementsThatAreTheSameAreMergedInLinearTime() {
        IntFunction<ObjectNode> body = many -> body("\"emails\":[" + IntStream.range(0, many)
                .mapToObj(i -> "{\"value\":\"a@example.com\",\"type\":\"work\"," + parts("k" + i + "x", 8) + "}")
                .collect(Collectors.joining(",")) + "]");
        JsonNode emails = post(body.apply(100)).path("emails");
        assertThat(emails).hasSize(1);
        assertThat(emails.get(0)).hasSize(802);
        assertThat(CpuTime.ofFourTimes(SMALL / 4, many -> {
            ObjectNode read = body.apply(many);
            return () -> post(read);
        })).isLessThan(LINEAR);
    }

    @Test
    void elementsThatAreTheSameAreMergedInTheOrderOfTheSchemaWithOnePrimary() {
        ObjectNode user = post(body("\"emails\":[{\"value\":\"a@x\",\"Shade\":\"dark\",\"primary\":true},"
                + "{\"value\":\"A@X\",\"display\":\"A\",\"SHADE\":\"light\"}]"));
        ChangePlan plan = plan(user,
                "{\"op\":\"add\",\"path\":\"emails\",\"value\":[{\"value\":\"a@x\",\"tone\":\"t\"},"
                        + "{\"value\":\"a@x\",\"hue\":\"h\"},{\"value\":\"b@x\",\"primary\":true}]}");
        assertThat(plan.document().path("emails").toString()).isEqualTo(
                "[{\"value\":\"a@x\",\"display\":\"A\",\"primary\":false,\"Shade\":\"light\",\"tone\":\"t\",\"hue\":\"h\"},"
                        + "{\"value\":\"b@x\",\"primary\":true}]");
    }

    @Test
    void whoIsPrimaryChangesWithoutACopyOfAllThePartsEachTime() {
        ObjectNode user = post(body("\"emails\":[{\"value\":\"a@x\",\"primary\":true," + parts("k", SMALL)
                + "},{\"value\":\"b@x\"," + parts("k", SMALL) + "}]"));
        PatchRequest few = request(turns(50));
        PatchRequest many = request(turns(400));
        JsonNode emails = plan(user, many).document().path("emails");
        assertThat(emails.path(0).path("primary").booleanValue()).isFalse();
        assertThat(emails.path(1).path("primary").booleanValue()).isTrue();
        assertThat(allocated(() -> plan(user, many))).isLessThan(3 * allocated(() -> plan(user, few)));
    }

    /** Operations that make the one and the other of two elements primary. */
    private static String turns(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> "{\"op\":\"add\",\"path\":\"emails\",\"value\":[{\"value\":\"" + (i % 2 == 0 ? "a" : "b")
                        + "@x\",\"primary\":true}]}")
                .collect(Collectors.joining(","));
    }

    private static long allocated(Runnable task) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        task.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void manyPartsAreLaidOverAnElementInLinearTime() {
        ObjectNode user = post(body("\"foo\":[{\"value\":\"A\"}]"));
        assertThat(CpuTime.ofFourTimes(SMALL, many -> {
            PatchRequest request = request(
                    "{\"op\":\"add\",\"path\":\"foo[value eq \\\"A\\\"]\",\"value\":{" + parts("k",
                            many) + "}}");
            return () -> plan(user, request);
        })).isLessThan(LINEAR);
    }

    @Test
    void manyAttributesOfAnUndeclaredExtensionAreSetInOneOperation() {
        ObjectNode user = post(body("\"urn:x:ext:2.0:User\":{\"First\":1}"));
        ChangePlan plan = plan(user, "{\"op\":\"add\",\"path\":\"urn:x:ext:2.0:User\",\"value\":{\"FIRST\":2,"
                + parts("k", 5 * SMALL) + "}}");
        assertThat(plan.document().path("urn:x:ext:2.0:User")).hasSize(5 * SMALL + 1);
        assertThat(plan.document().path("urn:x:ext:2.0:User").path("First").intValue()).isEqualTo(2);
    }

    @Test
    @Tag("long")
    void partsTimesElementsAreCounted() {
        ObjectNode user = post(body("\"foo\":[" + elements(4_000) + "],\"emails\":[" + elements(4_000) + "]"));
        for (String list : new String[]{"foo", "emails"}) {
            ScimException refused = catchThrowableOfType(ScimException.class, () -> plan(user,
                    "{\"op\":\"add\",\"path\":\"" + list + "[value sw \\\"v\\\"]\",\"value\":{" + parts("k", 600)
                            + "}}"));
            assertThat(refused).as(list).isNotNull();
            assertThat(refused.status()).as(list).isEqualTo(413);
        }
    }

    /** At the top level each new name is looked for among all that are there, which is counted; nobody has so many of its own. */
    @Test
    void thousandsOfNewNamesAtTheTopLevelAreMoreThanOnePatchMayBring() {
        ObjectNode user = post(body("\"title\":\"t\""));
        assertThat(plan(user, "{\"op\":\"add\",\"value\":{" + parts("k", 2_500) + "}}").document())
                .hasSizeGreaterThan(2_500);
        ScimException refused = catchThrowableOfType(ScimException.class,
                () -> plan(user, "{\"op\":\"add\",\"value\":{" + parts("k", 2 * SMALL) + "}}"));
        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(413);
    }

    private static void linear(IntFunction<ObjectNode> body) {
        assertThat(CpuTime.ofFourTimes(SMALL, many -> {
            ObjectNode read = body.apply(many);
            return () -> post(read);
        })).isLessThan(LINEAR);
    }

    private static String parts(String prefix, int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> "\"%s%05d\":1".formatted(prefix, i))
                .collect(Collectors.joining(","));
    }

    private static String elements(int many) {
        return IntStream.range(0, many).mapToObj(i -> "{\"value\":\"v" + i + "\"}").collect(Collectors.joining(","));
    }

    private static ObjectNode body(String members) {
        return JsonCases.json("{\"schemas\":[\"" + Urns.USER + "\"],\"userName\":\"u\"," + members + "}").asObject();
    }

    private static ObjectNode post(ObjectNode body) {
        return ResourceNormalizer
                .normalize(StandardSchemas.user(), body, Dialect.tolerant(), new FiredTolerances())
                .document();
    }

    private static PatchRequest request(String operation) {
        ObjectNode body = JsonCases
                .json("{\"schemas\":[\"" + Urns.PATCH_OP + "\"],\"Operations\":[" + operation + "]}")
                .asObject();
        return PatchRequest.parse(body, Dialect.tolerant(), new FiredTolerances(), PatchLimits.defaults());
    }

    private static ChangePlan plan(ObjectNode user, String operation) {
        return plan(user, request(operation));
    }

    private static ChangePlan plan(ObjectNode user, PatchRequest request) {
        return PatchPlanner.plan(StandardSchemas.user(), user, request, Dialect.tolerant(), new FiredTolerances(),
                FilterLimits.defaults());
    }
}
