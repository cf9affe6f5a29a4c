package dev.rollcall.scim.resource;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ResourceNormalizerTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A row of the table; {@code @E}, {@code @U} and {@code @G} stand for the URNs of the schemas. */
    record Row(JsonNode row) {
        ResourceType type() {
            return row.path("type").asString("").equals("Group") ? StandardSchemas.group() : StandardSchemas.user();
        }

        Dialect dialect() {
            return row.path("strict").booleanValue(false) ? Dialect.strict() : Dialect.tolerant();
        }

        @Override
        public String toString() {
            return row.path("name").asString("");
        }
    }

    static Stream<Row> bodies() throws IOException {
        try (InputStream in = ResourceNormalizerTest.class.getResourceAsStream("bodies.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@E", Urns.ENTERPRISE_USER)
                    .replace("@U", Urns.USER)
                    .replace("@G", Urns.GROUP);
            return StreamSupport.stream(JSON.readTree(text).spliterator(), false).map(Row::new);
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void readsAsTheTableSays(Row test) {
        JsonNode row = test.row();
        ObjectNode body = (ObjectNode) row.get("body");
        String untouched = body.toString();
        FiredTolerances fired = new FiredTolerances();
        if (row.has("error")) {
            ScimException error = catchThrowableOfType(
                    ScimException.class,
                    () -> ResourceNormalizer.normalize(test.type(), body, test.dialect(), fired));
            assertThat(error).as("a refusal").isNotNull();
            assertThat(error.scimType().map(ScimType::keyword)).contains(row.get("error").stringValue());
        } else {
            NormalizedResource resource = ResourceNormalizer.normalize(test.type(), body, test.dialect(), fired);
            assertResource(row, resource);
            assertFired(row, fired);
        }
        assertThat(body).as("the body that was given").hasToString(untouched);
    }

    private static void assertResource(JsonNode row, NormalizedResource resource) {
        ObjectNode document = resource.document().deepCopy();
        JsonNode schemas = document.remove("schemas");
        assertThat(document).hasToString(row.get("document").toString());
        if (row.has("schemas")) {
            assertThat(schemas).hasToString(row.get("schemas").toString());
        }
        ArrayNode members = JSON.createArrayNode().addAll(resource.members());
        assertThat(members).hasToString(row.has("members") ? row.get("members").toString() : "[]");
    }

    private static void assertFired(JsonNode row, FiredTolerances fired) {
        if (row.has("fired")) {
            assertThat(fired.entries().stream().map(f -> f.tolerance().id() + "@" + f.where()))
                    .containsExactlyElementsOf(
                            row.get("fired").values().stream().map(JsonNode::stringValue).toList());
        }
        if (row.path("strict").booleanValue(false)) {
            assertThat(fired.entries()).isEmpty();
        }
    }

    @Test
    void aCanonicalDocumentReadsAsItself() {
        ObjectNode body = (ObjectNode) JSON.readTree("""
            {"schemas":["%s"],"userName":"ann","emails":[{"value":"a@x","type":"work"}],
             "%s":{"manager":{"value":"m"}},"tag":[1,{"a":"b"}]}""".formatted(Urns.USER, Urns.ENTERPRISE_USER));
        ObjectNode once = normalized(body);
        assertThat(normalized(once)).hasToString(once.toString());
        assertThat(once.toString()).endsWith("\"manager\":{\"value\":\"m\"}}}");
    }

    @Test
    void anAttributeHasAtMostTheLimitOfValues() {
        ObjectNode body = JSON.createObjectNode().put("userName", "ann");
        ArrayNode emails = body.putArray("emails");
        for (int i = 0; i < Elements.LIMIT; i++) {
            emails.addObject().put("value", "a" + i + "@x");
        }
        assertThat(normalized(body).get("emails")).hasSize(Elements.LIMIT);
        emails.addObject().put("value", "one-more@x");
        assertThatThrownBy(() -> normalized(body))
                .isInstanceOf(ScimException.class)
                .hasMessageContaining("at most " + Elements.LIMIT);
    }

    @Test
    void aMessageQuotesLittleOfAVeryLongName() {
        ObjectNode body = JSON.createObjectNode().put("userName", "ann").put("x".repeat(100_000), 1);
        assertThatThrownBy(
                () -> ResourceNormalizer.normalize(
                        StandardSchemas.user(),
                        body.put("schemas", "x").set("schemas", JSON.createArrayNode().add(Urns.USER)),
                        Dialect.strict(),
                        new FiredTolerances()))
                .isInstanceOfSatisfying(ScimException.class, e -> assertThat(e.detail()).hasSizeLessThan(400));
        FiredTolerances fired = new FiredTolerances();
        ResourceNormalizer.normalize(StandardSchemas.user(), body, Dialect.tolerant(), fired);
        assertThat(fired.entries()).allSatisfy(f -> assertThat(f.where()).hasSizeLessThan(200));
    }

    private static ObjectNode normalized(ObjectNode body) {
        return ResourceNormalizer.normalize(StandardSchemas.user(), body, Dialect.tolerant(), new FiredTolerances())
                .document();
    }
}
