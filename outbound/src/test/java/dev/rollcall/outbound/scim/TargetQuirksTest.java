package dev.rollcall.outbound.scim;

import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Done;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Final;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Later;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Skipped;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Unauthorized;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What is peculiar of a target is learned from one answer, and the same run goes on in the way that the target takes. */
class TargetQuirksTest {
    private static final String ANN = "{\"id\":\"r1\",\"externalId\":\"waad|acme|ann\",\"userName\":\"ann@acme.example\"}";

    @Test
    void aTargetThatTakesPatchAlone() {
        Scene scene = Scene.ofAnn().known("r1");
        scene.target.answer(405, "").answer(200, ANN).answer(204, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("PUT /Users/r1", "GET /Users/r1", "PATCH /Users/r1");
        assertThat(scene.quirks()).containsExactly("users.patch-only");
    }

    @Test
    void aTargetThatTakesNoPatch() {
        Scene scene = Scene.ofAnn().known("r1").set(settings -> settings.update(ScimTarget.Update.PATCH));
        scene.target.answer(200, ANN).answer(501, "").answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("GET /Users/r1", "PATCH /Users/r1", "PUT /Users/r1");
    }

    /** The okta-like preset: whoever is blocked there is locked out by a PATCH, which it honours where it does not honour a PUT. */
    @Test
    void aTargetThatChangesActiveByPatchAloneIsAskedForThatToo() {
        Scene scene = Scene.ofAnn().known("r1").set(settings -> settings.preset("okta-like", ScimTarget.Update.PUT));
        scene.ann("{\"user_id\":\"waad|acme|ann\",\"email\":\"ann@acme.example\",\"blocked\":true}");
        scene.target.answer(200, ANN.replace("}", ",\"active\":true}")).answer(204, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("PUT /Users/r1", "PATCH /Users/r1");
        assertThat(scene.target.body(1).at("/Operations/0/value")).hasToString("{\"active\":false}");
        scene.target.answer(200, ANN.replace("}", ",\"active\":false}"));
        assertThat(scene.deliver(HeadIntent.REPLACE)).isInstanceOf(Done.class);
        assertThat(scene.target.left()).as("it was shown").isZero();
    }

    @Test
    void aTargetThatTakesNeitherIsFinal() {
        Scene scene = Scene.ofAnn().known("r1");
        scene.target.answer(405, "").answer(200, ANN).answer(405, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Final.class);
        assertThat(scene.target.left()).isZero();
        assertThat(scene.quirks()).as("nothing was proved").isEmpty();
    }

    @Test
    void aTargetThatWantsAPathOnEveryOperation() {
        Scene scene = Scene.ofAnn().known("r1").set(settings -> settings.update(ScimTarget.Update.PATCH));
        scene.target.answer(200, ANN)
                .answer(400, "{\"scimType\":\"noTarget\",\"detail\":\"path is required\"}")
                .answer(200, ANN)
                .answer(204, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.quirks()).containsExactly("users.path-needed");
        assertThat(scene.target.body(3).path("Operations").valueStream().allMatch(operation -> operation.has("path")))
                .isTrue();
    }

    @Test
    void resourcesInLowerCaseWithoutATotal() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(200, "{\"resources\":[{\"id\":\"r1\",\"externalId\":\"waad|acme|ann\"}]}").answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.quirks()).contains(TargetQuirks.RESOURCES_LOWER_CASE, TargetQuirks.TOTAL_MISSING);
    }

    @Test
    void aTotalThatLies() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(200, "{\"totalResults\":0,\"Resources\":[" + ANN + "]}").answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.quirks()).contains(TargetQuirks.TOTAL_WRONG);
    }

    /** Everybody is answered whoever is asked for: nobody else's resource is touched. */
    @Test
    void anIgnoredFilterIsNoticedAndOursIsFoundByNameOrAmongThePages() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(200, page(0, 3, 5))
                .answer(200, page(0, 3, 5)) // for nobody
                .answer(200, page(0, 3, 5)) // by name
                .answer(200, "{\"totalResults\":5,\"Resources\":[{\"id\":\"9\",\"externalId\":\"z\"}," + ANN + "]}")
                .answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked().get(3)).isEqualTo("GET /Users?startIndex=4&count=100");
        assertThat(scene.target.asked().getLast()).isEqualTo("PUT /Users/r1");
        assertThat(scene.quirks()).contains("users.externalid-filter-ignored");
    }

    @Test
    void anIgnoredFilterAmongTooManyIsFinal() {
        Scene scene = Scene.ofAnn().set(Scene.Settings::noFallback);
        IntStream.range(0, 20).forEach(i -> scene.target.answer(200, page(i * 3, 3, 10_000)));
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOfSatisfying(Final.class,
                failed -> assertThat(failed.cause()).contains("ignores the filter"));
        assertThat(scene.target.sent).as("ten pages, and the question for nobody").hasSize(11);
    }

    @Test
    void aTargetThatShowsNoExternalIdIsAskedForNobodyOnce() {
        Scene scene = Scene.ofAnn();
        String hit = "{\"totalResults\":1,\"Resources\":[{\"id\":\"r1\",\"userName\":\"older@acme.example\"}]}";
        scene.target.answer(200, hit).answer(200, TemplateEventsTest.NOBODY).answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked().get(1)).contains("nobody-has-this-one");
        scene.subjects.remote = Optional.empty();
        scene.target.answer(200, hit).answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.left()).isZero();
    }

    /** The one hit of a target that ignores filters and shows no externalId may be anybody. */
    @Test
    void aTargetThatShowsNoExternalIdAndIgnoresTheFilterIsNotTrusted() {
        Scene scene = Scene.ofAnn();
        String anybody = "{\"totalResults\":1,\"Resources\":[{\"id\":\"r7\",\"userName\":\"bob@acme.example\"}]}";
        scene.target.answer(200, anybody).answer(200, anybody).answer(200, anybody).answer(200, anybody);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Skipped.class);
        assertThat(scene.target.asked()).noneMatch(asked -> asked.startsWith("PUT"));
    }

    @Test
    void aTargetThatTakesPlainJsonAlone() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(415, "").answer(201, ANN);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Done.class);
        assertThat(scene.target.sent.get(1).header("Content-Type")).contains("application/json");
        assertThat(scene.quirks()).contains(TargetQuirks.MEDIA_TYPE_JSON);
    }

    @Test
    void versionsAreSentBackAndAConflictIsReadBeforeItIsWritten() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(201, ANN, "ETag: W/\"1\"");
        scene.deliver(HeadIntent.CREATE);
        assertThat(scene.subjects.remote.orElseThrow().etag()).contains("W/\"1\"");
        scene.ann("{\"user_id\":\"waad|acme|ann\",\"email\":\"new@acme.example\"}");
        scene.target.answer(412, "").answer(200, ANN, "ETag: W/\"7\"").answer(200, ANN, "ETag: W/\"8\"");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.sent.get(1).header("If-Match")).contains("W/\"1\"");
        assertThat(scene.target.sent.get(3).header("If-Match")).contains("W/\"7\"");
        assertThat(scene.subjects.remote.orElseThrow().etag()).contains("W/\"8\"");
    }

    @Test
    void aConflictThatStaysIsTriedLater() {
        Scene scene = Scene.ofAnn().known(Scene.ANN, "r1", Optional.of("W/\"1\""), Optional.empty(), "");
        IntStream.range(0, 3).forEach(i -> scene.target.answer(412, "").answer(200, ANN, "ETag: W/\"2\""));
        scene.target.answer(412, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Later.class);
        assertThat(scene.target.left()).isZero();
    }

    @Test
    void entrasUserHasWhatItsApiRequires() {
        Scene scene = Scene.ofAnn().set(settings -> settings.preset("entra", ScimTarget.Update.PATCH_BY_PATH));
        scene.target.answer(201, ANN).answer(204, "");
        DeliveryOutcome created = scene.deliver(HeadIntent.CREATE);
        assertThat(created).isInstanceOf(Done.class);
        JsonNode body = scene.target.body(0);
        assertThat(body.path("urn:ietf:params:scim:schemas:extension:Microsoft:Entra:2.0:User")
                .path("mailNickname")
                .asString()).isEqualTo("ann");
        String password = body.path("password").asString();
        assertThat(password).hasSize(32);
        assertThat(Scene.written(created)).doesNotContain(password);
        scene.ann(
                "{\"user_id\":\"waad|acme|ann\",\"email\":\"ann@acme.example\",\"given_name\":\"Anna\",\"family_name\":\"Lee\","
                        + "\"name\":\"Ann Lee\"}");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.body(1).path("Operations"))
                .hasToString("[{\"op\":\"replace\",\"path\":\"name.givenName\",\"value\":\"Anna\"}]");
    }

    @Test
    void entrasApiThatIsNotSwitchedOnPausesAndFailsNobody() {
        Scene scene = Scene.ofAnn().set(settings -> settings.preset("entra", ScimTarget.Update.PATCH_BY_PATH));
        scene.target.answer(400, "{\"detail\":\"No linked subscription in scimApiConsumptions\"}");
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOfSatisfying(Unauthorized.class,
                refused -> assertThat(refused.sure()).isTrue());
    }

    @Test
    void theServiceProviderConfigIsReadOnceAndItsAbsenceIsNoFailure() {
        Scene scene = Scene.ofAnn();
        scene.subjects.learned.clear();
        scene.target.answer(404, "").answer(201, ANN).answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Done.class);
        assertThat(scene.deliver(HeadIntent.REPLACE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("GET /ServiceProviderConfig", "POST /Users", "PUT /Users/r1");
    }

    @Test
    void whatTheServiceProviderConfigSaysIsLearned() {
        Scene scene = Scene.ofAnn();
        scene.subjects.learned.clear();
        scene.target.answer(200, """
            {"patch":{"supported":false},"etag":{"supported":true},"pagination":{"cursor":true,"index":false}}""")
                .answer(201, ANN);
        scene.deliver(HeadIntent.CREATE);
        assertThat(scene.quirks()).contains(TargetQuirks.NO_PATCH, TargetQuirks.ETAGS, TargetQuirks.CURSOR_ONLY);
    }

    /** What one endpoint does says nothing of the other one. */
    @Test
    void whatGroupsHaveTaughtIsNotHeldAgainstUsers() {
        Scene scene = Scene.ofAnn().team("Team").known("r1").set(settings -> settings.update(ScimTarget.Update.PATCH));
        scene.subjects.know("groups.no-patch", "");
        scene.subjects.know("groups.externalid-filter-refused", "");
        scene.target.answer(200, ANN).answer(204, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        scene.subjects.remote = Optional.empty();
        scene.target.answer(200, TemplateEventsTest.NOBODY);
        scene.deliver(HeadIntent.UPDATE);
        assertThat(scene.target.asked()).containsExactly("GET /Users/r1", "PATCH /Users/r1",
                "GET /Users?filter=externalId eq \"waad|acme|ann\"");
        scene.target.answer(200, "{\"totalResults\":0}");
        scene.deliver(Scene.TEAM, HeadIntent.UPDATE);
        assertThat(scene.target.asked().getLast()).contains("displayName eq");
    }

    /** A quote, a stroke: the parser of filters does not understand the one externalId. */
    @Test
    void oneExternalIdThatAFilterDoesNotTakeIsNotHeldAgainstAll() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(400, "{\"scimType\":\"invalidFilter\"}")
                .answer(200, TemplateEventsTest.NOBODY)
                .answer(200, TemplateEventsTest.NOBODY);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Skipped.class);
        assertThat(scene.target.asked().get(1)).contains("nobody-has-this-one");
        assertThat(scene.quirks()).isEmpty();
    }

    /** Two of one externalId, which the target does not show, are the trouble of that subject alone. */
    @Test
    void twoOfOneHiddenExternalIdAreFinalForThatSubject() {
        Scene scene = Scene.ofAnn();
        scene.target
                .answer(200,
                        "{\"totalResults\":2,\"Resources\":[{\"id\":\"a\",\"userName\":\"a\"},{\"id\":\"b\",\"userName\":\"b\"}]}")
                .answer(200, TemplateEventsTest.NOBODY);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOfSatisfying(Final.class,
                failed -> assertThat(failed.cause()).contains("finds 2 resources with that externalId"));
        assertThat(scene.quirks()).isEmpty();
    }

    /** A filter without regard to case finds somebody else, and is not ignored for that. */
    @Test
    void anotherExternalIdThatDiffersInCaseIsNobody() {
        Scene scene = Scene.ofAnn();
        scene.target
                .answer(200,
                        "{\"totalResults\":1,\"Resources\":[{\"id\":\"r2\",\"externalId\":\"waad|acme|ANN\",\"userName\":\"x\"}]}")
                .answer(200, TemplateEventsTest.NOBODY);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Skipped.class);
        assertThat(scene.quirks()).isEmpty();
    }

    /** One stray answer of whatever stands before the target is not the target's way. */
    @Test
    void whatIsRefusedInBothWaysTeachesNothing() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(415, "").answer(415, "");
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Final.class);
        scene.known("r1");
        scene.target.answer(405, "").answer(200, ANN).answer(501, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Final.class);
        assertThat(scene.quirks()).isEmpty();
    }

    @Test
    void whatWasLearnedIsForgottenWhenTheTargetRefusesIt() {
        Scene scene = Scene.ofAnn().known("r1");
        scene.subjects.know("users.patch-only", "");
        scene.subjects.know(TargetQuirks.MEDIA_TYPE_JSON, "");
        scene.target.answer(415, "").answer(200, ANN).answer(405, "").answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("GET /Users/r1", "GET /Users/r1", "PATCH /Users/r1",
                "PUT /Users/r1");
        assertThat(scene.quirks()).containsExactly("users.no-patch");
    }

    @Test
    void aServiceProviderConfigThatIsNotAnsweredIsAskedForAgainAfterTheNextStart() {
        Scene scene = Scene.ofAnn();
        scene.subjects.learned.clear();
        scene.target.answer(504, "").answer(504, "").answer(201, ANN);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Done.class);
        assertThat(scene.subjects.learned).isEmpty();
        scene.target.answer(404, "").answer(200, ANN);
        assertThat(scene.deliverAnew(Scene.ANN, HeadIntent.REPLACE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked().subList(3, 5)).containsExactly("GET /ServiceProviderConfig", "PUT /Users/r1");
    }

    /** The target ignores filters, shows three a page and says that there are three. */
    @Test
    void aTotalThatLiesEndsNoSearch() {
        Scene scene = Scene.ofAnn().set(Scene.Settings::noFallback);
        scene.target.answer(200, page(0, 3, 3))
                .answer(200, page(0, 3, 3))
                .answer(200, "{\"totalResults\":1,\"Resources\":[" + ANN + "]}")
                .answer(200, ANN);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).last().isEqualTo("PUT /Users/r1");
    }

    /** Who has no name is not the one who was asked for by name. */
    @Test
    void aNamelessResourceIsNotAdopted() {
        Scene scene = Scene.ofAnn();
        String nameless = "{\"totalResults\":1,\"Resources\":[{\"id\":\"service-account\"}]}";
        scene.target.answer(400, "{\"scimType\":\"invalidFilter\"}")
                .answer(400, "{\"scimType\":\"invalidFilter\"}")
                .answer(200, nameless);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Skipped.class);
        assertThat(scene.target.asked()).noneMatch(asked -> asked.startsWith("PUT"));
    }

    private static String page(int from, int count, int total) {
        StringBuilder resources = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            resources.append(i == from ? "" : ",")
                    .append("{\"id\":\"")
                    .append(i)
                    .append("\",\"userName\":\"u")
                    .append(i)
                    .append("\",\"externalId\":\"x")
                    .append(i)
                    .append("\"}");
        }
        return "{\"totalResults\":" + total + ",\"Resources\":[" + resources + "]}";
    }
}
