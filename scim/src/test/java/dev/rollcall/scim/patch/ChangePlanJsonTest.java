package dev.rollcall.scim.patch;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.path.AttributePaths;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** A plan that was written is read back as it was. */
class ChangePlanJsonTest {
    private static final ResourceType USER = StandardSchemas.user();
    private static final ResourceType GROUP = StandardSchemas.group();

    @Test
    void plansOfGeneratedRequestsAreReadBackEqual() {
        OperationGenerator generator = new OperationGenerator(new Random(20_261_127));
        int read = 0;
        for (int run = 0; run < 1_000; run++) {
            try {
                ChangePlan plan = PatchPropertiesTest.plan(USER, generator.document(),
                        String.join(",", generator.operations()));
                assertThat(ChangePlanJson.read(ChangePlanJson.write(plan), USER)).isEqualTo(plan.changes());
                read += plan.changes().size();
            } catch (ScimException refused) {
                assertThat(refused.status()).isEqualTo(400);
            }
        }
        assertThat(read).isGreaterThan(500);
    }

    @Test
    void everyKindOfChangeIsReadBackEqual() {
        ObjectNode member = JsonNodeFactory.instance.objectNode().put("value", "a").put("display", "\"A\" \\ é");
        List<Change> changes = List.of(
                new Change.Assigned("displayName", Optional.empty(), Optional.of(member)),
                new Change.Assigned("urn:example:x", Optional.of(JsonNodeFactory.instance.numberNode(7)),
                        Optional.empty()),
                new Change.Assigned("externalId", Optional.of(JsonNodeFactory.instance.nullNode()),
                        Optional.of(JsonNodeFactory.instance.booleanNode(false))),
                new Change.MembersAdded(List.of(member)),
                new Change.MembersRemoved(List.of("a", "b\"")),
                new Change.MembersRemovedWhere(FilterParser.parseElementFilter(
                        "type eq \"User\" and not (value sw \"x\\\"y\")",
                        AttributePaths.common(GROUP.schema().attribute("members").orElseThrow()), GROUP,
                        Dialect.strict(), new FiredTolerances(), "test", FilterLimits.defaults())),
                new Change.MembersReplaced(List.of()));
        assertThat(ChangePlanJson.read(ChangePlanJson.write(changes), GROUP)).isEqualTo(changes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1]", "[{}]", "[{\"change\":\"paint\"}]", "[{\"change\":\"assign\"}]",
        "[{\"change\":\"add-members\",\"members\":[1]}]", "[{\"change\":\"remove-members\",\"values\":\"a\"}]",
        "[{\"change\":\"remove-members\",\"values\":[1]}]", "[", "[]]"})
    void whatIsNoPlanIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ChangePlanJson.read(text, GROUP));
    }
}
