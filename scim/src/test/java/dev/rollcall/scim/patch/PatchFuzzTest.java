package dev.rollcall.scim.patch;

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
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Any bytes are either planned or refused with a 4xx; the document stays canonical. */
class PatchFuzzTest {

    @FuzzTest(maxDuration = "10s")
    void anyPatchIsPlannedOrRefused(byte[] bytes) {
        for (ResourceType type : StandardSchemas.resourceTypes()) {
            for (Dialect dialect : List.of(Dialect.tolerant(), Dialect.strict())) {
                try {
                    patch(bytes, type, dialect);
                } catch (ScimException refused) {
                    assertThat(refused.status()).isBetween(400, 499);
                }
            }
        }
    }

    private static void patch(byte[] bytes, ResourceType type, Dialect dialect) {
        ObjectNode before = PatchCase.canonical(type, PatchCase.json("{}"), dialect);
        FiredTolerances fired = new FiredTolerances();
        ObjectNode body = ScimJson.parse(bytes, JsonLimits.defaults());
        PatchRequest request = PatchRequest.parse(body, dialect, fired, PatchLimits.defaults());
        ChangePlan plan = PatchPlanner.plan(type, before, request, dialect, fired, FilterLimits.defaults());
        assertCanonical(type, plan.document(), dialect);
        assertThat(ChangePlanJson.write(plan)).startsWith("[");
    }

    /** Steps about the same few places, so that each meets what those before it left: an extension, a text, a list. */
    @FuzzTest(maxDuration = "10s")
    void anyStepsOnWhatNoSchemaDeclaresArePlannedOrRefused(byte[] bytes) {
        ObjectNode document = PatchCase.canonical(StandardSchemas.user(), PatchCase.json("{}"));
        for (String operations : UndeclaredOperations.triples(bytes)) {
            String before = document.toString();
            try {
                ChangePlan plan = PatchPropertiesTest.plan(StandardSchemas.user(), document, operations);
                assertCanonical(StandardSchemas.user(), plan.document(), Dialect.tolerant());
                assertThat(document).hasToString(before);
                document = plan.document();
            } catch (ScimException refused) {
                assertThat(refused.status()).isBetween(400, 499);
            }
        }
    }

    @FuzzTest(maxDuration = "10s")
    void anyBodyIsReadOrRefused(byte[] bytes) {
        for (ResourceType type : StandardSchemas.resourceTypes()) {
            for (Dialect dialect : List.of(Dialect.tolerant(), Dialect.strict())) {
                try {
                    body(bytes, type, dialect);
                } catch (ScimException refused) {
                    assertThat(refused.status()).isBetween(400, 499);
                }
            }
        }
    }

    private static void body(byte[] bytes, ResourceType type, Dialect dialect) {
        ObjectNode body = ScimJson.parse(bytes, JsonLimits.defaults());
        NormalizedResource resource = ResourceNormalizer.normalize(type, body, dialect, new FiredTolerances());
        assertCanonical(type, resource.document(), dialect);
        assertThat(ResourcePlans.creation(type, resource).changesDocument()).isTrue();
    }

    private static void assertCanonical(ResourceType type, ObjectNode document, Dialect dialect) {
        assertThat(CanonicalDocument.of(type, document, dialect)).hasToString(document.toString());
        assertThat(document.propertyNames()).doesNotContain("id", "meta", "groups", "members", "password");
    }
}
