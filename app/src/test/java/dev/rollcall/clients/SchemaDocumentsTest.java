package dev.rollcall.clients;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What /Schemas says is well-formed and, where the printed schemas have errata, right. */
@ExtendWith(LiveServers.class)
class SchemaDocumentsTest {
    private static final Set<String> TYPES = Set.of("string", "boolean", "decimal", "integer", "dateTime", "binary",
            "reference", "complex");

    private JsonNode schemas;

    @BeforeEach
    void read(LiveServers servers) {
        schemas = servers.on(StoreKind.SQLITE).connect().get("/Schemas").json().path("Resources");
        assertThat(schemas.size()).isGreaterThanOrEqualTo(3);
    }

    @Test
    @Requirement({"7643-2.1-01", "7643-2.3-01"})
    void namesAndTypes() {
        everyAttribute(attribute -> {
            assertThat(text(attribute, "name")).matches("[A-Za-z][A-Za-z0-9_$-]*|\\$ref");
            assertThat(TYPES).contains(text(attribute, "type"));
        });
    }

    @Test
    @Requirement({"7643-7-04", "7643-7-06"})
    void everyCharacteristicIsStated() {
        everyAttribute(attribute -> {
            assertThat(attribute.propertyNames()).contains("name", "type", "multiValued", "description", "required",
                    "mutability", "returned");
            assertThat(text(attribute, "description")).isNotBlank();
            assertThat(attribute.has("subAttributes")).as(text(attribute, "name"))
                    .isEqualTo(text(attribute, "type").equals("complex"));
            if (text(attribute, "type").equals("string")) {
                assertThat(attribute.propertyNames()).contains("caseExact", "uniqueness");
            }
        });
    }

    @Test
    @Requirement({"7643-2.3.7-05"})
    void referencesSayWhatTheyReferTo() {
        everyAttribute(attribute -> assertThat(attribute.path("referenceTypes").size() > 0)
                .as(text(attribute, "name"))
                .isEqualTo(text(attribute, "type").equals("reference")));
    }

    @Test
    @Requirement({"7643-2.3.8-02", "7643-2.3.8-03", "7643-2.4-02"})
    void complexAttributes() {
        resources().forEach(schema -> schema.path("attributes").forEach(attribute -> {
            if (text(attribute, "type").equals("complex")) {
                assertThat(attribute.propertyNames()).doesNotContain("caseExact", "uniqueness");
                attribute.path("subAttributes").forEach(sub -> {
                    assertThat(text(sub, "type")).isNotEqualTo("complex");
                    if (text(sub, "name").equals("primary")) {
                        assertThat(text(sub, "type")).isEqualTo("boolean");
                    }
                });
            }
        }));
    }

    @Test
    @Requirement({"7643-7-05"})
    void certificatesAreBinary() {
        assertThat(text(attribute(Urn.USER, "x509Certificates", "value"), "type")).isEqualTo("binary");
        assertThat(text(attribute(Urn.USER, "profileUrl"), "type")).isEqualTo("reference");
        assertThat(attribute(Urn.USER, "profileUrl").path("caseExact").asBoolean(true)).isTrue();
    }

    @Test
    @Requirement({"7643-3.1-20", "7644-3.1-01", "7643-3.3-02"})
    void commonAttributesAndMessagesAreLeftOut() {
        assertThat(schemas.valueStream().map(schema -> text(schema, "id")))
                .noneMatch(id -> id.startsWith("urn:ietf:params:scim:api:"));
        resources().forEach(schema -> assertThat(names(schema)).doesNotContain("id", "meta", "schemas"));
        assertThat(names(schema(Urn.ENTERPRISE))).doesNotContainAnyElementsOf(names(schema(Urn.USER)));
    }

    @Test
    @Requirement({"7643-4.2-01", "7643-4.2-02", "7643-4.1.2-05", "7643-4.1.2-07"})
    void errataAndHouseRulesAreInTheDocuments() {
        JsonNode displayName = attribute(Urn.GROUP, "displayName");
        assertThat(displayName.path("required").booleanValue()).isTrue();
        assertThat(text(displayName, "uniqueness")).isEqualTo("server");
        assertThat(displayName.path("caseExact").booleanValue()).isFalse();
        assertThat(text(attribute(Urn.USER, "userName"), "uniqueness")).isEqualTo("server");
        assertThat(text(attribute(Urn.USER, "addresses", "primary"), "type")).isEqualTo("boolean");
        assertThat(
                attribute(Urn.USER, "groups", "$ref").path("referenceTypes").valueStream().map(JsonNode::stringValue))
                .containsExactly("Group");
        assertThat(text(attribute(Urn.USER, "groups"), "mutability")).isEqualTo("readOnly");
        assertThat(text(attribute(Urn.GROUP, "members", "value"), "mutability")).isEqualTo("immutable");
        assertThat(attribute(Urn.GROUP, "members").path("required").asBoolean(false)).isFalse();
    }

    private void everyAttribute(Consumer<JsonNode> check) {
        schemas.forEach(schema -> schema.path("attributes").forEach(attribute -> {
            check.accept(attribute);
            attribute.path("subAttributes").forEach(check);
        }));
    }

    /** The schemas of users and groups. */
    private Stream<JsonNode> resources() {
        return List.of(Urn.USER, Urn.GROUP, Urn.ENTERPRISE).stream().map(this::schema);
    }

    private JsonNode schema(String urn) {
        return schemas.valueStream().filter(schema -> text(schema, "id").equals(urn)).findFirst().orElseThrow();
    }

    private JsonNode attribute(String urn, String... path) {
        JsonNode found = schema(urn).path("attributes");
        for (int i = 0; i < path.length; i++) {
            String name = path[i];
            JsonNode list = i == 0 ? found : found.path("subAttributes");
            found = list.valueStream().filter(a -> text(a, "name").equals(name)).findFirst().orElseThrow();
        }
        return found;
    }

    private static List<String> names(JsonNode schema) {
        return schema.path("attributes").valueStream().map(a -> text(a, "name").toLowerCase(Locale.ROOT)).toList();
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }
}
