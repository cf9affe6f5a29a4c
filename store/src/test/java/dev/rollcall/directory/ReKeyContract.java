package dev.rollcall.directory;

import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.configuration.ConnectionJob.Tally;
import dev.rollcall.directory.configuration.MappingSettings;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.person.ConnectionJobs;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.person.PersonLimits;
import dev.rollcall.directory.person.ReKeyPreview;
import dev.rollcall.directory.person.SignIn;
import dev.rollcall.directory.person.SignInAnswer;
import dev.rollcall.directory.person.SignInAnswer.Found;
import dev.rollcall.directory.person.SignInAnswer.Reason;
import dev.rollcall.directory.person.SignIns;
import dev.rollcall.directory.person.StoredSettings;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.scim.message.Urns;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import static dev.rollcall.directory.House.USER;
import static dev.rollcall.directory.House.json;
import static org.assertj.core.api.Assertions.assertThat;

/** Another user-id attribute for a connection that has users, on every engine. */
abstract class ReKeyContract {
    private House house;
    private SignIns signIns;

    abstract Storage storage();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(storage(), test.getDisplayName().hashCode());
        signIns = new SignIns(house.people());
    }

    @Test
    void whileTheJobRunsBothFindThePersonAndAfterwardsTheNewOneAlone() {
        String ada = provision("ada", "'externalId':'E-1',");
        String bob = provision("bob", "'externalId':'E-2',");
        UserId adaId = house.userId(ada);
        UserId bobId = house.userId(bob);
        assertThat(userId(signIn("E-1"))).isEqualTo(adaId);

        set("userName");
        assertThat(signIn("E-1").found()).isEqualTo(Found.IDENTITY);
        assertThat(userId(signIn("ada"))).isEqualTo(adaId);
        SignInAnswer former = signIn("E-2");
        assertThat(former.found()).isEqualTo(Found.FORMER_ATTRIBUTE);
        assertThat(userId(former)).isEqualTo(bobId);
        assertThat(userId(signIn("bob"))).isEqualTo(bobId);

        finish();
        assertThat(job().tally()).isEqualTo(new Tally(2, 2, 0, 0));
        assertThat(userId(signIn("ada"))).isEqualTo(adaId);
        assertThat(userId(signIn("BOB"))).isEqualTo(bobId);
        for (String old : List.of("E-1", "E-2")) {
            SignInAnswer refused = signIn(old);
            assertThat(refused.reason()).as(old).isEqualTo(Reason.FORMER_SUBJECT);
            assertThat(refused.profile()).isEmpty();
        }
        assertThat(house.list(USER, Map.of()).path("totalResults").intValue()).as("nobody was made").isEqualTo(2);
        assertThat(house.userId(ada)).isEqualTo(adaId);
        assertThat(adaId.subject()).isEqualTo("E-1");
        assertThat(signIn("carl").found()).isEqualTo(Found.CREATED);
    }

    /** Then whoever still sends it has been told for long enough, and somebody new may be called so. */
    @Test
    void aFormerValueIsRefusedForATimeAndThenLikeAnyOther() {
        String ada = provision("ada", "'externalId':'E-1',");
        set("userName");
        finish();
        assertThat(signIn("ada").allowed()).isTrue();
        Duration limit = PersonLimits.defaults().formerSubjects();
        assertThat(limit).isEqualTo(Duration.ofDays(30));
        signIns = new SignIns(later(limit.minusHours(1)));
        assertThat(signIn("E-1").reason()).isEqualTo(Reason.FORMER_SUBJECT);
        signIns = new SignIns(later(limit.plusHours(1)));
        SignInAnswer answer = signIn("E-1");
        assertThat(answer.found()).isEqualTo(Found.CREATED);
        assertThat(userId(answer)).isNotEqualTo(house.userId(ada));
        assertThat(userId(signIn("ada"))).isEqualTo(house.userId(ada));
    }

    private People later(Duration time) {
        return house.people((session, connection) -> new StoredSettings().of(session, connection),
                Clock.offset(Clock.systemUTC(), time));
    }

    @Test
    void anExternalIdIsKeptForItsHolderWhateverBecomesOfItLater() {
        house = house.withConnection(Strategy.SAMLP);
        String ada = provision("ada", "'externalId':'E-1',");
        UserId userId = house.userId(ada);
        assertThat(userId.subject()).isEqualTo("ada");
        assertThat(userId(signIn("ada"))).isEqualTo(userId);
        set("externalId");
        SignInAnswer former = signIn("ada");
        assertThat(former.found()).isEqualTo(Found.FORMER_ATTRIBUTE);
        assertThat(userId(former)).isEqualTo(userId);
        assertThat(identities(ada)).as("a userName is not kept").isEmpty();
        finish();
        assertThat(identities(ada)).containsExactly("E-1");
        house.patch(USER, ada, "[{'op':'replace','path':'externalId','value':'E-9'}]");
        assertThat(userId(signIn("E-1"))).isEqualTo(userId);
        assertThat(userId(signIn("E-9"))).isEqualTo(userId);
        assertThat(signIn("ada").reason()).isEqualTo(Reason.FORMER_SUBJECT);
        assertThat(house.userId(ada)).isEqualTo(userId);
    }

    /** No sign-in has shown that the value is that user's, and the provider may have moved it on before one does. */
    @Test
    void anExternalIdOfSomebodyWhoNeverSignedInIsWhoseItIsAtTheFirstSignIn() {
        house = house.withConnection(Strategy.SAMLP);
        String ada = provision("ada", "'externalId':'E-1',");
        String carl = provision("carl", "'externalId':'E-3',");
        assertThat(signIn("carl").allowed()).isTrue();
        set("externalId");
        finish();
        assertThat(job().tally()).isEqualTo(new Tally(2, 2, 0, 0));
        assertThat(identities(ada)).isEmpty();
        assertThat(identities(carl)).containsExactly("E-3");
        house.patch(USER, ada, "[{'op':'replace','path':'externalId','value':'E-9'}]");
        String bob = provision("bob", "'externalId':'E-1',");
        assertThat(userId(signIn("E-1"))).isEqualTo(house.userId(bob)).isNotEqualTo(house.userId(ada));
        assertThat(userId(signIn("E-9"))).isEqualTo(house.userId(ada));
    }

    @Test
    void aPreviewNamesWhoChangesWhoClashesAndWhoHasNoValueAndTheJobDoesJustThat() {
        house = house.withConnection(Strategy.SAMLP);
        List<String> clashing = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            provision("u" + i, "'externalId':'E-" + i + "',");
        }
        clashing.add(provision("twin1", "'externalId':'T-1',"));
        clashing.add(provision("twin2", "'externalId':'T-1',"));
        without.add(provision("bare", ""));
        without.add(provision("long", "'externalId':'" + "x".repeat(1_500) + "',"));
        provision("same", "'externalId':'same',");
        ReKeyPreview.Preview preview = preview(1_000);
        assertThat(preview.tally()).isEqualTo(new Tally(125, 120, 2, 2));
        assertThat(preview.users()).isEqualTo(125);
        assertThat(preview.complete()).isTrue();
        assertThat(preview.clashing()).isEqualTo(clashing);
        assertThat(preview.without()).isEqualTo(without);
        assertThat(connection().userIdAttribute()).isEmpty();
        assertThat(preview(100).complete()).isFalse();
        assertThat(preview(100).tally().seen()).isEqualTo(100);

        set("externalId");
        finish();
        assertThat(job().tally()).isEqualTo(preview.tally());
        assertThat(job().finishedAt()).isPresent();
        clashing.forEach(id -> assertThat(identities(id)).isEmpty());
        assertThat(signIn("T-1").reason()).isEqualTo(Reason.AMBIGUOUS);
        assertThat(userId(signIn("bare"))).as("adopted by the userName").isEqualTo(house.userId(without.getFirst()));
        house.patch(USER, without.getFirst(), "[{'op':'add','path':'externalId','value':'B-1'}]");
        assertThat(userId(signIn("B-1"))).isEqualTo(house.userId(without.getFirst()));
    }

    /** What a sign-in was once found by is somebody else's value of the new attribute. */
    @Test
    void aSubjectThatLeadsToSomebodyElseIsAClash() {
        String ada = provision("ada", "'externalId':'E-1',");
        provision("bob", "'externalId':'E-2',");
        storage().<Boolean>write(Share.HOUSE, "test", session -> session.identities()
                .add(new dev.rollcall.directory.storage.PersonKey(house.connection().id(), ada), "bob"));
        assertThat(new ReKeyPreview(storage(), MappingSettings.defaults())
                .of(Share.HOUSE, connection(), UserIdAttribute.USER_NAME)
                .tally()).isEqualTo(new Tally(2, 1, 1, 0));
    }

    @Test
    void thereAndBackIsAsItWas() {
        String ada = provision("ada", "'externalId':'E-1',");
        UserId userId = house.userId(ada);
        assertThat(userId(signIn("E-1"))).isEqualTo(userId);
        set("userName");
        finish();
        set("externalId");
        assertThat(userId(signIn("ada"))).as("until the job is done").isEqualTo(userId);
        finish();
        assertThat(userId(signIn("E-1"))).isEqualTo(userId);
        assertThat(identities(ada)).containsExactly("E-1");
        assertThat(signIn("ada").reason()).isEqualTo(Reason.FORMER_SUBJECT);
    }

    @Test
    void aConnectionWithoutUsersNeedsNoJob() {
        set("userName");
        assertThat(storage().<List<ConnectionJob>>read(
                Share.HOUSE, session -> session.jobs().of(house.connection().id()))).isEmpty();
        assertThat(connection().userIdAttribute()).contains("userName");
    }

    private ReKeyPreview.Preview preview(int users) {
        return new ReKeyPreview(storage(), new MappingSettings(100, users, MappingLimits.defaults()))
                .of(Share.HOUSE, connection(), UserIdAttribute.EXTERNAL_ID);
    }

    private void set(String attribute) {
        new ScimConfigurations(storage(), Clock.systemUTC(), house.random).update(house.connection().id(),
                ConfigurationEdit.ofUserId(attribute), Actor.COMMAND_LINE);
    }

    private void finish() {
        ConnectionJobs jobs = new ConnectionJobs(storage(), Clock.systemUTC(), house.ids, System::nanoTime);
        int steps = 0;
        while (jobs.step()) {
            assertThat(steps++).as("it ends").isLessThan(1_000);
        }
    }

    private ConnectionJob job() {
        return storage().read(Share.HOUSE, session -> session.jobs()
                .find(house.connection().id(), ConnectionJob.Kind.RE_KEY)
                .orElseThrow());
    }

    private List<String> identities(String id) {
        return storage().read(Share.HOUSE,
                session -> session.identities().furtherSubjects(house.connection().id(), id, 10));
    }

    private Connection connection() {
        return storage().read(Share.HOUSE, session -> session.connections().find(house.connection().id()))
                .orElseThrow();
    }

    private SignInAnswer signIn(String subject) {
        SignIn signIn = SignIn.of(house.connection().strategy(), json("{'sub':'" + subject + "'}"), Optional.of("sub"),
                Optional.of("192.0.2.7")).orElseThrow();
        return signIns.signIn(house.caller(), connection(), signIn);
    }

    private static UserId userId(SignInAnswer answer) {
        return UserId.parse(answer.profile().orElseThrow().path("user_id").stringValue()).orElseThrow();
    }

    private String provision(String userName, String externalId) {
        return house.create(USER, "{'schemas':['" + Urns.USER + "']," + externalId + "'userName':'" + userName + "'}")
                .path("id")
                .stringValue();
    }
}
