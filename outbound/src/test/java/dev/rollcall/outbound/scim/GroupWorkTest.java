package dev.rollcall.outbound.scim;

import dev.rollcall.client.http.TransportException;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Checkpoint;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Done;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Final;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Later;
import dev.rollcall.outbound.delivery.DeliveryOutcome.OnceMore;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Skipped;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Unauthorized;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class GroupWorkTest {
    private static final String TEAM = "{\"id\":\"g1\",\"externalId\":\"grp_1\",\"displayName\":\"Team\"}";
    private static final String BY_ID = "GET /Groups?excludedAttributes=members&filter=externalId eq \"grp_1\"";

    @Test
    void aGroupIsCreatedWithoutMembersAndGetsThemByPatch() {
        Scene scene = new Scene().team("Team");
        member(scene, "a", true);
        scene.target.answer(201, TEAM).answer(204, "");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.CREATE)).isInstanceOf(Done.class);
        assertThat(scene.target.body(0).has("members")).isFalse();
        assertThat(scene.target.body(0).path("displayName").asString()).isEqualTo("Team");
        assertThat(scene.target.asked()).containsExactly("POST /Groups", "PATCH /Groups/g1?excludedAttributes=members");
        assertThat(scene.target.body(1).path("Operations")).hasToString(
                "[{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"remote-a\"}]}]");
        assertThat(scene.subjects.deltas).isEmpty();
    }

    /** {@code PUT} of a group without its members would take them all away. */
    @Test
    void aNewNameIsAPatchThoughUsersAreSentByPut() {
        Scene scene = existing();
        scene.team("Crew");
        scene.target.answer(204, "");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).containsExactly("POST /Groups", "PATCH /Groups/g1?excludedAttributes=members");
        assertThat(scene.target.body(1).at("/Operations/0/value/displayName").asString()).isEqualTo("Crew");
    }

    @Test
    void membersGoInRequestsOfAHundred() {
        Scene scene = existing();
        IntStream.range(0, 130).forEach(i -> member(scene, "m" + i, true));
        scene.target.answer(204, "").answer(204, "");
        DeliveryOutcome first = scene.deliver(Scene.TEAM, HeadIntent.UPDATE);
        assertThat(first).isInstanceOf(Checkpoint.class);
        assertThat(first.learned().sentMembers()).hasSize(100);
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.body(2).at("/Operations/0/value")).hasSize(30);
    }

    @Test
    void whoIsNotThereYetWaitsAndHoldsUpNobody() {
        Scene scene = existing();
        scene.member("absent", true);
        scene.member("never-there", false);
        member(scene, "a", true);
        scene.target.answer(204, "");
        DeliveryOutcome outcome = scene.deliver(Scene.TEAM, HeadIntent.UPDATE);
        assertThat(outcome).isInstanceOfSatisfying(Done.class,
                done -> assertThat(done.note()).contains("waiting for 1 members"));
        assertThat(outcome.learned().waitingMembers()).map(MemberDelta::memberId).containsExactly("absent");
        assertThat(outcome.learned().sentMembers()).map(MemberDelta::memberId)
                .containsExactlyInAnyOrder("never-there", "a");
        assertThat(scene.target.body(1).at("/Operations/0/value")).hasSize(1);
    }

    @Test
    void oneMemberWhomTheTargetDoesNotTakeHoldsUpNoOther() {
        Scene scene = existing();
        List.of("a", "b", "bad", "c").forEach(id -> member(scene, id, true));
        scene.target.answer(400, "{\"detail\":\"no such member remote-bad\"}") // all four
                .answer(204, "") // a, b
                .answer(400, "{}") // bad, c
                .answer(400, "{\"scimType\":\"invalidValue\",\"detail\":\"no such member\"}") // bad
                .answer(204, ""); // c
        DeliveryOutcome outcome = scene.deliver(Scene.TEAM, HeadIntent.UPDATE);
        assertThat(outcome).isInstanceOfSatisfying(Final.class,
                failed -> assertThat(failed.cause())
                        .startsWith("member refused: PATCH /Groups/… -> 400 [invalidValue]"));
        assertThat(outcome.learned().sentMembers()).map(MemberDelta::memberId).containsExactly("a", "b", "c");
        assertThat(outcome.learned().waitingMembers()).map(MemberDelta::memberId).containsExactly("bad");
        // Delivered again, once the cause is mended, with the one that was left.
        scene.target.answer(200, TEAM).answer(204, "").answer(204, "");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.REPLACE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked().getLast()).isEqualTo("PATCH /Groups/g1?excludedAttributes=members");
        assertThat(scene.subjects.waiting).isEmpty();
    }

    /** The look for the one at fault takes many requests; whoever was found is not looked for once more because the next answer was lost. */
    @Test
    void whoWasFoundNotToBeTakenIsKeptWhenTheRunFailsForAnotherReason() {
        Scene scene = existing();
        List.of("bad", "a", "b", "c").forEach(id -> member(scene, id, true));
        scene.target.answer(400, "{}") // all four
                .answer(400, "{}") // bad, a
                .answer(400, "{\"scimType\":\"invalidValue\",\"detail\":\"no such member\"}") // bad
                .fail(TransportException.Kind.LATE) // a
                .fail(TransportException.Kind.LATE);
        DeliveryOutcome failed = scene.deliver(Scene.TEAM, HeadIntent.UPDATE);
        assertThat(failed).isInstanceOfSatisfying(Later.class, later -> {
            assertThat(later.cause()).as("what is wrong with the target").doesNotContain("member refused");
            assertThat(later.learned().refusal()).hasValueSatisfying(
                    why -> assertThat(why).startsWith("member refused: PATCH /Groups/… -> 400 [invalidValue]"));
            assertThat(later.answerLost()).isTrue();
            assertThat(later.learned().waitingMembers()).singleElement().satisfies(delta -> {
                assertThat(delta.memberId()).isEqualTo("bad");
                assertThat(delta.waits()).isTrue();
            });
        });
        remember(scene, failed);
        scene.target.answer(200, TEAM).answer(200, TEAM).answer(503, "").answer(503, "");
        DeliveryOutcome outage = scene.deliver(Scene.TEAM, HeadIntent.UPDATE);
        assertThat(outage).isInstanceOfSatisfying(Later.class, later -> {
            assertThat(later.targetSick()).isTrue();
            assertThat(later.cause()).contains("503");
            assertThat(later.learned().refusal()).isEqualTo(failed.learned().refusal());
        });
        remember(scene, outage);
        scene.target.answer(401, "");
        DeliveryOutcome locked = scene.deliver(Scene.TEAM, HeadIntent.UPDATE);
        assertThat(locked).isInstanceOfSatisfying(Unauthorized.class,
                all -> assertThat(all.learned().refusal()).isEqualTo(failed.learned().refusal()));
        scene.target.answer(200, TEAM).answer(200, TEAM).answer(204, "");
        DeliveryOutcome last = scene.deliver(Scene.TEAM, HeadIntent.UPDATE);
        assertThat(last).isInstanceOfSatisfying(Final.class,
                letter -> assertThat(failed.learned().refusal()).contains(letter.cause()));
        assertThat(scene.target.body(scene.target.sent.size() - 1).at("/Operations/0/value")).hasSize(3);
        assertThat(scene.subjects.deltas).isEmpty();
        assertThat(scene.subjects.waiting).extracting(MemberDelta::memberId).containsExactly("bad");
    }

    @Test
    void whoWasFoundNotToBeTakenIsKeptWhenTheTimeOfTheRunIsOver() {
        Scene scene = existing().slow(Duration.ofSeconds(3));
        List.of("bad", "a", "b", "c").forEach(id -> member(scene, id, true));
        IntStream.range(0, 3).forEach(i -> scene.target.answer(400, "{}")); // all four; bad, a; bad
        DeliveryOutcome late = scene.deliverAnew(Scene.TEAM, HeadIntent.UPDATE);
        assertThat(late).isInstanceOfSatisfying(Later.class, later -> assertThat(later.answerLost()).isFalse());
        remember(scene, late);
        scene.target.answer(204, "");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Final.class);
        assertThat(scene.subjects.deltas).isEmpty();
        assertThat(scene.subjects.waiting).extracting(MemberDelta::memberId).containsExactly("bad");
    }

    /** Every run comes some way, however many they are whom the target does not take. */
    @Test
    void aGroupOfWhichNobodyIsTakenComesToAnEnd() {
        Scene scene = existing();
        IntStream.range(0, 8).forEach(i -> member(scene, "m" + i, true));
        IntStream.range(0, 30).forEach(i -> scene.target.answer(400, "{}"));
        DeliveryOutcome first = scene.deliver(Scene.TEAM, HeadIntent.UPDATE);
        assertThat(first).isInstanceOf(Later.class);
        remember(scene, first);
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Final.class);
        assertThat(scene.subjects.deltas).isEmpty();
        assertThat(scene.subjects.waiting).hasSize(8);
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE))
                .as("what is owed of the refusal is said once more when nobody else is left")
                .isInstanceOf(Final.class);
    }

    /** As the engine keeps it with what is owed. */
    private static void remember(Scene scene, DeliveryOutcome outcome) {
        if (outcome instanceof Later later) {
            scene.doubt |= later.answerLost();
            scene.cause = later.learned().refusal().or(() -> Optional.of(later.cause()));
            scene.tries++;
        }
    }

    /** Whoever is late with it has to know whom the target may take in behind what somebody else has sent. */
    @Test
    void whomARequestHasNamedIsKnownAlsoWhenItsAnswerWasLost() {
        Scene scene = existing();
        member(scene, "a", true);
        scene.member("absent", true);
        scene.target.fail(TransportException.Kind.LATE).fail(TransportException.Kind.LATE);
        DeliveryOutcome lost = scene.deliver(Scene.TEAM, HeadIntent.UPDATE);
        assertThat(lost).isInstanceOf(Later.class);
        assertThat(lost.learned().sentMembers()).isEmpty();
        assertThat(lost.learned().namedMembers()).extracting(MemberDelta::memberId).containsExactly("a");
        Scene repeated = existing();
        member(repeated, "a", true);
        repeated.target.fail(TransportException.Kind.LATE).answer(204, "");
        DeliveryOutcome again = repeated.deliver(Scene.TEAM, HeadIntent.UPDATE);
        assertThat(again).isInstanceOf(OnceMore.class);
        assertThat(again.learned().sentMembers()).isEmpty();
        assertThat(again.learned().namedMembers()).extracting(MemberDelta::memberId).containsExactly("a");
    }

    @Test
    void lookingForTheMemberAtFaultHasABound() {
        Scene scene = existing();
        IntStream.range(0, 64).forEach(i -> member(scene, "m" + i, true));
        IntStream.range(0, 40).forEach(i -> scene.target.answer(400, "{}"));
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Later.class);
        assertThat(scene.target.sent).hasSizeLessThanOrEqualTo(1 + 12);
    }

    @Test
    void whatIsTooLargeIsHalvedForGood() {
        Scene scene = existing();
        IntStream.range(0, 80).forEach(i -> member(scene, "m" + i, true));
        scene.target.answer(413, "").answer(413, "").answer(204, "").answer(204, "");
        DeliveryOutcome first = scene.deliver(Scene.TEAM, HeadIntent.UPDATE);
        assertThat(first).isInstanceOf(Checkpoint.class);
        assertThat(first.learned().sentMembers()).hasSize(20);
        assertThat(scene.quirks()).contains(TargetQuirks.MEMBERS_PER_REQUEST);
        scene.deliver(Scene.TEAM, HeadIntent.UPDATE);
        assertThat(scene.target.body(4).at("/Operations/0/value")).hasSize(20);
    }

    @Test
    void addsAndRemovesThatMustNotBeMixedAreLearned() {
        Scene scene = existing();
        member(scene, "a", true);
        member(scene, "b", false);
        scene.target.answer(400, "{\"detail\":\"one kind of operation only\"}").answer(204, "").answer(204, "");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.quirks()).as("it may have been a member whom the target did not know for a moment").isEmpty();
        member(scene, "c", true);
        member(scene, "d", false);
        scene.target.answer(400, "{\"detail\":\"one kind of operation only\"}").answer(204, "").answer(204, "");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.quirks()).contains(TargetQuirks.MEMBERS_ADD_REMOVE_APART);
        assertThat(scene.target.body(3).at("/Operations/0/path").asString())
                .isEqualTo("members[value eq \"remote-b\"]");
    }

    @Test
    void whoIsNoMemberAnyMoreIsRemoved() {
        Scene scene = existing();
        member(scene, "b", false);
        scene.target.answer(400, "{\"scimType\":\"noTarget\"}");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.subjects.deltas).isEmpty();
    }

    /** Both were gone: that is what was wrong, and no sign of how many removals the target takes. */
    @Test
    void whoIsGoneAlreadyTeachesNothing() {
        Scene scene = existing();
        for (String pair : List.of("a b", "c d", "e f")) {
            Stream.of(pair.split(" ")).forEach(id -> member(scene, id, false));
            IntStream.range(0, 3).forEach(i -> scene.target.answer(400, "{\"scimType\":\"noTarget\"}"));
            assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        }
        assertThat(scene.quirks()).isEmpty();
        assertThat(scene.subjects.deltas).isEmpty();
    }

    /** A group that cannot be changed at a target that has no PUT: its members did not arrive, and are not said to have. */
    @Test
    void membersThatNoRequestHasNamedAreNotSent() {
        Scene scene = new Scene().team("Team")
                .set(settings -> settings.preset("entra", ScimTarget.Update.PATCH_BY_PATH));
        scene.target.answer(201, TEAM);
        scene.deliver(Scene.TEAM, HeadIntent.CREATE);
        for (int status : List.of(405, 501)) {
            member(scene, "a", true);
            scene.target.answer(status, "");
            DeliveryOutcome outcome = scene.deliver(Scene.TEAM, HeadIntent.UPDATE);
            assertThat(outcome).isInstanceOf(Final.class);
            assertThat(outcome.learned().sentMembers()).isEmpty();
        }
        assertThat(scene.subjects.deltas).isNotEmpty();
        assertThat(scene.quirks()).isEmpty();
    }

    /** A PUT that the target does not take any more: its members go by PATCH again. */
    @Test
    void aTargetThatHasLearnedToPatchIsToldMembersByPatch() {
        Scene scene = existing();
        scene.subjects.know("groups.no-patch", "");
        member(scene, "a", true);
        scene.target.answer(405, "").answer(204, "");
        assertThat(scene.deliverAnew(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).endsWith("PUT /Groups/g1?excludedAttributes=members",
                "PATCH /Groups/g1?excludedAttributes=members");
        assertThat(scene.quirks()).containsExactly("groups.patch-only");
        assertThat(scene.subjects.deltas).isEmpty();
    }

    /** Twenty additions in a request, one removal in a request, never mixed. */
    @Test
    void entrasLimitsAreKeptFromTheStart() {
        Scene scene = new Scene().team("Team")
                .set(settings -> settings.preset("entra", ScimTarget.Update.PATCH_BY_PATH));
        scene.target.answer(201, TEAM);
        scene.deliver(Scene.TEAM, HeadIntent.CREATE);
        JsonNode extension = scene.target.body(0)
                .path("urn:ietf:params:scim:schemas:extension:Microsoft:Entra:2.0:Group");
        assertThat(extension.path("securityEnabled").booleanValue(false)).isTrue();
        IntStream.range(0, 25).forEach(i -> member(scene, "m" + i, true));
        member(scene, "x", false);
        member(scene, "y", false);
        IntStream.range(0, 4).forEach(i -> scene.target.answer(204, ""));
        IntStream.range(0, 4).forEach(i -> scene.deliver(Scene.TEAM, HeadIntent.UPDATE));
        assertThat(scene.target.body(1).at("/Operations/0/value")).hasSize(20);
        assertThat(scene.target.body(2).at("/Operations/0/value")).hasSize(5);
        assertThat(scene.target.body(3).path("Operations")).hasSize(1);
        assertThat(scene.target.body(4).path("Operations")).hasSize(1);
        assertThat(scene.target.asked().getLast()).as("it never shows any").isEqualTo("PATCH /Groups/g1");
        assertThat(scene.subjects.deltas).isEmpty();
    }

    @Test
    void aTargetWithoutPatchGetsTheWholeGroup() {
        Scene scene = existing();
        scene.subjects.members.addAll(List.of("a", "b", "absent"));
        member(scene, "a", true);
        member(scene, "b", true);
        scene.target.answer(405, "").answer(200, TEAM);
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked().getLast()).isEqualTo("PUT /Groups/g1?excludedAttributes=members");
        assertThat(scene.target.body(2).path("members"))
                .hasToString("[{\"value\":\"remote-a\"},{\"value\":\"remote-b\"}]");
        assertThat(scene.subjects.deltas).isEmpty();
    }

    @Test
    void aGroupTooLargeForThatIsFinalAndSaysSo() {
        Scene scene = existing();
        scene.subjects.know(TargetQuirks.NO_PATCH, "");
        IntStream.range(0, 1_001).forEach(i -> scene.subjects.members.add("m" + i));
        member(scene, "a", true);
        assertThat(scene.deliverAnew(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOfSatisfying(Final.class,
                failed -> assertThat(failed.cause()).contains("more than 1000 members"));
    }

    /** A target may answer each change with all members; of a large group they are more than is read. */
    @Test
    void aChangeThatIsAnsweredAtLengthIsMade() {
        Scene scene = existing();
        member(scene, "a", true);
        scene.team("Crew");
        scene.target.tooLarge(200).tooLarge(200);
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.subjects.deltas).isEmpty();
        member(scene, "b", true);
        scene.target.tooLarge(500).tooLarge(500);
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Later.class);
    }

    @Test
    void aGroupIsDeletedWithWhatItsMembersWaitFor() {
        Scene scene = existing();
        member(scene, "a", true);
        scene.subjects.groupProfile = Optional.empty();
        scene.target.answer(204, "");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.DELETE)).isInstanceOf(Done.class);
        assertThat(scene.subjects.remote).isEmpty();
        assertThat(scene.subjects.deltas).isEmpty();
    }

    @Test
    void aGroupOfThatNameWhichIsSomebodyElsesIsNotTouched() {
        Scene scene = new Scene().team("Team");
        scene.target.answer(400, "{\"scimType\":\"invalidFilter\"}")
                .answer(400, "{\"scimType\":\"invalidFilter\"}")
                .answer(200,
                        "{\"totalResults\":1,\"Resources\":[{\"id\":\"g9\",\"displayName\":\"Team\",\"externalId\":\"x\"}]}");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOfSatisfying(Skipped.class,
                skipped -> assertThat(skipped.reason()).isEqualTo(SkipReason.NOT_OURS));
        assertThat(scene.target.asked()).containsExactly(BY_ID,
                "GET /Groups?excludedAttributes=members&filter=externalId eq \"nobody-has-this-one-rollcall\"",
                "GET /Groups?excludedAttributes=members&filter=displayName eq \"Team\"");
    }

    @Test
    void aGroupThatIsGoneAtTheTargetIsMadeAgainWhereThatIsWanted() {
        Scene scene = existing();
        scene.set(Scene.Settings::upsert);
        member(scene, "a", true);
        scene.target.answer(404, "{}").answer(404, "{}");
        assertThat(scene.deliverAnew(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Checkpoint.class);
        scene.target.answer(200, TemplateEventsTest.NOBODY).answer(201, TEAM).answer(204, "");
        assertThat(scene.deliver(Scene.TEAM, HeadIntent.UPDATE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).endsWith("POST /Groups", "PATCH /Groups/g1?excludedAttributes=members");
    }

    /** Or it would be looked for again at once, and for ever. */
    @Test
    void aGroupThatIsNotToBeThereHasNoMembersToCome() {
        Scene scene = new Scene().team("Team");
        IntStream.range(0, 130).forEach(i -> member(scene, "m" + i, true));
        scene.target.answer(200, TemplateEventsTest.NOBODY).answer(200, TemplateEventsTest.NOBODY);
        DeliveryOutcome outcome = scene.deliver(Scene.TEAM, HeadIntent.UPDATE);
        assertThat(outcome).isInstanceOfSatisfying(Skipped.class,
                skipped -> assertThat(skipped.reason()).isEqualTo(SkipReason.UNKNOWN_AT_TARGET));
        assertThat(outcome.learned().sentMembers()).hasSize(130);
        assertThat(scene.subjects.deltas).isEmpty();
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
