package dev.rollcall.scim.resource;

import dev.rollcall.scim.JsonCases;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.FiredTolerances.Fired;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Filters in the brackets of {@code attributes} and {@code excludedAttributes}. */
class ElementSelectionTest {
    private static final String MANAGER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
    private static final ObjectNode USER = JsonCases
            .json("""
                {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1", "userName": "ann",
                 "name": {"givenName": "Ann"},
                 "emails": [{"value": "a@b", "type": "work"}, {"value": "c@d", "type": "home"}],
                 "shoeSize": {"left": 38}, "desks": [{"chairs": [{"n": 1}, {"n": 2}]}, {"chairs": [{"n": 1}]}],
                 "urn:example:custom:2.0:User": {"tags": ["x", "y"], "other": "y"},
                 "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "2"}}}
                """)
            .asObject();

    private final FiredTolerances fired = new FiredTolerances();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "emails[type eq \"work\"]                          | /emails | [{\"value\":\"c@d\",\"type\":\"home\"}]",
        "EMAILS[TYPE eq \"Work\" and value sw \"a\"]       | /emails | [{\"value\":\"c@d\",\"type\":\"home\"}]",
        "emails[value pr]                                  | /emails | gone",
        "emails[type eq \"other\"]                         | /emails/1/value | \"c@d\"",
        "shoesize[left eq 38]                              | /shoeSize | gone",
        "shoesize[left eq 39]                              | /shoeSize/left | 38",
        "desks.chairs[n eq 1]                              | /desks | [{\"chairs\":[{\"n\":2}]}]",
        "urn:example:custom:2.0:User:Tags[value eq \"x\"]  | /urn:example:custom:2.0:User | {\"tags\":[\"y\"],\"other\":\"y\"}",
        "urn:example:custom:2.0:User:Tags[value pr]        | /urn:example:custom:2.0:User | {\"other\":\"y\"}",
        "schemas[value pr]                                 | /schemas | [\"urn:ietf:params:scim:schemas:core:2.0:User\"]"
    })
    void excludedElementsAreLeftOutAndTheRestStays(String name, String pointer, String left) {
        Projection projection = projection(List.of(), List.of(name));
        ObjectNode answer = projection.apply(USER);
        JsonNode there = answer.at(pointer);
        assertThat(there.isMissingNode() ? "gone" : there.toString()).isEqualTo(left);
        assertThat(answer.path("userName").stringValue()).isEqualTo("ann");
        assertThat(projection.includes("emails")).as("the others are to be loaded").isTrue();
        assertThat(USER.path("emails")).hasSize(2);
    }

    @Test
    void severalFiltersLeaveOutWhatAnyOfThemSelects() {
        Projection projection = projection(List.of(), List.of("emails[type eq \"work\"]", "Emails[value eq \"c@d\"]"));
        assertThat(projection.isEverything()).isFalse();
        assertThat(projection.apply(USER).has("emails")).isFalse();
        assertThat(projection(List.of(), List.of("emails", "emails[type eq \"work\"]")).apply(USER).has("emails"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"emails[type eq \"work\"].value", "emails[type eq \"work\"]x", "emails[type", "[type pr]",
        "emails[valeu pr]", "groups[nope pr]", "emails.value[value pr]", "userName[value pr]", "emails[]"})
    void whatCannotBeLeftOutIsRefused(String name) {
        ScimException refused = refusal(List.of(), List.of(name), FilterLimits.defaults(), Dialect.tolerant());
        assertThat(refused.scimType()).contains(ScimType.INVALID_FILTER);
        assertThat(refused.detail()).endsWith(".");
    }

    @Test
    void whatIsAlwaysAnsweredAndWhatIsNamedWholeIsSo() {
        assertThat(selected("schemas[value eq \"none\"]").has("schemas")).isTrue();
        assertThat(selected("shoesize[left eq 39]", "SHOESIZE").path("shoeSize")).isEqualTo(USER.path("shoeSize"));
        assertThat(selected("urn:example:custom:2.0:User:tags[value eq \"z\"]", "urn:example:custom:2.0:User"))
                .isEqualTo(selected("urn:example:custom:2.0:User"));
        assertThat(selected("desks.chairs[n eq 2]").path("desks"))
                .isEqualTo(JsonCases.json("[{\"chairs\":[{\"n\":2}]}]"));
    }

    @Test
    void allFiltersOfARequestHaveOneBudget() {
        FilterLimits four = new FilterLimits(100, 2, 4);
        List<String> fits = List.of("emails[type eq \"x\" or type eq \"home\"]", "emails[value eq \"a@b\"]");
        assertThat(projection(fits, List.of(), four, Dialect.tolerant()).apply(USER).path("emails")).hasSize(2);
        for (String more : List.of("foo[value pr]", "emails[type pr]")) {
            List<String> names = List.of(fits.get(0), fits.get(1), more);
            assertThat(refusal(names, List.of(), four, Dialect.tolerant()).detail()).contains("more than 4",
                    "attributes",
                    "Name fewer");
            assertThat(refusal(List.of(), names, four, Dialect.tolerant()).detail()).contains("excludedAttributes");
        }
        assertThat(refusal(List.of("emails[not (type pr and type pr)]", "emails[type pr]"), List.of(), four,
                Dialect.tolerant()).scimType()).contains(ScimType.INVALID_FILTER);
        assertThat(refusal(List.of("emails[value eq \"" + "x".repeat(100) + "\"]"), List.of(), four, Dialect.tolerant())
                .detail()).contains("100");
    }

    @Test
    void thousandsOfFiltersAreRefusedAndWithinTheLimitsPutToEachElementOneByOne() {
        List<String> names = IntStream.range(0, 20_000).mapToObj(i -> "emails[value eq \"" + i + "\"]").toList();
        assertThat(refusal(names, List.of(), FilterLimits.defaults(), Dialect.tolerant()).scimType())
                .contains(ScimType.INVALID_FILTER);
        FilterLimits wide = new FilterLimits(100, 2, 20_000);
        assertThat(projection(names, List.of(), wide, Dialect.tolerant()).apply(USER).has("emails")).isFalse();
        assertThat(projection(List.of(), names, wide, Dialect.tolerant()).apply(USER)).isEqualTo(USER);
    }

    @Test
    void looseFormsAreRecordedAndAreNoneByTheLetter() {
        assertThat(selected(MANAGER + "[value eq \"2\"]").at("/" + MANAGER.replace(":manager", "/manager/value"))
                .stringValue()).isEqualTo("2");
        assertThat(selected("shoeSize[left eq 38]").has("shoeSize")).isTrue();
        assertThat(fired.entries()).containsExactly(
                new Fired(Tolerance.SINGLE_VALUE_FILTER, "attributes"),
                new Fired(Tolerance.UNDECLARED_FILTER, "shoeSize"));
        FilterLimits limits = FilterLimits.defaults();
        assertThat(refusal(List.of(MANAGER + "[value eq \"2\"]"), List.of(), limits, Dialect.strict()).detail())
                .contains("single value");
        for (String unknown : List.of("shoeSize[left eq 38]", "manager[value eq \"2\"]")) {
            assertThat(projection(List.of(unknown), List.of(), limits, Dialect.strict()).apply(USER))
                    .as(unknown)
                    .isEqualTo(selected("id"));
            assertThat(projection(List.of(), List.of(unknown), limits, Dialect.strict()).isEverything()).isTrue();
        }
        assertThat(projection(List.of("emails[type eq \"work\"]"), List.of(), limits, Dialect.strict()).apply(USER)
                .path("emails")).hasSize(1);
    }

    private ObjectNode selected(String... names) {
        return projection(List.of(names), List.of()).apply(USER);
    }

    private Projection projection(List<String> attributes, List<String> excluded) {
        return projection(attributes, excluded, FilterLimits.defaults(), Dialect.tolerant());
    }

    private Projection projection(List<String> attributes, List<String> excluded, FilterLimits limits,
            Dialect dialect) {
        return Projection.of(StandardSchemas.user(), attributes, excluded, new RequestDialect(dialect, fired), limits);
    }

    private ScimException refusal(List<String> attributes, List<String> excluded, FilterLimits limits,
            Dialect dialect) {
        ScimException refused = catchThrowableOfType(ScimException.class,
                () -> projection(attributes, excluded, limits, dialect));
        assertThat(refused).as("a refusal").isNotNull();
        return refused;
    }
}
