package dev.rollcall.outbound.scim;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.outbound.credential.TargetTokens;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Done;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Final;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Later;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Skipped;
import dev.rollcall.outbound.delivery.UnusableStreamException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What Auth0's template counts as delivered though nothing was sent: each is skipped here, and says why. */
class TemplateSkipsTest {
    @Test
    void aMissingSecretIsNoSkipButARefusalWithWhatToSet() {
        assertThatExceptionOfType(UnusableStreamException.class)
                .isThrownBy(() -> new TargetTokens(new TargetAccess.Bearer(), TargetSecrets.NONE, Optional.empty(),
                        Optional.empty(), Clock.systemUTC()))
                .withMessageContaining("set it again");
    }

    @Test
    void aTestEventIsSkipped() {
        Scene scene = new Scene();
        SubjectKey test = SubjectKey.test(EventId.beside(Scene.AT, new java.util.Random(1)));
        assertThat(reason(scene.deliver(test, HeadIntent.CREATE))).isEqualTo(SkipReason.TEST);
        assertThat(scene.target.sent).isEmpty();
    }

    @Test
    void aConnectionThatIsNotAllowedIsNotTaken() {
        StreamFilter other = new StreamFilter(
                Set.of(new dev.rollcall.directory.connection.ConnectionId("con_ffffffffffffffff")), Set.of(),
                Optional.empty(), false, false);
        assertThat(other.takes(Scene.ACME)).isFalse();
        assertThat(StreamFilter.NONE.takes(Scene.ACME)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = HeadIntent.class, names = {"CREATE", "UPDATE", "REPLACE"})
    void withoutAnEMailAUserIsNeitherCreatedNorUpdated(HeadIntent intent) {
        Scene scene = new Scene().ann("{\"user_id\":\"waad|acme|ann\",\"name\":\"Ann\"}");
        assertThat(reason(scene.deliver(intent))).isEqualTo(SkipReason.NO_EMAIL);
        assertThat(scene.target.sent).isEmpty();
    }

    @Test
    void withoutAnEMailADeletionGoesOn() {
        Scene scene = new Scene();
        scene.target.answer(200, TemplateEventsTest.FOUND).answer(204, "");
        assertThat(scene.deliver(HeadIntent.DELETE)).isInstanceOf(Done.class);
    }

    @Test
    void withoutAUserIdNothingIsSent() {
        Scene scene = new Scene().ann("{\"email\":\"ann@acme.example\"}");
        assertThat(reason(scene.deliver(HeadIntent.CREATE))).isEqualTo(SkipReason.NO_USER_ID);
        assertThat(scene.target.sent).isEmpty();
    }

    @Test
    void anUpdateOfWhomTheTargetDoesNotHaveIsSkipped() {
        Scene scene = Scene.ofAnn();
        scene.target.answer(200, TemplateEventsTest.NOBODY);
        assertThat(reason(scene.deliver(HeadIntent.UPDATE))).isEqualTo(SkipReason.UNKNOWN_AT_TARGET);
    }

    /** Whoever is gone when the update of a moment before is sent. */
    @ParameterizedTest
    @EnumSource(value = HeadIntent.class, names = {"UPDATE", "REPLACE", "CREATE"})
    void nobodyIsDeletedWhereDeletionsAreNotSubscribedTo(HeadIntent intent) {
        Scene scene = new Scene().known("r-1");
        scene.subscriptions = List.of(EventType.USER_CREATED, EventType.USER_UPDATED, EventType.GROUP_UPDATED);
        assertThat(reason(scene.deliver(intent))).isEqualTo(SkipReason.NOT_SUBSCRIBED);
        scene.member("0199-bob", true);
        assertThat(reason(scene.deliver(Scene.TEAM, intent))).isEqualTo(SkipReason.NOT_SUBSCRIBED);
        assertThat(scene.subjects.deltas).as("nobody waits for a group that is gone").isEmpty();
        assertThat(scene.subjects.remote).as("what is known of the target stays").isPresent();
        assertThat(scene.target.sent).isEmpty();
    }

    @Test
    void aDeletionOfWhomTheTargetDoesNotHaveIsSkipped() {
        Scene scene = new Scene();
        scene.target.answer(200, TemplateEventsTest.NOBODY);
        assertThat(reason(scene.deliver(HeadIntent.DELETE))).isEqualTo(SkipReason.UNKNOWN_AT_TARGET);
    }

    @Test
    void whoIsGoneAlreadyIsDeleted() {
        Scene scene = new Scene();
        scene.target.answer(200, TemplateEventsTest.FOUND).answer(404, "{}");
        assertThat(scene.deliver(HeadIntent.DELETE)).isInstanceOf(Done.class);
    }

    /** The template would delete by a stale id and be content; one that was found again under another is deleted too. */
    @Test
    void aRememberedIdThatIsGoneIsLookedForOnce() {
        Scene scene = new Scene().known("old");
        scene.target.answer(404, "{}").answer(200, TemplateEventsTest.NOBODY);
        assertThat(scene.deliver(HeadIntent.DELETE)).isInstanceOf(Done.class);
        assertThat(scene.subjects.remote).isEmpty();
    }

    /** One resource, two records of it, as a restored store may have them: the account is the one's who is there. */
    @ParameterizedTest
    @EnumSource(value = HeadIntent.class, names = {"DELETE", "LOOK_DELETE"})
    void aRememberedIdThatIsAnotherOnesIsNotDeleted(HeadIntent intent) {
        Scene scene = new Scene().known("r1");
        scene.subjects.anothers.add("r1");
        scene.target.answer(200, TemplateEventsTest.NOBODY);
        assertThat(reason(scene.deliver(intent))).isEqualTo(SkipReason.NOT_OURS);
        assertThat(scene.subjects.remote).isEmpty();
        scene.target.answer(200, TemplateEventsTest.FOUND);
        assertThat(reason(scene.deliver(intent))).as("found by the externalId that its last owner had")
                .isEqualTo(SkipReason.NOT_OURS);
        assertThat(scene.target.asked()).noneMatch(asked -> asked.startsWith("DELETE"));
    }

    /** A look-up finds nobody, and what is remembered is another's, as the target shows it. */
    @Test
    void aDoubtfulIdIsReadBeforeItIsDeleted() {
        Scene scene = new Scene().known("r1");
        scene.target.answer(200, TemplateEventsTest.NOBODY).answer(200, "{\"id\":\"r1\",\"externalId\":\"another\"}");
        assertThat(scene.deliver(HeadIntent.LOOK_DELETE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).hasSize(2).last().isEqualTo("GET /Users/r1");
        scene.known("r1");
        scene.target.answer(200, TemplateEventsTest.NOBODY).answer(200, "{\"id\":\"r1\"}").answer(204, "");
        assertThat(scene.deliver(HeadIntent.LOOK_DELETE)).isInstanceOf(Done.class);
        assertThat(scene.target.asked()).last().isEqualTo("DELETE /Users/r1");
    }

    /** Whose connection is gone with all that was recorded of it: an account that shows an externalId may be anybody's. */
    @Test
    void aDoubtfulIdOfWhomNobodyKnowsIsNotDeletedWhenItShowsAnExternalId() {
        Scene scene = new Scene().known("r1");
        scene.subjects.last = Optional.of(ScriptedSubjects.object("{}"));
        scene.target.answer(200, "{\"id\":\"r1\",\"externalId\":\"another\"}");
        assertThat(scene.deliver(HeadIntent.LOOK_DELETE)).isInstanceOfSatisfying(Final.class,
                failed -> assertThat(failed.cause()).contains("look for it there, and delete it"));
        assertThat(scene.target.asked()).containsExactly("GET /Users/r1");
    }

    /** Its creation timed out and is done by a slow target after the look: the account would stay for ever. */
    @Test
    void nobodyIsBelievedOnlyAfterSomeTimeWhereAnAnswerWasLost() {
        Scene scene = new Scene();
        scene.doubt = true;
        for (scene.tries = 1; scene.tries < 3; scene.tries++) {
            scene.target.answer(200, TemplateEventsTest.NOBODY);
            assertThat(scene.deliver(HeadIntent.LOOK_DELETE)).isInstanceOf(Later.class);
        }
        scene.target.answer(200, TemplateEventsTest.NOBODY);
        assertThat(reason(scene.deliver(HeadIntent.LOOK_DELETE))).isEqualTo(SkipReason.UNKNOWN_AT_TARGET);
        scene.tries = 1;
        scene.target.answer(200, TemplateEventsTest.FOUND).answer(204, "");
        assertThat(scene.deliver(HeadIntent.LOOK_DELETE)).isInstanceOf(Done.class);
    }

    private static SkipReason reason(DeliveryOutcome outcome) {
        assertThat(outcome).isInstanceOf(Skipped.class);
        return ((Skipped) outcome).reason();
    }
}
