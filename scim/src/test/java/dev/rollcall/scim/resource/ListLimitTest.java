package dev.rollcall.scim.resource;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.patch.ChangePlan;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchPlanner;
import dev.rollcall.scim.patch.PatchRequest;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A list of a resource has at most 5,000 elements, declared or not, at any depth, however it comes about. */
class ListLimitTest {
    private static final String EMAILS = "\"emails\":[%s]";
    private static final String UNDECLARED = "\"tags\":[%s]";
    private static final String NESTED = "\"a\":{\"b\":[{\"c\":{\"d\":[%s]}}]}";
    private static final String IN_CONTAINER = "\"urn:example:params:custom:2.0:User\":{\"list\":[%s]}";
    private static final String IN_EXTENSION = "\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\":{\"list\":[%s]}";
    private static final String IN_COMPLEX = "\"name\":{\"familyName\":\"x\",\"list\":[%s]}";
    private static final String IN_ELEMENT = "\"emails\":[{\"value\":\"a@example.com\",\"list\":[%s]}]";

    @ParameterizedTest
    @ValueSource(strings = {EMAILS, UNDECLARED, NESTED, IN_CONTAINER, IN_EXTENSION, IN_COMPLEX, IN_ELEMENT})
    void inAWholeResourceAndInAValueWithoutAPath(String member) {
        String full = member.formatted(elements(0, 5_000));
        String over = member.formatted(elements(0, 5_001));
        assertThat(post(full).size()).isGreaterThan(3);
        refused(() -> post(over), 5_001);
        for (String op : new String[]{"add", "replace"}) {
            String operation = "{\"op\":\"" + op + "\",\"value\":{%s}}";
            assertThat(patch(post(""), operation.formatted(full)).changes()).isNotEmpty();
            refused(() -> patch(post(""), operation.formatted(over)), 5_001);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "emails",
        "tags",
        "urn:example:params:custom:2.0:User:a.b",
        "urn:example:params:custom:2.0:User:list"
    })
    void throughAPathAndByAddingToWhatIsThere(String path) {
        String operation = "{\"op\":\"%s\",\"path\":\"" + path + "\",\"value\":[%s]}";
        refused(() -> patch(post(""), operation.formatted("replace", elements(0, 5_001))), 5_001);
        ObjectNode full = patch(post(""), operation.formatted("add", elements(0, 5_000))).document();
        assertThat(patch(full, operation.formatted("add", elements(0, 10))).changes())
                .as("what is there already may be added again")
                .isEmpty();
        refused(() -> patch(full, operation.formatted("add", elements(5_000, 5_001))), 5_001);
        refused(() -> patch(post(""), operation.formatted("add", elements(0, 2_501)) + ","
                + operation.formatted("add", elements(2_501, 5_002))), 5_002);
    }

    private static void refused(Runnable task, int size) {
        ScimException refused = catchThrowableOfType(ScimException.class, task::run);
        assertThat(refused).as("a refusal").isNotNull();
        assertThat(refused.scimType()).contains(ScimType.INVALID_VALUE);
        assertThat(refused.detail()).contains("would have " + size + " values", "at most 5000", "Send fewer");
    }

    private static String elements(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"value\":\"u" + i + "@example.com\"}")
                .collect(Collectors.joining(","));
    }

    private static ObjectNode post(String members) {
        ObjectNode body = parse("{\"schemas\":[\"" + Urns.USER + "\"],\"userName\":\"u\""
                + (members.isEmpty() ? "" : "," + members) + "}");
        return ResourceNormalizer
                .normalize(StandardSchemas.user(), body, Dialect.tolerant(), new FiredTolerances())
                .document();
    }

    private static ChangePlan patch(ObjectNode before, String operations) {
        PatchRequest request = PatchRequest.parse(
                parse("{\"schemas\":[\"" + Urns.PATCH_OP + "\"],\"Operations\":[" + operations + "]}"),
                Dialect.tolerant(),
                new FiredTolerances(),
                PatchLimits.defaults());
        return PatchPlanner.plan(StandardSchemas.user(), before, request, Dialect.tolerant(), new FiredTolerances(),
                FilterLimits.defaults());
    }

    private static ObjectNode parse(String text) {
        return ScimJson.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.defaults());
    }
}
