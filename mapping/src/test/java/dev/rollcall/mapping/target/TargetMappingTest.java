package dev.rollcall.mapping.target;

import dev.rollcall.mapping.InvalidMappingException;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.RowProblem;
import dev.rollcall.mapping.expression.ExpressionLimits;
import dev.rollcall.mapping.target.TargetMapping.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TargetMappingTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TargetRow ID = TargetRow.of("externalId", "user_id");
    private static final TargetRow NAME = TargetRow.of("userName", "email");

    @Test
    void theUsualRowsMakeWhatTheTemplateMakes() {
        TargetBody body = usual().body(object("""
            {"user_id":"waad|1","email":"ann@acme.example","given_name":"Ann","family_name":"Lee","name":"Ann Lee",
             "nickname":"annie","user_metadata":{"phone":"+49 1"}}"""), object("{}"), Purpose.CREATE, new Random(1));
        assertThat(body.resource()).isEqualTo(object("""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"externalId":"waad|1","active":true,
             "userName":"ann@acme.example",
             "emails":[{"type":"work","primary":true,"value":"ann@acme.example"}],
             "name":{"givenName":"Ann","familyName":"Lee","formatted":"Ann Lee"},"displayName":"Ann Lee",
             "nickName":"annie","phoneNumbers":[{"type":"work","primary":true,"value":"+49 1"}]}"""));
        assertThat(body.problems()).isEmpty();
    }

    /** {@code active} is the opposite of {@code blocked}, which a profile leaves out while it is false. */
    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "null, true"})
    void whoIsBlockedIsNotActive(String blocked, boolean active) {
        ObjectNode profile = object("{\"user_id\":\"a|1\",\"blocked\":" + blocked + "}");
        assertThat(usual().body(profile, object("{}"), Purpose.UPDATE, new Random(1))
                .resource()
                .path("active")
                .booleanValue()).isEqualTo(active);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"nickname\":\"\"}", "{\"nickname\":null}"})
    void whatIsNotThereOrEmptyIsLeftOutAndKnownToBeCleared(String rest) {
        ObjectNode profile = object(rest).put("user_id", "a|1");
        TargetBody body = usual().body(profile, object("{}"), Purpose.UPDATE, new Random(1));
        assertThat(body.resource().has("nickName")).isFalse();
        assertThat(body.resource().has("emails")).isFalse();
        assertThat(body.values()).filteredOn(value -> value.path().equals("nickName"))
                .singleElement()
                .satisfies(value -> assertThat(value.value()).isEmpty());
    }

    @Test
    void theEnterpriseRowsStandReady() {
        List<TargetRow> rows = TargetRows.usual(TargetKind.USER)
                .stream()
                .map(row -> new TargetRow(row.scim(), row.auth0(), row.expression(), row.constant(), row.generated(),
                        row.onCreate(), true))
                .toList();
        String urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        TargetBody body = mapping(rows).body(object("""
            {"user_id":"a|1","email":"a@b.example","user_metadata":
             {"department":"Sales","employee_id":4711,"cost_center":"K1"}}"""),
                object("{}"), Purpose.CREATE, new Random(1));
        assertThat(body.resource().path("schemas")).map(JsonNode::stringValue).contains(urn);
        // A number of the product's is text where SCIM has text.
        assertThat(body.resource().path(urn))
                .isEqualTo(object("{\"department\":\"Sales\",\"employeeNumber\":\"4711\",\"costCenter\":\"K1\"}"));
        assertThat(usual().body(object("{\"user_id\":\"a|1\",\"user_metadata\":{\"department\":\"Sales\"}}"),
                object("{}"), Purpose.CREATE, new Random(1)).resource().has(urn)).isFalse();
    }

    @Test
    void anExpressionKnowsTheProfileTheResourceAndItsValue() {
        TargetBody body = mapping(List.of(ID, NAME,
                TargetRow.computed("displayName", "given_name + \" (\" + user_metadata.team + \")\""),
                TargetRow.computed("title", "scim.title.upperAscii()"),
                new TargetRow("nickName", Optional.of("email"), Optional.of("value.split(\"@\")[0]"), Optional.empty(),
                        false, false, true)))
                .body(object("""
                    {"user_id":"a|1","email":"ann@b.example","given_name":"Ann","user_metadata":{"team":"x"}}"""),
                        object("{\"title\":\"boss\"}"), Purpose.UPDATE, new Random(1));
        assertThat(body.problems()).isEmpty();
        assertThat(body.text("displayName")).contains("Ann (x)");
        assertThat(body.text("title")).contains("BOSS");
        assertThat(body.text("nickName")).contains("ann");
    }

    /** Above all not {@code active: false}. */
    @Test
    void oneValueThatCannotBeMadeTakesNoOtherWithIt() {
        TargetBody body = mapping(List.of(ID, NAME, TargetRow.of("active", "blocked"),
                TargetRow.of("displayName", "user_metadata"), TargetRow.computed("title", "user_metadata.nothing")))
                .body(object("{\"user_id\":\"a|1\",\"blocked\":true,\"user_metadata\":{\"a\":1}}"), object("{}"),
                        Purpose.UPDATE, new Random(1));
        assertThat(body.resource().path("active").booleanValue(true)).isFalse();
        assertThat(body.problems()).map(RowProblem::row).containsExactly(4, 5);
    }

    @Test
    void aPasswordIsMadeUpForACreationAlone() {
        TargetRow password = new TargetRow("password", Optional.empty(), Optional.empty(), Optional.empty(), true, true,
                true);
        TargetMapping mapping = mapping(List.of(ID, NAME, password));
        ObjectNode profile = object("{\"user_id\":\"a|1\"}");
        String first = mapping.body(profile, object("{}"), Purpose.CREATE, new Random(1))
                .text("password")
                .orElseThrow();
        String second = mapping.body(profile, object("{}"), Purpose.CREATE, new Random(2))
                .text("password")
                .orElseThrow();
        assertThat(first).hasSize(32)
                .matches(".*[A-Z].*")
                .matches(".*[a-z].*")
                .matches(".*[0-9].*")
                .isNotEqualTo(second);
        assertThat(mapping.body(profile, object("{}"), Purpose.UPDATE, new Random(1)).resource().has("password"))
                .isFalse();
    }

    @Test
    void anExtensionOfTheTargetsOwnKeepsItsSpelling() {
        String urn = "urn:ietf:params:scim:schemas:extension:Microsoft:Entra:2.0:User";
        TargetRow row = new TargetRow(urn + ".mailNickname", Optional.of("nickname"), Optional.empty(),
                Optional.empty(),
                false, false, true);
        TargetBody body = mapping(List.of(ID, NAME, row)).body(object("{\"user_id\":\"a|1\",\"nickname\":\"ann\"}"),
                object("{}"), Purpose.CREATE, new Random(1));
        assertThat(body.resource().path(urn)).isEqualTo(object("{\"mailNickname\":\"ann\"}"));
        assertThat(body.values().getLast().path()).isEqualTo(urn + ":mailNickname");
    }

    @Test
    void whatATargetShowedIsReadByTheSameRows() {
        List<TargetValue> seen = usual().seen(object("""
            {"id":"1","userName":"old","emails":[{"type":"work","primary":true,"value":"old@b.example"}],
             "phoneNumbers":"odd"}"""));
        assertThat(seen).filteredOn(value -> value.path().startsWith("emails")).singleElement().satisfies(value -> {
            assertThat(value.path()).endsWith("].value");
            assertThat(value.value().orElseThrow().stringValue()).isEqualTo("old@b.example");
            assertThat(value.element().orElseThrow().list()).isEqualTo("emails");
            assertThat(value.element().orElseThrow().whole()).isPresent();
        });
        assertThat(seen).filteredOn(value -> value.path().startsWith("phoneNumbers"))
                .singleElement()
                .satisfies(value -> assertThat(value.value()).isEmpty());
    }

    @Test
    void aResourceHasABound() {
        MappingLimits small = new MappingLimits(200, 4_096, 100, ExpressionLimits.defaults());
        TargetBody body = TargetMapping.parse(TargetKind.USER, List.of(ID, NAME, TargetRow.of("displayName", "name")),
                small)
                .body(object("{\"user_id\":\"a|1\"}").put("name", "x".repeat(100)), object("{}"), Purpose.UPDATE,
                        new Random(1));
        assertThat(body.resource().has("displayName")).isFalse();
        assertThat(body.problems()).singleElement()
                .satisfies(problem -> assertThat(problem.reason())
                        .contains("more than 100 bytes"));
        assertThat(body.unmade()).containsExactly("displayName");
        assertThat(body.late()).isFalse();
    }

    @Test
    void expressionsThatTakeTooLongTogetherLeaveTheRestOut() {
        long[] now = {0};
        ExpressionLimits slow = new ExpressionLimits(1_000, 200, 100, 4_096, Duration.ofMillis(10), () -> {
            now[0] += Duration.ofMillis(4).toNanos();
            return now[0];
        });
        TargetBody body = TargetMapping.parse(TargetKind.USER,
                List.of(ID, NAME, TargetRow.computed("title", "\"a\""), TargetRow.computed("nickName", "\"b\"")),
                new MappingLimits(200, 4_096, 1_000, slow))
                .body(object("{\"user_id\":\"a|1\",\"email\":\"e\"}"), object("{}"), Purpose.UPDATE, new Random(1));
        assertThat(body.text("userName")).contains("e");
        assertThat(body.isWhole()).isFalse();
        assertThat(body.late()).as("another time it may go faster").isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        [{"scim":"userNam","auth0":"email"}]                                   | did you mean userName
        [{"scim":"userName"}]                                                  | needs one source
        [{"scim":"userName","auth0":"email","constant":"x"}]                   | needs one source
        [{"scim":"emails.value","auth0":"email"}]                              | Nothing can be written
        [{"scim":"userName","auth0":"a..b"}]                                   | empty name
        [{"scim":"manager","auth0":"user_metadata.boss"}]                      | did you mean
        [{"scim":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","auth0":"x"}] | target's own id
        [{"scim":"userName","auth0":"email"},{"scim":"username","auth0":"name"}] | Row 1 writes the same
        [{"scim":"password","generate":"password"}]                            | "on":"create"
        [{"scim":"title","generate":"password"}]                               | Only a password
        [{"scim":"title","expression":"emial"}]                                | did you mean email
        [{"scim":"userName","auth0":"email"}]                                  | No enabled row writes externalId
        [{"scim":"externalId","auth0":"user_id"}]                              | No enabled row writes userName
        """)
    void aRowThatIsWrongIsRefusedWithWhatToWrite(String rows, String said) {
        assertThatExceptionOfType(InvalidMappingException.class)
                .isThrownBy(() -> mapping(TargetRows.read(JSON.readTree(rows))))
                .withMessageContaining(said);
    }

    private static TargetMapping usual() {
        return mapping(TargetRows.usual(TargetKind.USER));
    }

    private static TargetMapping mapping(List<TargetRow> rows) {
        return TargetMapping.parse(TargetKind.USER, rows, MappingLimits.defaults());
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) JSON.readTree(json);
    }
}
