package dev.rollcall.scim.resource;

import dev.rollcall.scim.JsonCases;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.SchemaReader;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SortOrderTest {
    private static final List<JsonNode> USERS = JsonCases.json("""
        [{"id": "5", "userName": "d"},
         {"id": "4", "userName": "B", "externalId": "b", "emails": [{"value": "z"}, {"value": "a", "primary": true}],
          "meta": {"created": "2026-01-01T00:00:00Z"}},
         {"id": "3", "userName": "a", "externalId": "B", "emails": [{"value": "m"}, {"value": "z"}],
          "meta": {"created": "2026-01-01T00:30:00+01:00"}},
         {"id": "1", "userName": "c", "externalId": "B"}]""").valueStream().toList();

    @Test
    @DisplayName("7644-3.4.2.3-06 order follows type and caseExact")
    void orderFollowsTheType() {
        assertThat(ids("userName", false)).isEqualTo("3 4 1 5");
        assertThat(ids("USERNAME", true)).isEqualTo("5 1 4 3");
        assertThat(ids("meta.created", false)).startsWith("3 4");
        assertThat(ids("id", false)).isEqualTo("1 3 4 5");
    }

    @Test
    @DisplayName("7644-3.4.2.3-03 missing values are last ascending and first descending; -07 ties go by id")
    void missingValuesAndTies() {
        assertThat(ids("externalId", false)).isEqualTo("1 3 4 5");
        assertThat(ids("externalId", true)).isEqualTo("5 4 1 3");
        assertThat(ids("title", true)).isEqualTo("1 3 4 5");
    }

    @Test
    @DisplayName("7644-3.4.2.3-04 the primary element decides, else the first")
    void primaryDecides() {
        assertThat(ids("emails", false)).isEqualTo("4 3 1 5");
        assertThat(ids("emails.value", false)).isEqualTo("4 3 1 5");
        assertThat(order(StandardSchemas.user(), "emails", true).path().toString()).isEqualTo("emails.value");
    }

    @Test
    void numbersAndBooleansGoByValue() {
        ResourceType type = new ResourceType("Thing", "/Things", "", SchemaReader.read(JsonCases.json("""
            {"id": "urn:example:Thing", "attributes": [{"name": "size", "type": "integer"},
             {"name": "new", "type": "boolean"}]}""").asObject()), List.of());
        JsonNode two = JsonCases.json("{\"id\": \"1\", \"size\": 2, \"new\": true}");
        JsonNode ten = JsonCases.json("{\"id\": \"2\", \"size\": 10, \"new\": false}");
        assertThat(order(type, "size", false).compare(two.asObject(), ten.asObject())).isNegative();
        assertThat(order(type, "new", false).compare(two.asObject(), ten.asObject())).isPositive();
    }

    @ParameterizedTest
    @DisplayName("7644-3.4.2.3-05 and -07 complex, unknown and secret keys are refused")
    @ValueSource(strings = {"name", "addresses", "nope", "name.nope", "password", "", "userName,title"})
    void badKeysAreRefused(String sortBy) {
        ScimException refused = catchThrowableOfType(ScimException.class,
                () -> order(StandardSchemas.user(), sortBy, false));
        assertThat(refused.scimType()).contains(ScimType.INVALID_VALUE);
        assertThat(refused.detail()).contains("sortBy");
    }

    @Test
    void namesAreReadInTheDialectOfTheConnection() {
        FiredTolerances fired = new FiredTolerances();
        assertThat(SortOrder.of(StandardSchemas.user(), "department", false,
                new RequestDialect(Dialect.tolerant(), fired)).path().toString()).endsWith("User:department");
        assertThat(fired.entries()).extracting(FiredTolerances.Fired::tolerance)
                .containsExactly(Tolerance.UNQUALIFIED_EXTENSION);
        ScimException refused = catchThrowableOfType(ScimException.class, () -> SortOrder.of(StandardSchemas.user(),
                "department", false, new RequestDialect(Dialect.strict(), new FiredTolerances())));
        assertThat(refused.scimType()).contains(ScimType.INVALID_VALUE);
    }

    private static SortOrder order(ResourceType type, String sortBy, boolean descending) {
        return SortOrder.of(type, sortBy, descending, new RequestDialect(Dialect.tolerant(), new FiredTolerances()));
    }

    private static String ids(String sortBy, boolean descending) {
        SortOrder order = order(StandardSchemas.user(), sortBy, descending);
        return String.join(" ", USERS.stream()
                .map(JsonNode::asObject)
                .sorted(order)
                .map(user -> user.get("id").stringValue())
                .toList());
    }
}
