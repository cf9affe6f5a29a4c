package dev.rollcall.outbound.scim;

import dev.rollcall.client.http.TransportException;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Done;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Final;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Later;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Unauthorized;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** What Auth0's template throws for, and what becomes of it here. */
class TemplateErrorsTest {
    private static final String ANN = "{\"id\":\"r1\",\"externalId\":\"waad|acme|ann\"}";
    private static final String BY_ID = "GET /Users?filter=externalId eq \"waad|acme|ann\"";

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\":7}", "{\"id\":\"\"}", "[]", "<html>", "", "{\"id\":"})
    void aCreationWithoutAStringIdHasTheWrongShape(String body) {
        Scene scene = Scene.ofAnn();
        scene.target.answer(201, body);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOfSatisfying(Later.class, later -> {
            assertThat(later.cause())
                    .isEqualTo("POST /Users -> 201 [invalid response shape] expected a User resource with a "
                            + "string id; see RFC 7644");
            // It may have been made: the next run looks first.
            assertThat(later.answerLost()).isTrue();
            assertThat(later.targetSick()).isFalse();
        });
    }

    /** What is remembered is found by the id, and PostgreSQL's index takes no entry that is much longer. */
    @Test
    void anIdOfMoreBytesThanCanBeRememberedHasTheWrongShape() {
        String longest = "\u6f22".repeat(341) + "a";
        Scene scene = Scene.ofAnn();
        scene.target.answer(201, "{\"id\":\"" + longest + "\"}");
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Done.class);
        for (String end : List.of("aa", "\u00e9", "\\u0000", "\\ud83d")) {
            Scene other = Scene.ofAnn();
            other.target.answer(201, "{\"id\":\"" + longest.substring(0, 341) + end + "\"}");
            assertThat(other.deliver(HeadIntent.CREATE)).as(end)
                    .isInstanceOfSatisfying(Later.class, later -> assertThat(later.cause())
                            .isEqualTo("POST /Users -> 201 [invalid response shape] expected an id of at most 1024 "
                                    + "bytes; see RFC 7644"));
        }
    }

    /** A pattern that looks once more from each character takes an hour for this, on a thread that nobody can interrupt. */
    @Test
    void anErrorOfAMegabyteTakesTheTimeOfItsBeginning() {
        SentText text = new SentText(List.of());
        List<String> said = List.of("a".repeat(1 << 20), "a1".repeat(1 << 19), "a@".repeat(1 << 19) + " ",
                "\"'".repeat(1 << 19));
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> said.forEach(text::withoutIds));
        assertThat(text.withoutIds("a".repeat(1 << 20))).isEqualTo("a".repeat(140) + "…");
        assertThat(text.withoutIds("user_12345x of <ann@acme.example>, 'Ann' and 123")).isEqualTo(
                "… of <…>, \"…\" and 123");
    }

    /** No tree of it is made: few bytes can be many objects. */
    @Test
    void anAnswerOfMorePartsThanAreReadIsAsGoodAsOneOfTooManyBytes() {
        String parts = "{\"id\":\"r1\",\"x\":[" + "{},".repeat(BoundedJson.RUN_TOKENS / 2) + "{}]}";
        Scene made = Scene.ofAnn().set(settings -> settings.times(Duration.ofMillis(1500), 0));
        made.target.answer(201, parts);
        assertThat(made.deliver(HeadIntent.CREATE)).isInstanceOfSatisfying(Later.class, later -> {
            assertThat(later.cause()).startsWith("POST /Users -> 201: the answer's JSON has more parts");
            assertThat(later.answerLost()).isTrue();
        });
        Scene changed = Scene.ofAnn().known("r1");
        changed.target.answer(200, parts);
        assertThat(changed.deliver(HeadIntent.UPDATE)).as("it is made, whatever is answered").isInstanceOf(Done.class);
        Scene refused = Scene.ofAnn().known("r1");
        refused.target.answer(400, parts);
        assertThat(refused.deliver(HeadIntent.UPDATE)).isInstanceOfSatisfying(Final.class,
                failed -> assertThat(failed.cause()).isEqualTo("PUT /Users/… -> 400"));
        Scene largest = Scene.ofAnn();
        largest.target.answer(201, parts.replaceFirst("(\\{},){100}", ""));
        assertThat(largest.deliver(HeadIntent.CREATE)).isInstanceOf(Done.class);
    }

    /** A target that answers so every time will not answer otherwise tomorrow. */
    @Test
    void theWrongShapeIsFinalAfterThreeTries() {
        Scene scene = Scene.ofAnn();
        scene.tries = 3;
        scene.target.answer(201, "{}");
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Final.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "{\"Resources\":{}}", "{\"totalResults\":1}", "[]", "<html>", "{\"Resources\":[{\"userName\":\"a\"}]}",
        "{\"Resources\":[{\"id\":\"r1\",\"externalId\":\"waad|acme|ann\"},{\"id\":2}]}"})
    void aLookUpThatIsNoListOfResourcesWithIdsFailsWhole(String body) {
        Scene scene = Scene.ofAnn();
        scene.target.answer(200, body);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOfSatisfying(Later.class,
                later -> assertThat(later.cause()).startsWith("GET /Users -> 200 [invalid response shape] expected "));
        assertThat(scene.target.left()).isZero();
    }

    @Test
    void noResourcesAreRightWhereNothingWasFound() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(200, "{\"totalResults\":0}");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(DeliveryOutcome.Skipped.class);
        assertThat(scene.quirks()).containsExactly(TargetQuirks.RESOURCES_ABSENT);
    }

    @Test
    void a200ForACreationIsTakenAndNoted() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Done.class);
        assertThat(scene.quirks()).containsExactly(TargetQuirks.CREATE_200);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void onlyA201IsACreationForWhoWantsTheTemplatesStrictness(int status) {
        Scene scene = Scene.ofAnn().set(Scene.Settings::createdOnly);
        scene.target.answer(status, ANN);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOfSatisfying(Later.class,
                later -> assertThat(later.cause()).contains("201"));
    }

    @ParameterizedTest
    @CsvSource({"400, invalidValue", "413, ''", "422, ''", "501, ''"})
    void whatCannotHealIsFinalAtOnceWithStatusTypeAndDetail(int status, String type) {
        Scene scene = Scene.ofAnn();
        scene.target.answer(status, "{\"scimType\":\"" + type
                + "\",\"detail\":\"User 7f3c9a52-1b1e-4c6e-9a55-0a4b5c6d7e8f of ann@acme.example has title 'x'\"}");
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOfSatisfying(Final.class,
                failed -> assertThat(failed.cause())
                        .isEqualTo("POST /Users -> " + status + (type.isEmpty() ? "" : " [" + type + "]")
                                + ": User … of … has title \"…\""));
    }

    @Test
    void theWordsOfScimOneDotOneAreReadAsWell() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(400, "{\"Errors\":[{\"description\":\"no such thing\",\"code\":\"400\"}]}");
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOfSatisfying(Final.class,
                failed -> assertThat(failed.cause()).endsWith("400: no such thing"));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408, 425})
    void whatMayHealIsTriedOnceMoreAndThenLater(int status) {
        Scene scene = Scene.ofAnn().known("r1");
        scene.target.answer(status, "").answer(status, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOfSatisfying(Later.class, later -> {
            assertThat(later.targetSick()).isTrue();
            assertThat(later.retryAfter()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void retryAfterIsReadAndHoldsTheTarget(int status) {
        Scene scene = Scene.ofAnn().known("r1");
        scene.target.answer(status, "", "Retry-After: 30");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOfSatisfying(Later.class, later -> {
            assertThat(later.retryAfter()).contains(Duration.ofSeconds(30));
            assertThat(later.targetSick()).isFalse();
        });
        assertThat(scene.pauses).isEmpty();
    }

    @Test
    void aTargetCannotAskForMoreThanADay() {
        Scene scene = Scene.ofAnn().known("r1");
        scene.target.answer(429, "", "Retry-After: 999999999");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOfSatisfying(Later.class,
                later -> assertThat(later.retryAfter()).contains(Duration.ofHours(24)));
    }

    @Test
    void aRefusedCredentialIsNotThisUsersFault() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(401, "{\"detail\":\"expired\"}");
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOfSatisfying(Unauthorized.class,
                refused -> assertThat(refused.sure()).isFalse());
        scene.target.answer(401, "{\"detail\":\"expired\"}");
        assertThat(scene.probe()).isInstanceOfSatisfying(Unauthorized.class,
                refused -> assertThat(refused.sure()).isTrue());
    }

    /** An administrator of the target, for example: the stream goes on with everybody else. */
    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void whoeverTheClientMayNotTouchPausesNothing(int status) {
        Scene scene = Scene.ofAnn().known("r1");
        scene.target.answer(status, "{}").answer(200, TemplateEventsTest.NOBODY);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOfSatisfying(Unauthorized.class,
                refused -> assertThat(refused.sure()).as("only a probe tells").isFalse());
        assertThat(scene.probe()).isInstanceOf(Done.class);
    }

    /** The base path was moved, the tenant is suspended: that is nobody's dead letter. */
    @ParameterizedTest
    @ValueSource(ints = {404, 405, 410})
    void anApiThatIsNotThereIsNobodysFault(int status) {
        Scene scene = Scene.ofAnn().known("r1");
        scene.target.answer(404, "").answer(status, "<html>", "Content-Type: text/html");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOfSatisfying(Unauthorized.class,
                refused -> assertThat(refused.sure()).isFalse());
        assertThat(scene.subjects.remote.orElseThrow().remoteId()).as("it may be good again tomorrow").contains("r1");
        assertThat(scene.subjects.remote.orElseThrow().sentHash()).isEmpty();
        scene.target.answer(status, "<html>", "Content-Type: text/html");
        assertThat(scene.probe()).isInstanceOfSatisfying(Later.class, later -> {
            assertThat(later.targetSick()).isTrue();
            assertThat(later.cause()).contains("GET /Users -> " + status, "base_url");
        });
    }

    /** What stands before the target may answer for it. */
    @Test
    void aPageForPeopleInPlaceOfARefusalIsAskedAbout() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(400, "<html>", "Content-Type: text/html; charset=utf-8");
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOfSatisfying(Unauthorized.class,
                refused -> assertThat(refused.sure()).isFalse());
        scene.target.answer(400, "<html>", "Content-Type: text/html");
        assertThat(scene.probe()).isInstanceOfSatisfying(Later.class,
                later -> assertThat(later.targetSick()).isTrue());
        scene.target.answer(200, TemplateEventsTest.NOBODY);
        assertThat(scene.probe()).isInstanceOf(Done.class);
    }

    /** A target without groups, or one that lets nobody create users, is well. */
    @Test
    void aCollectionThatIsNotThereAloneIsFinalForWhoeverBelongsThere() {
        Scene scene = new Scene().team("Team");
        scene.target.answer(404, "").answer(200, TemplateEventsTest.NOBODY);
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.CREATE)).isInstanceOfSatisfying(Unauthorized.class,
                refused -> assertThat(refused.cause()).isEqualTo("POST /Groups -> 404"));
        assertThat(scene.probe()).isInstanceOf(Done.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aLostCreationStaysInDoubtWhenTheLookAfterItIsRefused(int status) {
        Scene scene = Scene.ofAnn();
        scene.target.fail(TransportException.Kind.LATE).answer(status, "{}");
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOfSatisfying(Unauthorized.class,
                refused -> assertThat(refused.answerLost()).isTrue());
        scene.target.answer(status, "{}");
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOfSatisfying(Unauthorized.class,
                refused -> assertThat(refused.answerLost()).isFalse());
    }

    @Test
    void aRedirectIsNotFollowedAndBurnsNoQueue() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(302, "", "Location: https://elsewhere.example").answer(302, "");
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOfSatisfying(Later.class,
                later -> assertThat(later.cause()).contains("302").contains("set base_url"));
    }

    @ParameterizedTest
    @EnumSource(value = TransportException.Kind.class, names = {"MAYBE_SENT", "LATE", "TOO_LARGE"})
    void afterALostAnswerACreationLooksFirst(TransportException.Kind kind) {
        Scene scene = Scene.ofAnn();
        scene.target.fail(kind).answer(200, TemplateEventsTest.FOUND).answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("POST /Users", BY_ID, "PUT /Users/r1");
    }

    @Test
    void aCreationThatDidNotArriveIsSentAgainAfterALook() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(500, "").answer(200, TemplateEventsTest.NOBODY).answer(201, ANN);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("POST /Users", BY_ID, "POST /Users");
    }

    @Test
    void aCreationThatSurelyDidNotArriveIsSentAgainWithoutOne() {
        Scene scene = Scene.ofAnn();
        scene.target.fail(TransportException.Kind.NOT_SENT).answer(201, ANN);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("POST /Users", "POST /Users");
    }

    @Test
    void theNextRunLooksWhereTheLastOneLostAnAnswer() {
        Scene scene = Scene.ofAnn();
        scene.target.fail(TransportException.Kind.LATE)
                .fail(TransportException.Kind.NOT_SENT)
                .fail(TransportException.Kind.NOT_SENT);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOfSatisfying(Later.class,
                later -> assertThat(later.answerLost()).as("the look itself failed, and the creation is still in doubt")
                        .isTrue());
        scene.doubt = true;
        scene.target.answer(200, TemplateEventsTest.FOUND).answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked().subList(3, 5)).isEqualTo(List.of(BY_ID, "PUT /Users/r1"));
    }

    /** Of what was sent last and got no answer nobody knows whether it is there, however the delivery ended. */
    @Test
    void aLostAnswerIsRememberedWhenItsDeliveryIsOver() {
        Scene skipped = Scene.ofAnn().known("r1");
        skipped.target.answer(200, ANN);
        assertThat(skipped.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        skipped.doubt = true;
        skipped.ann("{\"user_id\":\"waad|acme|ann\"}");
        assertThat(skipped.deliver(HeadIntent.UPDATE)).isInstanceOf(DeliveryOutcome.Skipped.class);
        sentOnceMore(skipped);

        Scene lost = Scene.ofAnn().known("r1");
        lost.target.answer(200, ANN);
        assertThat(lost.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        lost.ann("{\"user_id\":\"waad|acme|ann\",\"email\":\"other@acme.example\"}");
        lost.target.fail(TransportException.Kind.LATE).fail(TransportException.Kind.LATE);
        assertThat(lost.deliver(HeadIntent.UPDATE)).isInstanceOfSatisfying(Later.class,
                later -> assertThat(later.answerLost()).isTrue());
        sentOnceMore(lost);
    }

    private static void sentOnceMore(Scene scene) {
        scene.doubt = false;
        scene.ann("""
            {"user_id":"waad|acme|ann","email":"ann@acme.example","given_name":"Ann","family_name":"Lee",
             "name":"Ann Lee","nickname":"annie","user_metadata":{"phone":"+49 1"}}""");
        scene.target.answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).endsWith("PUT /Users/r1");
        assertThat(scene.target.left()).isZero();
    }

    /** A create and a delete that came before anything was sent. */
    @Test
    void createAndDeleteIsALookUpAndADelete() {
        Scene scene = new Scene().known("not-to-be-trusted");
        scene.target.answer(200, TemplateEventsTest.FOUND).answer(204, "");
        assertThat(scene.deliver(HeadIntent.LOOK_DELETE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly(BY_ID, "DELETE /Users/r1");
    }

    @Test
    void aConflictOnAnUpdateIsFinal() {
        Scene scene = Scene.ofAnn().known("r1");
        scene.target.answer(409, "{\"scimType\":\"uniqueness\",\"detail\":\"userName is taken\"}");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOfSatisfying(Final.class,
                failed -> assertThat(failed.cause()).contains("409 [uniqueness]"));
    }
}
