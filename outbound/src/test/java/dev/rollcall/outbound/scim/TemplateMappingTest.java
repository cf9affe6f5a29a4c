package dev.rollcall.outbound.scim;

import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.expression.ExpressionLimits;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Final;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Later;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The second table of Auth0's outbound template: what of a profile becomes which attribute. */
class TemplateMappingTest {
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    @Test
    void userIdBecomesExternalId() {
        assertThat(created().path("externalId").asString()).isEqualTo("waad|acme|ann");
    }

    @ParameterizedTest(name = "{1} becomes {0}")
    @CsvSource(textBlock = """
        /userName,               email,               ann@acme.example
        /emails/0/value,         email,               ann@acme.example
        /emails/0/type,          email,               work
        /emails/0/primary,       email,               true
        /name/givenName,         given_name,          Ann
        /name/familyName,        family_name,         Lee
        /name/formatted,         name,                Ann Lee
        /displayName,            name,                Ann Lee
        /nickName,               nickname,            annie
        /phoneNumbers/0/value,   user_metadata.phone, +49 1
        /phoneNumbers/0/type,    user_metadata.phone, work
        """)
    void eachRowHasItsAttribute(String pointer, String source, String value) {
        assertThat(created().at(pointer).asString()).as("%s from %s", pointer, source).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void activeIsTheInverseOfBlocked(boolean blocked, boolean active) {
        Scene scene = new Scene()
                .ann("{\"user_id\":\"waad|acme|ann\",\"email\":\"a@b.example\",\"blocked\":" + blocked + "}");
        scene.target.answer(201, "{\"id\":\"r1\"}");
        scene.deliver(HeadIntent.CREATE);
        assertThat(scene.target.body(0).path("active")).isEqualTo(BooleanNode.valueOf(active));
    }

    /** {@code PUT} clears what is left out. */
    @ParameterizedTest
    @CsvSource({"''", "null"})
    void emptyCountsAsAbsent(String nickname) {
        String value = nickname.equals("null") ? "null" : "\"\"";
        Scene scene = new Scene()
                .ann("{\"user_id\":\"waad|acme|ann\",\"email\":\"a@b.example\",\"nickname\":" + value + "}")
                .known("r1");
        scene.target.answer(200, "{\"id\":\"r1\"}");
        scene.deliver(HeadIntent.UPDATE);
        assertThat(scene.target.body(0).has("nickName")).isFalse();
        assertThat(scene.target.body(0).has("name")).isFalse();
    }

    @Test
    void theEnterpriseRowsAreOffUntilSomebodySwitchesThemOn() {
        assertThat(created().has(ENTERPRISE)).isFalse();
        Scene scene = new Scene().ann("""
            {"user_id":"waad|acme|ann","email":"a@b.example","user_metadata":{"department":"Sales"}}""")
                .set(settings -> settings.mapping("""
                    {"user":[{"scim":"externalId","auth0":"user_id"},{"scim":"userName","auth0":"email"},
                      {"scim":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
                       "auth0":"user_metadata.department"}]}"""));
        scene.target.answer(201, "{\"id\":\"r1\"}");
        scene.deliver(HeadIntent.CREATE);
        assertThat(scene.target.body(0).path(ENTERPRISE).path("department").asString()).isEqualTo("Sales");
        assertThat(scene.target.body(0).path("schemas")).map(JsonNode::asString).contains(ENTERPRISE);
    }

    /** A {@code PUT} without it would clear it, and look well. */
    @ParameterizedTest
    @EnumSource(value = HeadIntent.class, names = {"CREATE", "UPDATE", "REPLACE"})
    void aValueThatCannotBeMadeIsADeadLetterWithTheNameOfItsRow(HeadIntent intent) {
        Scene scene = new Scene().ann("""
            {"user_id":"waad|acme|ann","email":"a@b.example","user_metadata":{"phone":{"no":"text"}}}""");
        assertThat(scene.deliver(intent)).isInstanceOfSatisfying(Final.class, failed -> assertThat(failed.cause())
                .startsWith("mapping: Row ")
                .contains("(user_metadata.phone → phoneNumbers[type eq \"work\" and primary eq true].value)"));
        assertThat(scene.target.sent).isEmpty();
    }

    @Test
    void whoIsBlockedIsLockedOutWhateverElseOfThemCannotBeSent() {
        Scene scene = new Scene().ann("""
            {"user_id":"waad|acme|ann","email":"a@b.example","blocked":true,"user_metadata":{"phone":{"no":"text"}}}""")
                .known("r1");
        scene.target.answer(204, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Final.class);
        assertThat(scene.target.asked()).containsExactly("PATCH /Users/r1");
        assertThat(scene.target.body(0).at("/Operations/0/value/active").booleanValue(true)).isFalse();
        // Who is let in again is sent, though it is what was sent last before.
        scene.ann("{\"user_id\":\"waad|acme|ann\",\"email\":\"a@b.example\"}");
        assertThat(scene.subjects.remote.orElseThrow().sentHash()).isEmpty();
    }

    @Test
    void anExpressionThatWasLateIsTriedAgainAndSentMeanwhileByNobody() {
        long[] now = {0};
        ExpressionLimits busy = new ExpressionLimits(1_000, 200, 100, 4_096, Duration.ofSeconds(1),
                () -> now[0] += Duration.ofSeconds(2).toNanos());
        MappingLimits usual = MappingLimits.defaults();
        Scene scene = Scene.ofAnn().set(settings -> settings.mapping("""
            {"user":[{"scim":"externalId","auth0":"user_id"},{"scim":"userName","expression":"email"}]}"""));
        scene.limits = new MappingLimits(usual.rows(), usual.constantBytes(), usual.profileBytes(), busy);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOfSatisfying(Later.class, later -> {
            assertThat(later.cause()).startsWith("mapping: Row 2 ").contains("took more than");
            assertThat(later.targetSick()).isFalse();
        });
        assertThat(scene.target.sent).isEmpty();
    }

    private static JsonNode created() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(201, "{\"id\":\"r1\"}");
        scene.deliver(HeadIntent.CREATE);
        assertThat(scene.subjects.remote).isNotEqualTo(Optional.empty());
        return scene.target.body(0);
    }
}
