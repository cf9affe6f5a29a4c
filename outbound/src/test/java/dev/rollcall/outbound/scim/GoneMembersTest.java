package dev.rollcall.outbound.scim;

import dev.rollcall.client.http.TransportException;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Done;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Final;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Later;
import dev.rollcall.outbound.delivery.DeliveryOutcome.OnceMore;
import dev.rollcall.outbound.delivery.Learned;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Members of groups who are not at the target any more, and members that are sent behind a request whose answer was lost. */
class GoneMembersTest {
    private static final String TEAM = "{\"id\":\"g1\",\"externalId\":\"grp_1\",\"displayName\":\"Team\"}";
    private static final String OUT = "members[value eq \"remote-ada\"]";

    private final Scene scene = new Scene().team("Team");

    @Test
    void whoIsDeletedIsTakenOutByTheIdThatHeHad() {
        existing();
        gone("ada");
        scene.member("never-there", false);
        scene.target.answer(204, "");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.body(1).at("/Operations/0/path").asString()).isEqualTo(OUT);
        assertThat(scene.target.body(1).path("Operations")).hasSize(1);
        assertThat(scene.subjects.deltas).isEmpty();
    }

    /** Who is deleted may be no member to the target, which says so in its own words: that is no dead letter. */
    @Test
    void aTargetThatKnowsNothingOfWhoIsDeletedIsRight() {
        existing();
        for (int status : List.of(400, 404, 422)) {
            gone("ada");
            scene.target.answer(status, "{\"scimType\":\"invalidValue\",\"detail\":\"no such member\"}");
            if (status == 404) {
                scene.target.answer(200, TEAM);
            }
            assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).as("%s", status).isInstanceOf(Done.class);
            assertThat(scene.subjects.deltas).isEmpty();
        }
        gone("ada");
        scene.target.answer(409, "{}");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).as("it says nothing of her")
                .isInstanceOf(Final.class);
    }

    /** Each request to Entra's API costs, and it lets nobody be a member who is not there. */
    @Test
    void aTargetThatDropsWhoIsDeletedIsAskedOnlyForWhoseAccountIsThere() {
        scene.set(settings -> settings.preset("entra", ScimTarget.Update.PATCH_BY_PATH));
        existing();
        gone("ada");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.sent).hasSize(1);
        assertThat(scene.subjects.deltas).isEmpty();
        gone("ada");
        scene.subjects.takenOver.add("remote-ada");
        scene.target.answer(204, "");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.body(1).at("/Operations/0/path").asString()).isEqualTo(OUT);
    }

    @Test
    void aTargetWithoutPatchGetsTheGroupWithoutWhoIsDeleted() {
        existing();
        scene.subjects.know(TargetQuirks.NO_PATCH, "");
        scene.subjects.members.add("ben");
        scene.subjects.remoteIds.put("ben", "remote-ben");
        gone("ada");
        scene.target.answer(200, TEAM);
        assertThat(scene.deliverAnew(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.body(1).path("members")).hasToString("[{\"value\":\"remote-ben\"}]");
        assertThat(scene.subjects.deltas).isEmpty();
    }

    /** The addition may be carried out behind the removal; once more after a while, and it is over. */
    @Test
    void whatIsSentBehindALostAnswerIsSentOnceMore() {
        existing();
        scene.member("ada", true);
        scene.subjects.remoteIds.put("ada", "remote-ada");
        scene.target.fail(TransportException.Kind.LATE).fail(TransportException.Kind.LATE);
        DeliveryOutcome lost = scene.deliver(Scene.TEAM, HeadIntent.UPDATE);
        assertThat(lost).isInstanceOfSatisfying(Later.class, later -> assertThat(later.answerLost()).isTrue());
        scene.subjects.deltas.clear();
        gone("ada");
        scene.doubt = true;
        // It is looked at, put right, and then its members are.
        scene.target.answer(200, TEAM).answer(200, TEAM).answer(204, "");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(OnceMore.class);
        assertThat(scene.subjects.deltas).extracting(MemberDelta::memberId).containsExactly("ada");
        scene.doubt = false;
        scene.target.answer(204, "");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.subjects.deltas).isEmpty();
        assertThat(List.of(5, 6)).allSatisfy(request -> assertThat(
                scene.target.body(request).at("/Operations/0/path").asString()).isEqualTo(OUT));
    }

    /** A request that was repeated within the run is as much in doubt. */
    @Test
    void soIsWhatWasRepeatedWithinARun() {
        existing();
        scene.member("ada", true);
        scene.subjects.remoteIds.put("ada", "remote-ada");
        scene.target.fail(TransportException.Kind.LATE).answer(204, "");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(OnceMore.class);
        assertThat(scene.subjects.deltas).hasSize(1);
        scene.target.answer(204, "");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.subjects.deltas).isEmpty();
    }

    /** What one request has acknowledged is not settled while the answer to the next one is lost. */
    @Test
    void aLostAnswerAmongSeveralKeepsTheDoubt() {
        existing();
        List.of("a", "b").forEach(id -> {
            scene.member(id, true);
            scene.subjects.remoteIds.put(id, "remote-" + id);
        });
        scene.target.answer(400, "{}")
                .answer(204, "")
                .fail(TransportException.Kind.LATE)
                .fail(TransportException.Kind.LATE);
        DeliveryOutcome outcome = scene.deliver(Scene.TEAM, HeadIntent.UPDATE);
        assertThat(outcome).isInstanceOfSatisfying(Later.class, later -> assertThat(later.answerLost()).isTrue());
        assertThat(scene.subjects.deltas).hasSize(2);
    }

    @Test
    void whoGoesLeavesTheIdBehind() {
        scene.known("u1");
        scene.target.answer(204, "");
        assertThat(scene.deliver(HeadIntent.DELETE).learned()).isEqualTo(Learned.gone());
    }

    /** The same account is that of another resource here now, and the groups of the former one have to lose it. */
    @Test
    void whoComesBackAsAnotherResourceLeavesTheIdOfTheFormerOneBehind() {
        Scene ann = Scene.ofAnn();
        ann.subjects.remote = Optional.of(new RemoteRecord(Scene.STREAM, Scene.ANN, "0199-ann-before",
                Optional.of("u1"), Optional.empty(), Optional.empty(), Optional.of("an older state"),
                new EventId(0, 3, 0), false, true, Scene.AT));
        ann.target.answer(200, "{\"id\":\"u1\"}");
        Learned learned = ann.deliver(HeadIntent.UPDATE).learned();
        assertThat(learned.forget()).isTrue();
        assertThat(learned.remote()).hasValueSatisfying(now -> {
            assertThat(now.resourceId()).isEqualTo("0199-ann");
            assertThat(now.remoteId()).contains("u1");
        });
        ann.ann("{\"user_id\":\"waad|acme|ann\",\"email\":\"ann@acme.example\",\"name\":\"Ann L.\"}");
        ann.target.answer(200, "{\"id\":\"u1\"}");
        assertThat(ann.deliver(HeadIntent.UPDATE).learned().forget()).as("it is hers already").isFalse();
    }

    private void existing() {
        scene.target.answer(201, TEAM);
        scene.deliver(Scene.TEAM, HeadIntent.CREATE);
    }

    private void gone(String id) {
        scene.member(id, false);
        scene.subjects.remoteIds.remove(id);
        scene.subjects.formerIds.put(id, "remote-" + id);
    }
}
