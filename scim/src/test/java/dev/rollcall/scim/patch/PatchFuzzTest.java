package dev.rollcall.scim.patch;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.resource.CanonicalDocument;
import dev.rollcall.scim.resource.NormalizedResource;
import dev.rollcall.scim.resource.ResourceNormalizer;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Any bytes are either planned or refused with a 4xx; the document stays canonical. */
class PatchFuzzTest {

    @FuzzTest(maxDuration = "10s")
    void patch(FuzzedDataProvider data) {
        ResourceType type = data.consumeBoolean() ? StandardSchemas.user() : StandardSchemas.group();
        Dialect dialect = data.consumeBoolean() ? Dialect.tolerant() : Dialect.strict();
        ObjectNode before = PatchCase.canonical(type, PatchCase.json("{}"));
        FiredTolerances fired = new FiredTolerances();
        try {
            ObjectNode body = parse(data.consumeRemainingAsString());
            PatchRequest request = PatchRequest.parse(body, dialect, fired, PatchLimits.defaults());
            ChangePlan plan = PatchPlanner.plan(type, before, request, dialect, fired, FilterLimits.defaults());
            assertCanonical(type, plan.document());
            assertThat(ChangePlanJson.write(plan)).startsWith("[");
        } catch (ScimException e) {
            assertThat(e.status()).isBetween(400, 499);
        }
    }

    @FuzzTest(maxDuration = "10s")
    void body(FuzzedDataProvider data) {
        ResourceType type = data.consumeBoolean() ? StandardSchemas.user() : StandardSchemas.group();
        Dialect dialect = data.consumeBoolean() ? Dialect.tolerant() : Dialect.strict();
        try {
            ObjectNode body = parse(data.consumeRemainingAsString());
            NormalizedResource resource = ResourceNormalizer.normalize(type, body, dialect, new FiredTolerances());
            assertCanonical(type, resource.document());
            ChangePlan plan = ResourcePlans.creation(type, resource);
            assertThat(plan.changesDocument()).isTrue();
        } catch (ScimException e) {
            assertThat(e.status()).isBetween(400, 499);
        }
    }

    private static ObjectNode parse(String text) {
        return ScimJson.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.defaults());
    }

    private static void assertCanonical(ResourceType type, ObjectNode document) {
        assertThat(CanonicalDocument.of(type, document)).hasToString(document.toString());
        assertThat(document.propertyNames()).doesNotContain("id", "meta", "groups", "members", "password");
    }
}
