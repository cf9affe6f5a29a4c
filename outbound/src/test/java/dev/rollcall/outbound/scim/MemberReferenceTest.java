package dev.rollcall.outbound.scim;

import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Done;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Final;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A member is sent as its id alone, and with its address to a target that has shown that it wants that. */
class MemberReferenceTest {
    private static final String TEAM = "{\"id\":\"g1\",\"externalId\":\"grp_1\",\"displayName\":\"Team\"}";

    /** Servers on Ping's SDK do: their schema requires it. */
    @Test
    void aTargetThatWantsTheAddressOfEachMemberGetsItFromThenOn() {
        String refusal = "{\"scimType\":\"invalidValue\",\"detail\":\"Attribute members[0].$ref is required\"}";
        Scene scene = existing();
        member(scene, "a", true);
        scene.target.answer(400, refusal).answer(204, "").answer(204, "");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.quirks()).contains(TargetQuirks.MEMBERS_WITH_REF);
        assertThat(scene.target.body(1).at("/Operations/0/value"))
                .hasToString("[{\"value\":\"remote-a\"}]");
        assertThat(scene.target.body(2).at("/Operations/0/value"))
                .hasToString("[{\"value\":\"remote-a\",\"$ref\":\"https://target.example/scim/Users/remote-a\"}]");
        member(scene, "b", true);
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.body(3).at("/Operations/0/value/0/$ref").asString()).endsWith("/Users/remote-b");
    }

    @Test
    void soDoesOneThatTakesNoPatch() {
        Scene scene = existing();
        scene.subjects.know(TargetQuirks.NO_PATCH, "");
        scene.subjects.members.add("a");
        member(scene, "a", true);
        scene.target.answer(400, "{\"detail\":\"members.$ref is missing\"}").answer(200, TEAM);
        assertThat(scene.deliverAnew(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.body(2).at("/members/0/$ref").asString()).endsWith("/Users/remote-a");
    }

    /** One that still refuses is no target that wants something else: the member is at fault. */
    @Test
    void whoIsRefusedWithAnAddressIsRefused() {
        Scene scene = existing();
        member(scene, "a", true);
        scene.target.answer(400, "{\"detail\":\"$ref is missing\"}").answer(400, "{\"detail\":\"$ref is wrong\"}");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Final.class);
        assertThat(scene.target.left()).isZero();
    }

    private static Scene existing() {
        Scene scene = new Scene().team("Team");
        scene.target.answer(201, TEAM);
        scene.deliver(Scene.TEAM, HeadIntent.CREATE);
        return scene;
    }

    private static void member(Scene scene, String id, boolean added) {
        scene.member(id, added);
        scene.subjects.remoteIds.put(id, "remote-" + id);
    }
}
