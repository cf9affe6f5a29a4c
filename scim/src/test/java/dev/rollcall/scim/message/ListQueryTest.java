package dev.rollcall.scim.message;

import dev.rollcall.scim.JsonCases;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ListQueryTest {
    private static final String SEARCH = "\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:SearchRequest\"]";

    @Test
    void nothingGivenMeansTheDefaults() {
        assertThat(ListQuery.ofParameters(Map.of("aadoptscim062020", ""))).isEqualTo(new ListQuery(
                Optional.empty(), Optional.empty(), false, 1, Optional.empty(), List.of(), List.of()));
        assertThat(search("{" + SEARCH + "}")).isEqualTo(ListQuery.ofParameters(Map.of()));
    }

    @Test
    @DisplayName("7644-3.4.3-03 a search means the same as the parameters")
    void searchMeansTheSame() {
        ListQuery parameters = ListQuery.ofParameters(Map.of("filter", "title pr", "sortby", "userName", "sortorder",
                "Descending", "startindex", "5", "count", "10", "attributes", "userName, emails.value,"));
        assertThat(parameters).isEqualTo(new ListQuery(Optional.of("title pr"), Optional.of("userName"), true, 5,
                Optional.of(10), List.of("userName", "emails.value"), List.of()));
        assertThat(search("{" + SEARCH + """
            , "FILTER": "title pr", "sortBy": "userName", "sortOrder": "descending", "startIndex": 5, "count": 10,
            "attributes": ["userName", "emails.value"], "excludedAttributes": null}""")).isEqualTo(parameters);
    }

    @ParameterizedTest
    @DisplayName("7644-3.4.2.4-01 and -02 small numbers are raised, large ones cut")
    @CsvSource({"0, 1, 0, 0", "-5, 1, -1, 0", "7, 7, 3, 3", "99999999999999999999, 2147483647, 99999999999, 2147483647",
        "' ', 1, 0, 0"})
    void numbersAreBrought(String startIndex, int index, String count, int expected) {
        ListQuery query = ListQuery.ofParameters(Map.of("startindex", startIndex, "count", count));
        assertThat(query.startIndex()).isEqualTo(index);
        assertThat(query.count()).contains(expected);
    }

    @Test
    @DisplayName("9865-3-01 and 9865-2.1-01 a cursor is read in both, and what goes wrong beside it has its own keyword")
    void cursorsAreRead() {
        assertThat(ListQuery.ofParameters(Map.of("count", "5")).cursor()).isEmpty();
        assertThat(ListQuery.ofParameters(Map.of("cursor", "", "startindex", "1")).cursor()).contains("");
        assertThat(search("{" + SEARCH + ", \"cursor\": \"abc\", \"count\": 5}"))
                .isEqualTo(ListQuery.ofParameters(Map.of("cursor", "abc", "count", "5")));
        assertRefused(Map.of("cursor", "", "startindex", "2"), ScimType.INVALID_VALUE);
        assertRefused(Map.of("cursor", "", "count", "many"), ScimType.INVALID_COUNT);
        assertRefused(Map.of("count", "many"), ScimType.INVALID_VALUE);
    }

    private static void assertRefused(Map<String, String> parameters, ScimType type) {
        assertThat(catchThrowableOfType(ScimException.class, () -> ListQuery.ofParameters(parameters)).scimType())
                .contains(type);
    }

    @ParameterizedTest
    @DisplayName("7644-3.4.2.4-06, 7644-3.4.2.3-02 what is no integer or no order is refused with invalidValue")
    @CsvSource({"startindex, abc, startIndex", "startindex, 1.5, startIndex", "count, 1e3, count", "count, 0x10, count",
        "sortorder, foo, sortOrder"})
    void badParametersAreRefused(String name, String value, String says) {
        ScimException refused = catchThrowableOfType(ScimException.class,
                () -> ListQuery.ofParameters(Map.of(name, value)));
        assertThat(refused.scimType()).contains(ScimType.INVALID_VALUE);
        assertThat(refused.detail()).startsWith(says);
    }

    @Test
    @DisplayName("7644-3.4.2.2-04 an empty filter is kept, so that it is refused")
    void emptyFilterIsKept() {
        assertThat(ListQuery.ofParameters(Map.of("filter", "")).filter()).contains("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"count\": \"5 \"", "\"count\": 1.5", "\"startIndex\": true", "\"filter\": 5",
        "\"sortBy\": []", "\"attributes\": \" \"", "\"attributes\": [1]", "\"excludedAttributes\": [\" \"]",
        "\"sortOrder\": \"up\""})
    void searchWithWrongTypesIsRefused(String field) {
        ScimException refused = catchThrowableOfType(ScimException.class,
                () -> search("{" + SEARCH + ", " + field + "}"));
        assertThat(refused.scimType()).contains(ScimType.INVALID_VALUE);
    }

    @Test
    void aSearchMayBeWrittenAsItsParametersAre() {
        FiredTolerances fired = new FiredTolerances();
        String body = "{" + SEARCH + ", \"startIndex\": \"101\", \"count\": \"2\", \"attributes\": \"userName, name\"}";
        ListQuery query = ListQuery.ofSearchRequest(JsonCases.json(body).asObject(), Dialect.tolerant(), fired);
        assertThat(query.startIndex()).isEqualTo(101);
        assertThat(query.count()).contains(2);
        assertThat(query.attributes()).containsExactly("userName", "name");
        assertThat(fired.entries().stream().map(entry -> entry.tolerance().id() + "@" + entry.where())).containsExactly(
                "client.search-as-parameters@startIndex",
                "client.search-as-parameters@count",
                "client.search-as-parameters@attributes");
        for (String field : List.of("\"count\": \"2\"", "\"startIndex\": \"1\"", "\"excludedAttributes\": \"name\"")) {
            ScimException refused = catchThrowableOfType(ScimException.class, () -> ListQuery.ofSearchRequest(
                    JsonCases.json("{" + SEARCH + ", " + field + "}").asObject(), Dialect.strict(),
                    new FiredTolerances()));
            assertThat(refused.scimType()).as(field).contains(ScimType.INVALID_VALUE);
        }
    }

    @Test
    void namesAreSplitAtCommasOutsideBrackets() {
        assertThat(AttributeNames.split(" a,, b ,c[x eq \"1,2\"],d[x eq \"]\\\",\" ].y,")).containsExactly(
                "a", "b", "c[x eq \"1,2\"]", "d[x eq \"]\\\",\" ].y");
        assertThat(AttributeNames.split("")).isEmpty();
        assertThat(AttributeNames.split("a\",b]")).containsExactly("a\"", "b]");
        assertThat(AttributeNames.split("a[x,b")).containsExactly("a[x,b");
    }

    @ParameterizedTest
    @DisplayName("7644-3.4.3-02 a search without its schema is refused with invalidSyntax")
    @ValueSource(strings = {"{}", "{\"schemas\": []}", "{\"schemas\": \"x\"}", "{\"schemas\": [5, \"urn:x\"]}",
        "{\"schemas\": null}"})
    void searchNeedsItsSchema(String body) {
        assertThat(catchThrowableOfType(ScimException.class, () -> search(body)).scimType())
                .contains(ScimType.INVALID_SYNTAX);
    }

    private static ListQuery search(String body) {
        return ListQuery.ofSearchRequest(JsonCases.json(body).asObject(), Dialect.tolerant(), new FiredTolerances());
    }
}
