package dev.rollcall.scim.patch;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.resource.NormalizedResource;
import dev.rollcall.scim.resource.ResourceNormalizer;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Every body that identity providers were recorded to write with, and the document that it leads to. */
class ClientWritesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    record Write(JsonNode row) {
        ResourceType type() {
            return row.get("type").stringValue().equals("Group") ? StandardSchemas.group() : StandardSchemas.user();
        }

        ObjectNode body() {
            return (ObjectNode) row.get("body");
        }

        @Override
        public String toString() {
            return row.get("id").stringValue();
        }
    }

    private record Outcome(ObjectNode document, List<ObjectNode> members, List<Change> membership) {}

    static Stream<Write> writes() throws IOException {
        try (InputStream in = ClientWritesTest.class.getResourceAsStream("client-writes.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> new Write(JSON.readTree(line)));
        }
    }

    @ParameterizedTest
    @MethodSource("writes")
    void leadsToTheDocument(Write write) {
        JsonNode row = write.row();
        FiredTolerances fired = new FiredTolerances();
        if (row.has("error")) {
            ScimException error = catchThrowableOfType(ScimException.class, () -> outcome(write, fired));
            assertThat(error.scimType().map(ScimType::keyword)).contains(row.get("error").stringValue());
            return;
        }
        Outcome outcome = outcome(write, fired);
        assertThat(outcome.document()).hasToString(row.get("document").toString());
        assertThat(JSON.createArrayNode().addAll(outcome.members())).hasToString(listIn(row, "members"));
        assertThat(ChangePlanJson.write(outcome.membership())).isEqualTo(listIn(row, "membership"));
        assertThat(fired.entries().stream().map(f -> f.tolerance().id()))
                .containsExactlyElementsOf(row.get("fired").values().stream().map(JsonNode::stringValue).toList());
    }

    private static Outcome outcome(Write write, FiredTolerances fired) {
        if (!write.row().get("method").stringValue().equals("PATCH")) {
            NormalizedResource resource = ResourceNormalizer.normalize(write.type(), write.body(), Dialect.tolerant(),
                    fired);
            return new Outcome(resource.document(), resource.members(), List.of());
        }
        ObjectNode before = PatchCase.canonical(write.type(), write.row().get("before"));
        PatchRequest request = PatchRequest.parse(write.body(), Dialect.tolerant(), fired, PatchLimits.defaults());
        ChangePlan plan = PatchPlanner.plan(
                write.type(), before, request, Dialect.tolerant(), fired, FilterLimits.defaults());
        return new Outcome(plan.document(), List.of(), plan.membershipChanges());
    }

    private static String listIn(JsonNode row, String name) {
        return row.has(name) ? row.get(name).toString() : "[]";
    }
}
