package dev.rollcall.scim.tolerance;

import dev.rollcall.scim.JsonCases;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.message.ListQuery;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchPlanner;
import dev.rollcall.scim.patch.PatchRequest;
import dev.rollcall.scim.resource.ResourceNormalizer;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** What is nearly a tolerated form stays an error, so that a tolerance can be told from a lack of checks. */
class NearMissesTest {
    private static final int ENOUGH = 10;
    private static final JsonNode ROWS = JsonCases.load(NearMissesTest.class, "near-misses.json");

    @TestFactory
    Stream<DynamicTest> eachIsRefusedWithEveryToleranceGranted() {
        return ROWS.valueStream().map(row -> dynamicTest(row.toString(), () -> {
            ScimException refused = catchThrowableOfType(ScimException.class, () -> send(row));
            assertThat(refused).as("a refusal").isNotNull();
            assertThat(refused.status()).isIn(400, 403);
        }));
    }

    @Test
    void eachToleranceOfTheTableHasTen() {
        Map<String, Long> counts = ROWS.valueStream()
                .collect(Collectors.groupingBy(row -> row.get("tolerance").stringValue(), Collectors.counting()));
        assertThat(counts)
                .allSatisfy((tolerance, count) -> assertThat(count).as(tolerance).isGreaterThanOrEqualTo(ENOUGH));
        assertThat(Stream.of(Tolerance.values()).map(Tolerance::id)).containsAll(counts.keySet());
    }

    private static void send(JsonNode row) {
        ResourceType type = row.path("type").asString("User").equals("Group")
                ? StandardSchemas.group()
                : StandardSchemas.user();
        FiredTolerances fired = new FiredTolerances();
        if (row.has("operations")) {
            ObjectNode body = JsonCases.json("{}").asObject();
            body.set("Operations", row.get("operations"));
            PatchRequest request = PatchRequest.parse(body, Dialect.tolerant(), fired, PatchLimits.defaults());
            PatchPlanner.plan(type, before(type), request, Dialect.tolerant(), fired, FilterLimits.defaults());
        } else if (row.has("body")) {
            ResourceNormalizer.normalize(type, row.get("body").asObject(), Dialect.tolerant(), fired);
        } else if (row.has("filter")) {
            FilterParser.parse(row.get("filter").stringValue(), type, Dialect.tolerant(), fired,
                    FilterLimits.defaults());
        } else {
            ObjectNode search = row.get("search").asObject().deepCopy();
            search.putArray("schemas").add(Urns.SEARCH_REQUEST);
            ListQuery.ofSearchRequest(search, Dialect.tolerant(), fired);
        }
    }

    private static ObjectNode before(ResourceType type) {
        ObjectNode body = JsonCases.json("{\"userName\": \"ann\", \"displayName\": \"Staff\", \"title\": \"old\"}")
                .asObject();
        return ResourceNormalizer.normalize(type, body, Dialect.tolerant(), new FiredTolerances()).document();
    }
}
