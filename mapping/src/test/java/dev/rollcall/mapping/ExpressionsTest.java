package dev.rollcall.mapping;

import dev.rollcall.mapping.expression.ExpressionLimits;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExpressionsTest {
    private static final String E = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final ObjectNode USER = Cases.object("{'externalId':'x1','userName':'Ann@example.com',"
            + "'displayName':'Ann B.','name':{'givenName':'Ann','familyName':'B'},'active':true,"
            + "'emails':[{'value':'w@x','type':'work'},{'value':'h@x','type':'home'}],'urn:example:hr:2.0:User':{'badge':7},"
            + "'" + E + "':{'department':'R','costCenter':'C','manager':{'value':'m1'}}}");

    static List<JsonNode> rows() {
        return Cases.table(ExpressionsTest.class, "expressions.json");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void anExpressionGivesAValueOrSaysWhyNot(JsonNode row) {
        JsonNode rows = JsonNodeFactory.instance.arrayNode().add(row.path("row"));
        if (row.has("refused")) {
            assertThatThrownBy(() -> Mapping.parse(ProfileRows.read(rows)))
                    .isInstanceOf(InvalidMappingException.class)
                    .hasMessageContaining(row.path("refused").stringValue());
            return;
        }
        Mapping mapping = Mapping.parse(ProfileRows.read(rows));
        Profile profile = mapping.profile(USER);
        if (row.has("problem")) {
            assertThat(profile.problems()).singleElement().asString().contains(row.path("problem").stringValue());
            assertThat(profile.problems()).noneMatch(problem -> problem.reason().contains("Ann"));
        } else {
            assertThat(profile.problems()).isEmpty();
        }
        ProfilePath target = ProfilePath.parse(mapping.rows().getFirst().auth0());
        assertThat(profile.value(target).map(JsonNode::toString))
                .isEqualTo(Optional.ofNullable(row.get("shown")).map(JsonNode::toString));
    }

    @Test
    void aRowThatFailsTakesNoOtherOneWithIt() {
        Profile profile = Cases.mapping("[{'auth0':'name','expression_in':'name.middleName'},"
                + "{'scim':'userName','auth0':'username'}]").profile(USER);
        assertThat(profile.attributes()).isEqualTo(Cases.object("{'username':'Ann@example.com'}"));
        assertThat(profile.problems()).extracting(RowProblem::row).containsExactly(1);
    }

    @Test
    void anEditGoesThroughTheExpressionOfItsDirection() {
        Mapping mapping = Cases.mapping("[{'scim':'locale','auth0':'user_metadata.locale',"
                + "'expression_in':'value.replace(\\'_\\', \\'-\\')','expression_out':'value.replace(\\'-\\', \\'_\\')'}]"
                        .replace("\\'", "\\\""));
        MappingEdit edit = mapping.edit(USER, ProfileEdit.of(Cases.object("{'user_metadata':{'locale':'de-DE'}}")),
                Dialect.tolerant());
        assertThat(edit.document().path("locale").stringValue()).isEqualTo("de_DE");
        assertThat(edit.outcomes().values())
                .containsExactly(new EditOutcome.Applied(Optional.of(Cases.json("'de-DE'"))));
        assertThat(
                mapping.edit(USER, ProfileEdit.of(Cases.object("{'user_metadata':{'locale':5}}")), Dialect.tolerant())
                        .refusals()
                        .values())
                .singleElement()
                .asString()
                .contains("Its expression_out failed");
    }

    @Test
    void whatDoesNotComeBackIsNamed() {
        Mapping mapping = Cases.mapping("[{'scim':'title','auth0':'app_metadata.title',"
                + "'expression_in':'value.upperAscii()','expression_out':'value'}]");
        assertThat(mapping.roundTrip(Cases.object("{'app_metadata':{'title':'chief'}}")).lost())
                .containsExactly(new Loss(ProfilePath.parse("app_metadata.title"), Optional.of(Cases.json("'chief'")),
                        Optional.of(Cases.json("'CHIEF'")),
                        "expression_in does not give back what expression_out was given."));
    }

    /** Each makes gigabytes within CEL's own limits of source, nodes and iterations. */
    @ParameterizedTest
    @ValueSource(strings = {
        "[value].map(a, a+a+a+a+a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a+a+a+a+a)[0]",
        "value.replace('a', value).replace('a', value).replace('a', value).replace('a', value)",
        "value.split('').join(value).split('').join(value).split('').join(value)",
        "string([value, value, value].map(a, [value, value].map(b, a + b).join(a)).join(value))"})
    void aTextNeverGrowsBeyondItsBound(String bomb) {
        Mapping mapping = Mapping.parse(List.of(new ProfileRow(Optional.of("title"), "app_metadata.x", Direction.IN,
                EditRule.REFUSED, Optional.empty(), Optional.empty(), Optional.of(bomb), Optional.empty())));
        ObjectNode large = JsonNodeFactory.instance.objectNode().put("title", "a".repeat(4_000));
        assertThat(mapping.profile(large).problems()).singleElement()
                .asString()
                .contains("more than 4096 characters on the way");
    }

    @Test
    void aValueThatIsTooLargeIsNotRead() {
        Mapping mapping = Cases.mapping("[{'scim':'title','auth0':'name','direction':'in','expression_in':'value'},"
                + "{'scim':'title','auth0':'app_metadata.title'}]");
        ObjectNode large = JsonNodeFactory.instance.objectNode().put("title", "a".repeat(4_095));
        Profile profile = mapping.profile(large);
        assertThat(profile.problems()).singleElement().asString().contains("value has more than 4096 bytes");
        assertThat(profile.value(ProfilePath.parse("app_metadata.title"))).isPresent();
    }

    @Test
    void aResultThatIsTooLargeIsDropped() {
        Mapping mapping = Cases.mapping("[{'scim':'title','auth0':'app_metadata.x','direction':'in',"
                + "'expression_in':'[value, value, value]'}]");
        ObjectNode large = JsonNodeFactory.instance.objectNode().put("title", "a".repeat(2_000));
        assertThat(mapping.profile(large).problems()).singleElement().asString().contains("gives more than 4096 bytes");
    }

    @Test
    void loopsLookAtSoManyElementsAndNoMore() {
        Mapping mapping = Cases.mapping("[{'scim':'roles.value','auth0':'app_metadata.x','direction':'in',"
                + "'expression_in':'value.all(a, value.all(b, a != \\'\\' || b != \\'\\'))'}]".replace("\\'", "\\\""));
        assertThat(mapping.profile(roles(9)).problems()).isEmpty();
        assertThat(mapping.profile(roles(12)).problems()).singleElement().asString().contains("too many elements");
    }

    @Test
    void aSourceOrATreeThatIsTooLargeIsRefused() {
        assertThatThrownBy(() -> inbound("'" + "x".repeat(1_000) + "'"))
                .hasMessageContaining("more than 1000 characters");
        assertThatThrownBy(() -> inbound("[1" + ",1".repeat(210) + "]")).hasMessageContaining("200");
        assertThatThrownBy(() -> inbound("(".repeat(60) + "1" + ")".repeat(60)))
                .hasMessageContaining("expression_in is refused");
    }

    /** The ticker goes on by 30 ms each time that it is asked: once before and after an evaluation, and for each name in it. */
    @Test
    void anEvaluationThatIsLateIsDropped() {
        String rows = "[{'auth0':'app_metadata.x','expression_in':'userName + displayName + externalId + nickName'}]";
        assertThat(slow(Duration.ofMillis(200), rows).problems()).isEmpty();
        Profile late = slow(Duration.ofMillis(100), rows);
        assertThat(late.attributes()).isEmpty();
        assertThat(late.problems()).singleElement().asString().contains("It took more than 100 ms");
    }

    @Test
    void theExpressionsOfAProfileTogetherHaveNoMoreTimeThanOne() {
        Profile profile = slow(Duration.ofMillis(200), "[{'auth0':'app_metadata.one','expression_in':'1 + 1'},"
                + "{'auth0':'app_metadata.two','expression_in':'2 + 2'},{'auth0':'app_metadata.three','expression_in':'3 + 3'},"
                + "{'auth0':'app_metadata.four','expression_in':'4 + 4'},{'scim':'userName','auth0':'username'}]");
        assertThat(profile.attributes())
                .isEqualTo(Cases.object("{'app_metadata':{'one':2,'two':4,'three':6},'username':'Ann@example.com'}"));
        assertThat(profile.problems()).singleElement()
                .asString()
                .contains("Row 4", "The expressions of the rows before it took more than 200 ms");
    }

    private static Profile slow(Duration deadline, String rows) {
        AtomicLong now = new AtomicLong();
        ExpressionLimits limits = new ExpressionLimits(1_000, 200, 100, 4_096, deadline,
                () -> now.addAndGet(Duration.ofMillis(30).toNanos()));
        return Mapping
                .parse(ProfileRows.read(Cases.json(rows)), StandardSchemas.user(),
                        new MappingLimits(200, 4_096, 10_000, limits))
                .profile(USER);
    }

    @Test
    void whatAnExpressionReadsIsNotUnmapped() {
        assertThat(Cases.mapping("[{'auth0':'name','expression_in':'displayName + enterprise.department'}]")
                .preview(USER)
                .unmapped()).contains("userName", "name.givenName").doesNotContain("displayName", E + ".department");
    }

    private static Mapping inbound(String source) {
        return Mapping.parse(List.of(new ProfileRow(Optional.empty(), "app_metadata.x", Direction.IN, EditRule.REFUSED,
                Optional.empty(), Optional.empty(), Optional.of(source), Optional.empty())));
    }

    private static ObjectNode roles(int count) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < count; i++) {
            document.withArray("roles").addObject().put("value", "r" + i);
        }
        return document;
    }
}
