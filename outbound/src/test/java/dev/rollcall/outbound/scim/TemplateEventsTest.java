package dev.rollcall.outbound.scim;

import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Done;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The first table of Auth0's outbound template: which request an event becomes. */
class TemplateEventsTest {
    private static final String CREATED = "{\"id\":\"r1\",\"externalId\":\"waad|acme|ann\"}";
    static final String FOUND = "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],\"totalResults\":1,"
            + "\"Resources\":[{\"id\":\"r1\",\"externalId\":\"waad|acme|ann\",\"userName\":\"old@acme.example\"}]}";
    static final String NOBODY = "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],\"totalResults\":0,"
            + "\"Resources\":[]}";

    @Test
    void userCreatedIsAPost() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(201, CREATED);
        DeliveryOutcome outcome = scene.deliver(HeadIntent.CREATE);
        assertThat(outcome).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("POST /Users");
        assertThat(scene.target.body(0).path("externalId").asString()).isEqualTo("waad|acme|ann");
        RemoteRecord remote = scene.subjects.remote.orElseThrow();
        assertThat(remote.remoteId()).contains("r1");
        assertThat(remote.made()).isTrue();
        assertThat(remote.sentTo()).isEqualTo(ScriptedSubjects.NOW);
    }

    @Test
    void userUpdatedIsALookUpAndAPut() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(200, FOUND).answer(200, CREATED);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked())
                .containsExactly("GET /Users?filter=externalId eq \"waad|acme|ann\"", "PUT /Users/r1");
    }

    @Test
    void userDeletedIsALookUpAndADelete() {
        Scene scene = new Scene();
        scene.target.answer(200, FOUND).answer(204, "");
        assertThat(scene.deliver(HeadIntent.DELETE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked())
                .containsExactly("GET /Users?filter=externalId eq \"waad|acme|ann\"", "DELETE /Users/r1");
    }

    /** Beyond the template: who was sent before costs one request, not two. */
    @Test
    void aRememberedUserIsNotLookedUp() {
        Scene scene = Scene.ofAnn().known("r 1/x");
        scene.target.answer(204, "");
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.sent.getFirst().target()).isEqualTo("/Users/r%201%2Fx");
        scene.subjects.profile = Optional.empty();
        scene.target.answer(204, "");
        assertThat(scene.deliver(HeadIntent.DELETE)).isInstanceOf(Done.class);
        assertThat(scene.subjects.remote).isEmpty();
        assertThat(scene.target.sent).hasSize(2);
    }

    @Test
    void aStaleIdFallsBackToTheLookUp() {
        Scene scene = Scene.ofAnn().known("gone");
        scene.target.answer(404, "{}").answer(200, FOUND).answer(200, CREATED);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("PUT /Users/gone",
                "GET /Users?filter=externalId eq \"waad|acme|ann\"", "PUT /Users/r1");
        assertThat(scene.subjects.remote.orElseThrow().remoteId()).contains("r1");
    }

    @Test
    void whatTheTargetHasAlreadyIsNotSent() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(201, CREATED);
        scene.deliver(HeadIntent.CREATE);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(DeliveryOutcome.NothingToSend.class);
        assertThat(scene.target.sent).hasSize(1);
        // Unless nobody knows what became of the last request, or somebody asked for it.
        scene.doubt = true;
        scene.target.answer(200, CREATED);
        assertThat(scene.deliver(HeadIntent.UPDATE)).isInstanceOf(Done.class);
        scene.doubt = false;
        scene.target.answer(200, CREATED);
        assertThat(scene.deliver(HeadIntent.REPLACE)).isInstanceOf(Done.class);
        assertThat(scene.target.left()).isZero();
    }

    /** Every request has the template's headers; ids and filters are encoded. */
    @Test
    void theHeadersAreThoseOfTheTemplate() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(200, NOBODY);
        scene.deliver(HeadIntent.UPDATE);
        assertThat(scene.target.sent.getFirst().header("Content-Type")).contains("application/scim+json");
        assertThat(scene.target.sent.getFirst().header("Accept")).contains("application/scim+json");
        assertThat(scene.target.sent.getFirst().header("Authorization")).contains("Bearer " + Scene.TOKEN);
        assertThat(scene.target.sent.getFirst().target())
                .isEqualTo("/Users?filter=externalId%20eq%20%22waad%7Cacme%7Cann%22");
    }
}
