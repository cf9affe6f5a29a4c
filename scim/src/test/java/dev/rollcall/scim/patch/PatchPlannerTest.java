package dev.rollcall.scim.patch;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.resource.CanonicalDocument;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PatchPlannerTest {
    static Stream<PatchCase> cases() throws IOException {
        List<PatchCase> cases = new ArrayList<>();
        for (String table : List.of(
                "simple-attributes",
                "complex-attributes",
                "multi-valued",
                "filtered-elements",
                "pathless",
                "mutability",
                "undeclared",
                "manager",
                "members")) {
            cases.addAll(PatchCase.table(table));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void plansAsTheTableSays(PatchCase row) {
        ObjectNode before = row.before();
        String untouched = before.toString();
        FiredTolerances fired = new FiredTolerances();
        if (row.row().has("error")) {
            ScimException error = catchThrowableOfType(ScimException.class, () -> plan(row, before, fired));
            assertThat(error).as("a refusal").isNotNull();
            assertThat(error.scimType().map(ScimType::keyword)).contains(row.row().get("error").stringValue());
            assertThat(error.detail())
                    .contains(row.row().path("says").asString(""))
                    .endsWith(".")
                    .hasSizeLessThan(400);
        } else {
            ChangePlan plan = plan(row, before, fired);
            assertDocument(row, before, plan);
            assertChanges(row, plan);
            assertFired(row, fired);
        }
        assertThat(before).as("the document that was given").hasToString(untouched);
    }

    private static ChangePlan plan(PatchCase row, ObjectNode before, FiredTolerances fired) {
        PatchRequest request = PatchRequest.parse(row.request(), row.dialect(), fired, PatchLimits.defaults());
        return PatchPlanner.plan(row.type(), before, request, row.dialect(), fired, FilterLimits.defaults());
    }

    private static void assertDocument(PatchCase row, ObjectNode before, ChangePlan plan) {
        if (row.changesDocument()) {
            assertThat(plan.document()).hasToString(row.after());
            assertThat(plan.changesDocument()).isTrue();
            assertThat(CanonicalDocument.of(row.type(), plan.document(), row.dialect()))
                    .hasToString(plan.document().toString());
        } else {
            assertThat(plan.document()).isSameAs(before);
            assertThat(plan.changesDocument()).isFalse();
        }
    }

    private static void assertChanges(PatchCase row, ChangePlan plan) {
        JsonNode membership = row.row().path("membership");
        assertThat(ChangePlanJson.write(plan.membershipChanges()))
                .isEqualTo(membership.isMissingNode() ? "[]" : membership.toString());
        if (row.row().has("changes")) {
            assertThat(ChangePlanJson.write(plan)).isEqualTo(row.row().get("changes").toString());
        }
        if (row.row().path("unchanged").booleanValue(false)) {
            assertThat(plan.empty()).isTrue();
        }
    }

    private static void assertFired(PatchCase row, FiredTolerances fired) {
        if (row.row().has("fired")) {
            assertThat(fired.entries().stream().map(f -> f.tolerance().id() + "@" + f.where()))
                    .containsExactlyElementsOf(
                            row.row().get("fired").values().stream().map(JsonNode::stringValue).toList());
        }
        if (row.row().path("strict").booleanValue(false)) {
            assertThat(fired.entries()).isEmpty();
        }
    }
}
