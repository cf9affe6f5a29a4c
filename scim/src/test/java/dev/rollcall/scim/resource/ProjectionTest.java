package dev.rollcall.scim.resource;

import dev.rollcall.scim.JsonCases;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.SchemaReader;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.RequestDialect;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ProjectionTest {
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final ObjectNode USER = JsonCases
            .json("""
                {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1", "userName": "ann",
                 "name": {"givenName": "Ann", "familyName": "Lee"},
                 "emails": [{"value": "a@b", "type": "work"}, {"type": "home"}],
                 "shoeSize": {"left": 38, "right": 39},
                 "urn:example:custom:2.0:User": {"tag": "x", "other": "y"},
                 "meta": {"resourceType": "User", "version": "1"},
                 "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "R", "manager": {"value": "2", "displayName": "Bo"}}}
                """)
            .asObject();

    @Test
    @DisplayName("7644-3.9-01 attributes answers the named ones and what is always returned")
    void attributesSelects() {
        assertThat(selected("emails.value")).isEqualTo(always("\"emails\": [{\"value\": \"a@b\"}]"));
        assertThat(selected("name")).isEqualTo(always("\"name\": {\"givenName\": \"Ann\", \"familyName\": \"Lee\"}"));
        assertThat(selected("name.givenName", "name")).isEqualTo(selected("name"));
        assertThat(selected("meta.version")).isEqualTo(always("\"meta\": {\"version\": \"1\"}"));
    }

    @Test
    @DisplayName("7644-3.9-02 excludedAttributes leaves the named ones out, never id and schemas (7643-7-12)")
    void excludedAttributesSubtracts() {
        assertThat(without("id", "schemas", "emails", "name.givenName", "meta", ENTERPRISE, "shoeSize",
                "urn:example:custom:2.0:User")).isEqualTo(
                        always("\"userName\": \"ann\", \"name\": {\"familyName\": \"Lee\"}"));
        assertThat(without("emails.type").get("emails")).isEqualTo(JsonCases.json("[{\"value\": \"a@b\"}]"));
        assertThat(without("emails.type", "emails.value").has("emails")).isFalse();
    }

    @Test
    @DisplayName("7644-3.9-03 names take any case and a URN")
    void namesTakeAnyCaseAndUrn() {
        assertThat(selected("USERNAME", ENTERPRISE.toUpperCase(java.util.Locale.ROOT) + ":DEPARTMENT"))
                .isEqualTo(always("\"userName\": \"ann\", \"" + ENTERPRISE + "\": {\"department\": \"R\"}"));
        assertThat(selected("urn:ietf:params:scim:schemas:core:2.0:User:userName")).isEqualTo(selected("userName"));
        assertThat(selected(ENTERPRISE + ":manager.value"))
                .isEqualTo(always("\"" + ENTERPRISE + "\": {\"manager\": {\"value\": \"2\"}}"));
        assertThat(selected("manager")).isEqualTo(selected(ENTERPRISE + ":manager"));
    }

    @Test
    @DisplayName("7644-3.9-04 both parameters together are refused")
    void bothTogetherAreRefused() {
        ScimException refused = catchThrowableOfType(ScimException.class,
                () -> projection(StandardSchemas.user(), List.of("a"), List.of("b")));
        assertThat(refused.scimType()).contains(ScimType.INVALID_VALUE);
    }

    @Test
    @DisplayName("7644-3.9-06 unknown names are passed over, and what is left out need not be loaded")
    void unknownNamesArePassedOver() {
        assertThat(selected("nope", "a..b")).isEqualTo(always(""));
        assertThat(without("nope")).isEqualTo(USER);
        Projection noMembers = projection(StandardSchemas.group(), List.of(), List.of("MEMBERS"));
        assertThat(noMembers.includes("members")).isFalse();
        assertThat(noMembers.includes("displayName")).isTrue();
        assertThat(projection(StandardSchemas.group(), List.of(), List.of("members.display")).includes("members"))
                .isTrue();
        assertThat(projection(StandardSchemas.group(), List.of("displayName"), List.of()).includes("members"))
                .isFalse();
        assertThat(projection(StandardSchemas.group(), List.of("members.value"), List.of()).includes("members"))
                .isTrue();
        assertThat(projection(StandardSchemas.user(), List.of("id"), List.of()).includes("id")).isTrue();
    }

    @Test
    void aFilterSelectsElements() {
        assertThat(selected("emails[type eq \"work\"]"))
                .isEqualTo(always("\"emails\": [{\"value\": \"a@b\", \"type\": \"work\"}]"));
        assertThat(selected("EMAILS[TYPE eq \"work\"].Value")).isEqualTo(always("\"emails\": [{\"value\": \"a@b\"}]"));
        assertThat(selected("emails[type eq \"work\"]", "emails[type eq \"home\"]")).isEqualTo(selected("emails"));
        assertThat(selected("emails[type eq \"work\"]", "emails")).isEqualTo(selected("emails"));
        assertThat(selected("emails[type eq \"other\"]", "userName")).isEqualTo(selected("userName"));
        assertThat(selected("shoeSize[left eq 38]")).isEqualTo(selected("shoeSize"));
        assertThat(selected("urn:example:custom:2.0:User:tag[value eq \"y\"]")).isEqualTo(always(""));
        assertThat(USER.get("emails")).hasSize(2);
        for (String bad : List.of("emails[type", "emails[type xx 1]", "emails[tpye eq 1]", "[type eq 1]",
                "emails[type eq 1]x",
                "emails[]")) {
            assertThat(catchThrowableOfType(ScimException.class, () -> selected(bad)).scimType())
                    .as(bad)
                    .contains(ScimType.INVALID_FILTER);
        }
    }

    @Test
    void aStarIsEverythingThatIsAnsweredByDefault() {
        assertThat(selected("*")).isEqualTo(USER);
        assertThat(selected("userName", "*")).isEqualTo(USER);
        assertThat(selected("emails[type eq \"work\"]", "*")).isEqualTo(USER);
        assertThat(without("*")).isEqualTo(always(""));
        assertThat(without("userName", "*")).isEqualTo(always(""));
    }

    @Test
    @DisplayName("7644-3.9-07 the URN of an extension stands for its container, declared or not")
    void urnStandsForTheContainer() {
        assertThat(selected(ENTERPRISE).get(ENTERPRISE)).isEqualTo(USER.get(ENTERPRISE));
        assertThat(without(ENTERPRISE).has(ENTERPRISE)).isFalse();
        assertThat(selected("urn:example:custom:2.0:user")).isEqualTo(
                always("\"urn:example:custom:2.0:User\": {\"tag\": \"x\", \"other\": \"y\"}"));
        assertThat(selected("urn:example:custom:2.0:User:tag")).isEqualTo(
                always("\"urn:example:custom:2.0:User\": {\"tag\": \"x\"}"));
        assertThat(selected("shoesize.left")).isEqualTo(always("\"shoeSize\": {\"left\": 38}"));
    }

    @Test
    @DisplayName("7643-7-13 to -15 never, default and request")
    void returnedCharacteristicsHold() {
        ResourceType type = new ResourceType("Thing", "/Things", "",
                SchemaReader.read(JsonCases
                        .json("""
                            {"id": "urn:example:Thing", "attributes": [
                              {"name": "plain"}, {"name": "kept", "returned": "always"}, {"name": "hidden", "returned": "never"},
                              {"name": "asked", "returned": "request"},
                              {"name": "box", "type": "complex", "subAttributes": [{"name": "open"}, {"name": "shut", "returned": "never"},
                                {"name": "ajar", "returned": "request"}]}]}""")
                        .asObject()),
                List.of());
        ObjectNode thing = JsonCases
                .json("""
                    {"id": "1", "plain": "p", "kept": "k", "hidden": "h", "asked": "a", "box": {"open": 1, "shut": 2, "ajar": 3}}
                    """)
                .asObject();
        assertThat(projection(type, List.of(), List.of()).apply(thing)).isEqualTo(
                JsonCases.json("{\"id\": \"1\", \"plain\": \"p\", \"kept\": \"k\", \"box\": {\"open\": 1}}"));
        assertThat(projection(type, List.of("hidden", "asked", "box.ajar"), List.of()).apply(thing)).isEqualTo(
                JsonCases.json("{\"id\": \"1\", \"kept\": \"k\", \"asked\": \"a\", \"box\": {\"ajar\": 3}}"));
        assertThat(projection(type, List.of("box"), List.of()).apply(thing)).isEqualTo(
                JsonCases.json("{\"id\": \"1\", \"kept\": \"k\", \"box\": {\"open\": 1}}"));
        assertThat(projection(type, List.of(), List.of("kept", "plain")).apply(thing)).isEqualTo(
                JsonCases.json("{\"id\": \"1\", \"kept\": \"k\", \"box\": {\"open\": 1}}"));
    }

    @Test
    void defaultAnswerIsTheStoredDocument() {
        for (ResourceType type : StandardSchemas.resourceTypes()) {
            assertThat(projection(type, List.of(), List.of()).isEverything()).isTrue();
        }
        assertThat(Projection.everything().apply(USER)).isSameAs(USER);
        assertThat(Projection.everything().includes("members")).isTrue();
        assertThat(projection(StandardSchemas.user(), List.of("password"), List.of()).isEverything()).isFalse();
    }

    private static Projection projection(ResourceType type, List<String> attributes, List<String> excluded) {
        return Projection.of(type, attributes, excluded, new RequestDialect(Dialect.tolerant(), new FiredTolerances()),
                FilterLimits.defaults());
    }

    private static ObjectNode selected(String... names) {
        return projection(StandardSchemas.user(), List.of(names), List.of()).apply(USER);
    }

    private static ObjectNode without(String... names) {
        return projection(StandardSchemas.user(), List.of(), List.of(names)).apply(USER);
    }

    private static JsonNode always(String more) {
        return JsonCases.json("{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:User\"], \"id\": \"1\""
                + (more.isEmpty() ? "" : ", " + more) + "}");
    }
}
