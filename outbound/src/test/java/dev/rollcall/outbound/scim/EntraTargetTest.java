package dev.rollcall.outbound.scim;

import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.mapping.target.TargetKind;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Done;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Final;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Later;
import dev.rollcall.outbound.delivery.DeliveryOutcome.NothingToSend;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Microsoft Entra's SCIM API as a target: each thing that it wants otherwise, and what it bills. */
class EntraTargetTest {
    private static final String ANN = "{\"id\":\"r1\",\"externalId\":\"waad|acme|ann\",\"userName\":\"ann@acme.example\"}";
    private static final String ENTRA_USER = "urn:ietf:params:scim:schemas:extension:Microsoft:Entra:2.0:User";
    private static final String ENTRA_GROUP = "urn:ietf:params:scim:schemas:extension:Microsoft:Entra:2.0:Group";

    /** A creation without any of these is refused; somebody may have no more than an address. */
    @Test
    void aUserHasAllThatACreationMustHave() {
        Scene scene = entra().ann("{\"user_id\":\"waad|acme|ann\",\"email\":\"ann@acme.example\"}");
        scene.target.answer(201, ANN);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Done.class);
        JsonNode body = scene.target.body(0);
        assertThat(body.path("userName").asString()).isEqualTo("ann@acme.example");
        assertThat(body.path("displayName").asString()).isEqualTo("ann@acme.example");
        assertThat(body.at("/name/givenName").asString()).isEqualTo("ann@acme.example");
        assertThat(body.at("/name/familyName").asString()).isEqualTo("ann@acme.example");
        assertThat(body.path("active").booleanValue(false)).isTrue();
        assertThat(body.path("password").asString()).hasSize(32);
        assertThat(body.path(ENTRA_USER).path("mailNickname").asString()).isEqualTo("ann");
        assertThat(body.path("schemas")).map(JsonNode::asString).contains(ENTRA_USER);
    }

    @Test
    void aGroupIsASecurityGroup() {
        Scene scene = entra().team("Team");
        scene.target.answer(201, "{\"id\":\"g1\"}");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.CREATE)).isInstanceOf(Done.class);
        assertThat(scene.target.body(0).path("displayName").asString()).isEqualTo("Team");
        assertThat(scene.target.body(0).path(ENTRA_GROUP))
                .hasToString("{\"mailEnabled\":false,\"securityEnabled\":true,\"mailNickname\":\"grp_1\"}");
    }

    /** Each request is billed, also one that finds nobody. */
    @Test
    void aKnownUserCostsOneRequestAndWhatIsTheSameCostsNone() {
        Scene scene = created();
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(NothingToSend.class);
        ann(scene, "new@acme.example", "");
        scene.target.answer(204, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        scene.target.answer(204, "");
        scene.subjects.profile = Optional.empty();
        assertThat(scene.deliver(HeadIntent.DELETE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("POST /Users", "PATCH /Users/r1", "DELETE /Users/r1");
    }

    /** Extensions by their URN, with a colon before the attribute, and in lists the element of type "work". */
    @Test
    void aPatchHasOneOperationForEachAttributeAndItsPath() {
        Scene scene = entra().set(settings -> settings.mapping("""
            {"user":[{"scim":"externalId","auth0":"user_id"},{"scim":"userName","auth0":"email"},
              {"scim":"emails[type eq \\"work\\"].value","auth0":"email"},
              {"scim":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
               "auth0":"user_metadata.department"}]}"""));
        created(scene);
        ann(scene, "new@acme.example", "Sales");
        scene.target.answer(204, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(operations(scene.target.body(1))).containsExactlyInAnyOrder(
                "replace userName \"new@acme.example\"", "replace emails[type eq \"work\"].value \"new@acme.example\"",
                "replace urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department \"Sales\"");
        ann(scene, "new@acme.example", "");
        scene.target.answer(204, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(operations(scene.target.body(2))).containsExactly(
                "remove urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department");
    }

    /** Not even when one user's PATCH is answered as if there were none. */
    @Test
    void nothingIsEverPut() {
        Scene scene = created();
        ann(scene, "new@acme.example", "");
        scene.target.answer(405, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Final.class);
        assertThat(scene.target.asked()).noneMatch(asked -> asked.startsWith("PUT"));
        scene.target.answer(204, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
    }

    /** A filter by externalId stands alone, and a blank round the sign in the query would be refused. */
    @Test
    void aLookUpIsOneFilterExactlyEncoded() {
        Scene scene = entra();
        ann(scene, "ann@acme.example", "");
        scene.target.answer(200, "{\"resources\":[],\"itemsPerPage\":0}");
        scene.deliver(HeadIntent.UPDATE);
        assertThat(scene.target.sent).singleElement()
                .satisfies(request -> assertThat(request.target())
                        .isEqualTo("/Users?filter=externalId%20eq%20%22waad%7Cacme%7Cann%22"));
    }

    /** {@code resources}, no total, and nothing but {@code nextCursor} to go on by. */
    @Test
    void listsAreReadByCursor() {
        Scene scene = entra();
        scene.target.answer(200, "{\"resources\":[{\"id\":\"r1\"}],\"itemsPerPage\":1,\"nextCursor\":\"a/b=\"}")
                .answer(200, "{\"resources\":[{\"id\":\"r2\"}],\"itemsPerPage\":1}");
        TargetListing.Page first = scene.page(TargetKind.USER, "");
        TargetListing.Page second = scene.page(TargetKind.USER, first.next().orElseThrow());
        assertThat(second.resources()).hasSize(1);
        assertThat(second.next()).isEmpty();
        assertThat(scene.target.sent).map(request -> request.target())
                .containsExactly("/Users?count=100", "/Users?cursor=a%2Fb%3D&count=100");
    }

    @Test
    void groupsAreListedWithoutTheMembersThatItNeverShows() {
        Scene scene = entra();
        scene.target.answer(200, "{\"resources\":[{\"id\":\"g1\"}]}");
        assertThat(scene.page(TargetKind.GROUP, "").withMembers()).isFalse();
    }

    /** 504 now and then, and Graph's throttling. */
    @Test
    void aGatewayThatIsLateIsAskedAgainAndThrottlingHoldsTheTarget() {
        Scene scene = created();
        ann(scene, "new@acme.example", "");
        scene.target.answer(504, "").answer(204, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        ann(scene, "newer@acme.example", "");
        scene.target.answer(429, "", "Retry-After: 17");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOfSatisfying(Later.class,
                later -> assertThat(later.retryAfter().orElseThrow().toSeconds()).isEqualTo(17));
    }

    private static List<String> operations(JsonNode patch) {
        return patch.path("Operations")
                .valueStream()
                .map(operation -> (operation.path("op").asString() + " " + operation.path("path").asString() + " "
                        + (operation.has("value") ? operation.get("value") : "")).strip())
                .toList();
    }

    private static Scene created() {
        return created(entra());
    }

    private static Scene created(Scene scene) {
        ann(scene, "ann@acme.example", "");
        scene.target.answer(201, ANN);
        assertThat(scene.deliver(HeadIntent.CREATE)).isInstanceOf(Done.class);
        return scene;
    }

    private static void ann(Scene scene, String email, String department) {
        scene.ann("{\"user_id\":\"waad|acme|ann\",\"email\":\"" + email + "\",\"name\":\"Ann\",\"user_metadata\":{"
                + (department.isEmpty() ? "" : "\"department\":\"" + department + "\"") + "}}");
    }

    private static Scene entra() {
        return new Scene().set(settings -> settings.preset("entra", ScimTarget.Update.PATCH_BY_PATH));
    }
}
