package dev.rollcall.scim.patch;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.patch.PatchOperation.Kind;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PatchRequestTest {
    private static final String SCHEMAS = "'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],";

    private final FiredTolerances fired = new FiredTolerances();

    @Test
    void readsTheEnvelopeWithNamesInAnyCaseAndPassesOverTheRest() {
        PatchRequest request = parse(
                "{'id':'x','OPERATIONS':[{'name':'n','OP':'add','Path':'title','VALUE':null}],'Schemas':"
                        + "['URN:ietf:params:scim:api:messages:2.0:patchop']}",
                Dialect.strict());
        assertThat(request.operations()).singleElement().satisfies(operation -> {
            assertThat(operation.kind()).isEqualTo(Kind.ADD);
            assertThat(operation.path()).contains("title");
            assertThat(operation.value()).isPresent();
            assertThat(operation.where()).isEqualTo("Operations[0]");
        });
        assertThat(fired.entries()).isEmpty();
    }

    @ParameterizedTest(name = "7644-3.5.2-04 {0}")
    @CsvSource({"Add,ADD", "Replace,REPLACE", "Remove,REMOVE", "REPLACE,REPLACE", "rEmOvE,REMOVE"})
    void opInAnotherCaseIsATolerance(String op, Kind kind) {
        String body = "{" + SCHEMAS + "'Operations':[{'op':'" + op + "','path':'title','value':'x'}]}";
        assertThat(parse(body, Dialect.tolerant()).operations().getFirst().kind()).isEqualTo(kind);
        assertThat(fired.entries())
                .containsExactly(new FiredTolerances.Fired(Tolerance.CAPITAL_OP, "Operations[0].op"));
        assertThat(refusal(body, Dialect.strict()).scimType()).contains(ScimType.INVALID_SYNTAX);
    }

    @ParameterizedTest(name = "7644-3.5.2-04 {0}")
    @ValueSource(strings = {"'op':'move',", "'op':'',", "'op':null,", "'op':7,", ""})
    void anyOtherOpIsRefused(String op) {
        String body = "{" + SCHEMAS + "'Operations':[{" + op + "'path':'title','value':'x'}]}";
        assertThat(refusal(body, Dialect.tolerant()).scimType()).contains(ScimType.INVALID_SYNTAX);
    }

    @ParameterizedTest(name = "7644-3.5.2-03 {0}")
    @ValueSource(strings = {"{}", "{'Operations':null}", "{'Operations':{}}", "{'Operations':[7]}",
        "{'Operations':[[]]}"})
    void operationsMustBeAListOfObjects(String body) {
        assertThat(refusal(body, Dialect.tolerant()).scimType()).contains(ScimType.INVALID_SYNTAX);
    }

    @Test
    void noOperationAtAllIsATolerance() {
        String body = "{" + SCHEMAS + "'Operations':[]}";
        assertThat(parse(body, Dialect.tolerant()).operations()).isEmpty();
        assertThat(fired.entries())
                .containsExactly(new FiredTolerances.Fired(Tolerance.EMPTY_OPERATIONS, "Operations"));
        assertThat(refusal(body, Dialect.strict()).scimType()).contains(ScimType.INVALID_SYNTAX);
    }

    @ParameterizedTest(name = "7644-3.5.2-02 {0}")
    @ValueSource(strings = {"", "'schemas':[],", "'schemas':null,"})
    void aMissingSchemaIsATolerance(String schemas) {
        String body = "{" + schemas + "'Operations':[{'op':'remove','path':'title'}]}";
        assertThat(parse(body, Dialect.tolerant()).operations()).hasSize(1);
        assertThat(fired.entries())
                .containsExactly(new FiredTolerances.Fired(Tolerance.MISSING_PATCH_SCHEMA, "schemas"));
        assertThat(refusal(body, Dialect.strict()).scimType()).contains(ScimType.INVALID_SYNTAX);
    }

    @ParameterizedTest(name = "7644-3.5.2-02 {0}")
    @ValueSource(strings = {"['urn:ietf:params:scim:schemas:core:2.0:User']", "'x'", "7", "{}", "[7]"})
    void anotherSchemaIsRefused(String schemas) {
        String body = "{'schemas':" + schemas + ",'Operations':[{'op':'remove','path':'title'}]}";
        assertThat(refusal(body, Dialect.tolerant()).scimType()).contains(ScimType.INVALID_SYNTAX);
    }

    @ParameterizedTest(name = "7644-3.5.2.1-01 7644-3.5.2.3-09 {0}")
    @ValueSource(strings = {"add", "replace"})
    void addAndReplaceNeedAValue(String op) {
        ScimException error = refusal("{" + SCHEMAS + "'Operations':[{'op':'" + op + "','path':'title'}]}",
                Dialect.tolerant());
        assertThat(error.scimType()).contains(ScimType.INVALID_VALUE);
    }

    @Test
    void aPathIsText() {
        ScimException error = refusal("{" + SCHEMAS + "'Operations':[{'op':'remove','path':['title']}]}",
                Dialect.tolerant());
        assertThat(error.scimType()).contains(ScimType.INVALID_PATH);
        assertThat(parse("{" + SCHEMAS + "'Operations':[{'op':'add','path':null,'value':{}}]}", Dialect.strict())
                .operations()
                .getFirst()
                .path()).isEmpty();
    }

    @Test
    void operationsAreLimited() {
        String two = "{'op':'remove','path':'title'},{'op':'remove','path':'title'}";
        PatchLimits limits = new PatchLimits(2, 10);
        assertThat(parse("{'Operations':[" + two + "]}", limits).operations()).hasSize(2);
        assertTooLarge(refusal("{'Operations':[" + two + ",{'op':'remove','path':'title'}]}", limits));
        assertThat(PatchLimits.defaults().maxOperations()).isEqualTo(1_000);
    }

    @Test
    void valuesAreLimitedOverAllOperations() {
        PatchLimits limits = new PatchLimits(10, 3);
        String two = "{'op':'add','path':'members','value':[{'value':'a'},{'value':'b'}]}";
        assertThat(parse("{'Operations':[" + two + "]}", limits).operations()).hasSize(1);
        assertTooLarge(refusal("{'Operations':[" + two + "," + two + "]}", limits));
        assertTooLarge(refusal(
                "{'Operations':[{'op':'add','value':{'members':[{'value':'a'},{'value':'b'},{'value':'c'},"
                        + "{'value':'d'}]}}]}",
                limits));
        assertThat(PatchLimits.defaults().maxValues()).isEqualTo(500_000);
    }

    private static void assertTooLarge(ScimException error) {
        assertThat(error.status()).isEqualTo(413);
        assertThat(error.scimType()).isEqualTo(Optional.empty());
    }

    private PatchRequest parse(String body, Dialect dialect) {
        return PatchRequest.parse(
                PatchCase.json(body.replace('\'', '"')), dialect, fired, PatchLimits.defaults());
    }

    private PatchRequest parse(String body, PatchLimits limits) {
        return PatchRequest.parse(PatchCase.json(body.replace('\'', '"')), Dialect.tolerant(), fired, limits);
    }

    private ScimException refusal(String body, Dialect dialect) {
        return catchThrowableOfType(ScimException.class, () -> parse(body, dialect));
    }

    private ScimException refusal(String body, PatchLimits limits) {
        return catchThrowableOfType(ScimException.class, () -> parse(body, limits));
    }
}
