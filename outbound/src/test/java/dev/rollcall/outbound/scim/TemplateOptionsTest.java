package dev.rollcall.outbound.scim;

import dev.rollcall.client.http.TransportException;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Done;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Final;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Later;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Skipped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Each behaviour of Auth0's template that is there to be chosen. */
class TemplateOptionsTest {
    private static final String ANN = "{\"id\":\"r1\",\"externalId\":\"waad|acme|ann\",\"userName\":\"ann@acme.example\"}";
    private static final String BY_ID = "GET /Users?filter=externalId eq \"waad|acme|ann\"";
    private static final String BY_NAME = "GET /Users?filter=userName eq \"ann@acme.example\"";
    private static final String FOR_NOBODY = "GET /Users?filter=externalId eq \"nobody-has-this-one-rollcall\"";
    private static final String REFUSED = "{\"scimType\":\"invalidFilter\",\"detail\":\"no filter by externalId\"}";

    @Test
    void theTokenIsShownAndNowhereElse() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(400, "{\"detail\":\"you said Bearer " + Scene.TOKEN + "\"}");
        DeliveryOutcome outcome = scene.deliver(HeadIntent.CREATE);
        assertThat(scene.target.sent.getFirst().header("Authorization")).contains("Bearer " + Scene.TOKEN);
        assertThat(Scene.written(outcome)).contains("[redacted]").doesNotContain(Scene.TOKEN);
        for (int before = 7_000 - Scene.TOKEN.length(); before <= 7_000; before++) {
            Scene echo = Scene.ofAnn();
            echo.target.answer(400, "x".repeat(before) + Scene.TOKEN);
            assertThat(Scene.written(echo.deliver(HeadIntent.CREATE)))
                    .doesNotContain("x" + Scene.TOKEN.substring(0, 2));
        }
    }

    @Test
    void oneRetryAfterAQuarterOfASecondAndNoMore() {
        Scene scene = Scene.ofAnn().known("r1");
        scene.target.answer(500, "").answer(503, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOfSatisfying(Later.class,
                later -> assertThat(later.targetSick()).isTrue());
        assertThat(scene.pauses).containsExactly(Duration.ofMillis(250));
        assertThat(scene.target.sent).hasSize(2);
    }

    @Test
    void moreRetriesWhereTheyAreSet() {
        Scene scene = Scene.ofAnn().known("r1").set(settings -> settings.times(Duration.ofMillis(1500), 3));
        scene.target.answer(500, "").fail(TransportException.Kind.NOT_SENT).answer(429, "").answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.pauses)
                .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    /** The budget of a run is ten seconds: nothing begins that could last beyond it. */
    @Test
    void noRetryThatCouldLastBeyondTheBudget() {
        Scene scene = Scene.ofAnn().known("r1").set(settings -> settings.times(Duration.ofMillis(9_900), 5));
        scene.target.answer(500, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Later.class);
        assertThat(scene.pauses).isEmpty();
    }

    @Test
    void patchIsOneOperationWithoutAPathThatHasAllOfTheUser() {
        Scene scene = Scene.ofAnn().set(settings -> settings.update(ScimTarget.Update.PATCH));
        scene.target.answer(200, TemplateEventsTest.FOUND).answer(204, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly(BY_ID, "PATCH /Users/r1");
        JsonNode operations = scene.target.body(1).path("Operations");
        assertThat(operations).hasSize(1);
        assertThat(operations.path(0).path("op").asString()).isEqualTo("replace");
        assertThat(operations.path(0).has("path")).isFalse();
        assertThat(operations.path(0).path("value").path("externalId").asString()).isEqualTo("waad|acme|ann");
        assertThat(operations.path(0).path("value").path("schemas").path(0).asString()).endsWith(":User");
    }

    @Test
    void patchByPathIsOneOperationForEachAttributeThatDiffersWithTheUrnBeforeAnExtensions() {
        String enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
        Scene scene = Scene.ofAnn()
                .set(settings -> settings.update(ScimTarget.Update.PATCH_BY_PATH)
                        .mapping(
                                """
                                    {"user":[{"scim":"externalId","auth0":"user_id"},{"scim":"userName","auth0":"email"},
                                      {"scim":"name.givenName","auth0":"given_name"},
                                      {"scim":"emails[type eq \\"work\\"].value","auth0":"email"},
                                      {"scim":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department","constant":"Sales"}]}"""));
        scene.target.answer(200, TemplateEventsTest.FOUND).answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        List<String> operations = scene.target.body(1)
                .path("Operations")
                .valueStream()
                .map(operation -> operation.path("op").asString() + " " + operation.path("path").asString())
                .toList();
        // The externalId is there as it should be.
        assertThat(operations).containsExactly("replace userName", "replace name.givenName", "add emails",
                "replace " + enterprise);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "PATCH_BY_PATH"})
    void aRemovedAttributeIsRemoved(String how) {
        Scene scene = Scene.ofAnn().set(settings -> settings.update(ScimTarget.Update.valueOf(how)));
        scene.target.answer(201, ANN);
        scene.deliver(HeadIntent.CREATE);
        scene.ann("{\"user_id\":\"waad|acme|ann\",\"email\":\"ann@acme.example\",\"given_name\":\"Ann\"}");
        scene.target.answer(204, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        List<String> removed = scene.target.body(1)
                .path("Operations")
                .valueStream()
                .filter(operation -> operation.path("op").asString().equals("remove"))
                .map(operation -> operation.path("path").asString())
                .toList();
        assertThat(removed).containsExactly("name.familyName", "name.formatted", "displayName", "nickName",
                "phoneNumbers[type eq \"work\" and primary eq true]");
        // What was sent last is known: one request.
        assertThat(scene.target.sent).hasSize(2);
    }

    @Test
    void whatTheTargetHasIsAskedForWhenAnAnswerWasLost() {
        Scene scene = Scene.ofAnn().set(settings -> settings.update(ScimTarget.Update.PATCH_BY_PATH));
        scene.target.answer(201, ANN);
        scene.deliver(HeadIntent.CREATE);
        scene.doubt = true;
        scene.target.answer(200, ANN).answer(204, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("POST /Users", "GET /Users/r1", "PATCH /Users/r1");
    }

    @Test
    void upsertCreatesWhomAnUpdateDoesNotFindWithoutAFollowUp() {
        Scene scene = Scene.ofAnn().set(Scene.Settings::upsert);
        scene.target.answer(200, TemplateEventsTest.NOBODY).answer(201, ANN);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly(BY_ID, "POST /Users");
    }

    @Test
    void whoseCreationNeverReachedTheTargetIsCreatedUpsertOrNot() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(400, "{\"detail\":\"no\"}");
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Final.class);
        assertThat(scene.subjects.remote.orElseThrow().owed()).isTrue();
        scene.target.answer(200, TemplateEventsTest.NOBODY).answer(201, ANN);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.subjects.remote.orElseThrow().owed()).isFalse();
    }

    @Test
    void deactivateSetsActiveToFalseInsteadOfDeleting() {
        Scene scene = new Scene().known("r1").set(Scene.Settings::deactivate);
        scene.target.answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.DELETE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("PATCH /Users/r1");
        assertThat(scene.target.body(0).at("/Operations/0/value/active").booleanValue(true)).isFalse();
    }

    /** Users are sent by PUT, and active alone by PATCH: there too the target may want a path. */
    @Test
    void deactivateLearnsThatTheTargetWantsAPath() {
        Scene scene = new Scene().known("r1").set(Scene.Settings::deactivate);
        scene.target.answer(400, "{\"scimType\":\"noTarget\",\"detail\":\"path is required\"}").answer(204, "");
        assertThat(scene.deliver(HeadIntent.DELETE)).isInstanceOf(Done.class);
        assertThat(scene.target.body(1).at("/Operations/0/path").asString()).isEqualTo("active");
        assertThat(scene.quirks()).containsExactly("users.path-needed");
    }

    /** Who is deactivated is there; who comes back gets that account and no second one. */
    @Test
    void whoComesBackAfterADeactivationIsTheSameUserThere() {
        Scene scene = Scene.ofAnn().known("r1").set(Scene.Settings::deactivate);
        Optional<ObjectNode> ann = scene.subjects.profile;
        scene.subjects.profile = Optional.empty();
        scene.target.answer(204, "");
        assertThat(scene.deliver(HeadIntent.DELETE)).isInstanceOf(Done.class);
        assertThat(scene.subjects.remote.flatMap(RemoteRecord::remoteId)).contains("r1");
        scene.subjects.profile = ann;
        scene.target.answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("PATCH /Users/r1", "PUT /Users/r1");
    }

    @Test
    void deactivateByPutWhereTheTargetTakesNoPatch() {
        Scene scene = new Scene().known("r1").set(Scene.Settings::deactivate);
        scene.target.answer(501, "").answer(200, ANN).answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.DELETE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("PATCH /Users/r1", "GET /Users/r1", "PUT /Users/r1");
        assertThat(scene.target.body(2).path("active").booleanValue(true)).isFalse();
        assertThat(scene.quirks()).containsExactly("users.no-patch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"externalId\":\"\"", ",\"externalId\":\"waad|acme|ann\""})
    void whereTheFilterIsRefusedTheUserNameIsLookedFor(String externalId) {
        Scene scene = Scene.ofAnn();
        scene.target.answer(400, REFUSED)
                .answer(400, REFUSED)
                .answer(200,
                        "{\"totalResults\":1,\"Resources\":[{\"id\":\"r9\",\"userName\":\"ann@acme.example\""
                                + externalId
                                + "}]}")
                .answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly(BY_ID, FOR_NOBODY, BY_NAME, "PUT /Users/r9");
        assertThat(scene.quirks()).containsExactly("users.externalid-filter-refused");
    }

    /** The template takes the first hit, whoever it is. */
    @Test
    void aUserOfThatNameWhoIsSomebodyElsesIsNotTouched() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(400, REFUSED)
                .answer(400, REFUSED)
                .answer(200,
                        "{\"totalResults\":1,\"Resources\":[{\"id\":\"r9\",\"userName\":\"ann@acme.example\",\"externalId\":\"other\"}]}");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOfSatisfying(Skipped.class,
                skipped -> assertThat(skipped.reason()).isEqualTo(SkipReason.NOT_OURS));
        assertThat(scene.target.left()).isZero();
    }

    /** As the template does: whoever was there before us goes as well. */
    @Test
    void aDeletionAsksByNameWhereTheFilterIsRefused() {
        Scene scene = new Scene();
        scene.subjects.know("users.externalid-filter-refused", "");
        scene.subjects.last = Optional
                .of(ScriptedSubjects.object("{\"user_id\":\"waad|acme|ann\",\"email\":\"ann@acme.example\"}"));
        scene.target
                .answer(200, "{\"totalResults\":1,\"Resources\":[{\"id\":\"r9\",\"userName\":\"ann@acme.example\"}]}")
                .answer(204, "");
        assertThat(scene.deliver(HeadIntent.DELETE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly(BY_NAME, "DELETE /Users/r9");
        scene.subjects.last = Optional.empty();
        assertThat(scene.deliver(HeadIntent.DELETE)).as("never passed over in silence").isInstanceOf(Final.class);
    }

    @Test
    void theFallbackCanBeSwitchedOff() {
        Scene scene = Scene.ofAnn().set(Scene.Settings::noFallback);
        scene.target.answer(400, REFUSED).answer(400, REFUSED);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOfSatisfying(Final.class,
                failed -> assertThat(failed.cause()).contains("400").contains("invalidFilter"));
    }

    @Test
    void anEmptyAnswerDoesNotFallBack() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(200, TemplateEventsTest.NOBODY);
        scene.deliver(HeadIntent.UPDATE);
        assertThat(scene.target.asked()).containsExactly(BY_ID);
    }

    @Test
    void aConflictIsResolvedByALookUp() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(409, "{\"scimType\":\"uniqueness\"}")
                .answer(200, TemplateEventsTest.FOUND)
                .answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("POST /Users", BY_ID, "PUT /Users/r1");
        assertThat(scene.subjects.remote.orElseThrow().made()).isFalse();
    }

    @Test
    void aConflictWithSomebodyElsesUserIsFinal() {
        Scene scene = Scene.ofAnn();
        String others = "{\"totalResults\":1,\"Resources\":[{\"id\":\"r9\",\"userName\":\"ann@acme.example\",\"externalId\":\"other\"}]}";
        scene.target.answer(409, "{\"scimType\":\"uniqueness\"}")
                .answer(200, TemplateEventsTest.NOBODY)
                .answer(200, others)
                .answer(200, TemplateEventsTest.NOBODY)
                .answer(200, others);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOfSatisfying(Final.class,
                failed -> assertThat(failed.cause()).startsWith("conflict").contains("another externalId"));
        assertThat(scene.subjects.remote.flatMap(remote -> remote.remoteId())).isEqualTo(Optional.empty());
    }

    /** Two people with one address, at a target that shows no externalId: the second one is not given the first one's account. */
    @Test
    void whatIsRememberedAsAnotherOnesIsNotAdopted() {
        Scene scene = Scene.ofAnn();
        scene.subjects.anothers.add("r9");
        String free = "{\"totalResults\":1,\"Resources\":[{\"id\":\"r9\",\"userName\":\"ann@acme.example\"}]}";
        scene.target.answer(409, "{\"scimType\":\"uniqueness\"}")
                .answer(200, TemplateEventsTest.NOBODY)
                .answer(200, free)
                .answer(200, TemplateEventsTest.NOBODY)
                .answer(200, free);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOfSatisfying(Final.class,
                failed -> assertThat(failed.cause()).startsWith("conflict"));
        scene.target.answer(400, REFUSED).answer(400, REFUSED).answer(200, free);
        scene.subjects.remote = Optional.empty();
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOfSatisfying(Skipped.class,
                skipped -> assertThat(skipped.reason()).isEqualTo(SkipReason.NOT_OURS));
        assertThat(scene.target.asked()).noneMatch(asked -> asked.startsWith("PUT"));
    }

    /** The account that was in the way may be deleted between the refusal and the look-up. */
    @Test
    void whoIsInNobodysWayAnyMoreIsCreatedOnceMore() {
        Scene scene = Scene.ofAnn();
        String others = "{\"totalResults\":1,\"Resources\":[{\"id\":\"r9\",\"userName\":\"ann@acme.example\",\"externalId\":\"other\"}]}";
        scene.target.answer(409, "{\"scimType\":\"uniqueness\"}")
                .answer(200, TemplateEventsTest.NOBODY)
                .answer(200, others)
                .answer(200, TemplateEventsTest.NOBODY)
                .answer(200, TemplateEventsTest.NOBODY)
                .answer(201, ANN);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("POST /Users", BY_ID, BY_NAME, BY_ID, BY_NAME, "POST /Users");
    }

    @Test
    void aConflictWithNobodyIsFinalTheSecondTime() {
        Scene scene = Scene.ofAnn();
        for (int i = 0; i < 2; i++) {
            scene.target.answer(409, "{\"scimType\":\"uniqueness\"}")
                    .answer(200, TemplateEventsTest.NOBODY)
                    .answer(200, TemplateEventsTest.NOBODY);
        }
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOfSatisfying(Final.class,
                failed -> assertThat(failed.cause()).startsWith("conflict"));
        assertThat(scene.target.asked()).containsExactly("POST /Users", BY_ID, BY_NAME, "POST /Users", BY_ID, BY_NAME);
    }

    @Test
    void aUserWhoWasThereBeforeUsIsAdopted() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(409, "{\"scimType\":\"uniqueness\"}")
                .answer(200, TemplateEventsTest.NOBODY)
                .answer(200, "{\"totalResults\":1,\"Resources\":[{\"id\":\"r9\",\"userName\":\"ANN@acme.example\"}]}")
                .answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("POST /Users", BY_ID, BY_NAME, "PUT /Users/r9");
        assertThat(scene.target.body(3).path("externalId").asString()).isEqualTo("waad|acme|ann");
    }
}
