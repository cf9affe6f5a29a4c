package dev.rollcall.directory;

import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.person.LinkedAccounts;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.person.PersonLimits;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.person.PersonSettings;
import dev.rollcall.directory.person.SignIn;
import dev.rollcall.directory.person.SignInAnswer;
import dev.rollcall.directory.person.SignInAnswer.Found;
import dev.rollcall.directory.person.SignInAnswer.Reason;
import dev.rollcall.directory.person.SignInRules;
import dev.rollcall.directory.person.SignInRules.Adoption;
import dev.rollcall.directory.person.SignInRules.RootAttributes;
import dev.rollcall.directory.person.SignIns;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.message.Urns;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.USER;
import static dev.rollcall.directory.House.json;
import static org.assertj.core.api.Assertions.assertThat;

/** Sign-ins beside others' writes, and those that say more than can be kept, on every engine. */
abstract class SignInRaceContract {
    private static final SignInRules RULES = new SignInRules(Optional.empty(), RootAttributes.ON_EACH_LOGIN, Map.of(),
            List.of(Adoption.values()), Set.of("acme.example"), true);

    WatchedStorage watched;
    private House house;
    /** Another node on the same store. */
    House node;

    abstract Storage store();

    @BeforeEach
    void openHouse(TestInfo test) {
        watched = new WatchedStorage(store());
        use(new House(watched.storage(), test.getDisplayName().hashCode()));
    }

    private void use(House next) {
        house = next;
        node = next.withIndexRows(1);
    }

    private People people(House of, PersonLimits limits) {
        People usual = of.people((session, connection) -> new PersonSettings(
                UserIdAttribute.of(connection), PersonSettings.defaults(connection).mapping(), RULES),
                Clock.systemUTC());
        return new People(usual.storage(), usual.resources(), usual.settings(), usual.clock(), usual.ids(),
                usual.turns(), limits);
    }

    private People people() {
        return people(house, PersonLimits.defaults());
    }

    @Test
    void whoIsProvisionedDuringTheFirstSignInIsTheOneWhoSignsIn() {
        beforeTheNextWrite(() -> provision("ada@acme.example", "X-1", "ada@acme.example"));
        SignInAnswer answer = signIn("X-1", "");
        assertThat(answer.found()).isEqualTo(Found.USER_ID_ATTRIBUTE);
        assertThat(people("externalId eq \"X-1\"")).singleElement().isEqualTo(userId(answer).toString());
        assertThat(userId(signIn("X-1", ""))).isEqualTo(userId(answer));
    }

    /** Then nobody has it in a user id, and the SCIM resource alone tells. */
    @Test
    void soIsWhoIsProvisionedWithTheSubjectOfSomebodyDeleted() {
        node.delete(USER, provision("old@acme.example", "X-1", "old@acme.example"));
        beforeTheNextWrite(() -> provision("ada@acme.example", "X-1", "ada@acme.example"));
        SignInAnswer answer = signIn("X-1", "");
        assertThat(answer.found()).isEqualTo(Found.USER_ID_ATTRIBUTE);
        assertThat(people("externalId eq \"X-1\"")).singleElement().isEqualTo(userId(answer).toString());
    }

    @Test
    void nobodyIsAdoptedWhileTheOneWhoIsMeantIsBeingProvisioned() {
        String other = provision("ada@acme.example", "other", "ada@acme.example");
        AtomicBoolean provisioned = new AtomicBoolean();
        beforeTheNextWrite(() -> {
            provision("ada2@acme.example", "X-1", "ada2@acme.example");
            provisioned.set(true);
        });
        SignInAnswer answer = signIn("X-1", "'email':'ada@acme.example'");
        assertThat(provisioned).isTrue();
        assertThat(answer.found()).isEqualTo(Found.USER_ID_ATTRIBUTE);
        assertThat(userId(answer)).isNotEqualTo(house.userId(other));
        assertThat(people("externalId eq \"X-1\"")).containsExactly(userId(answer).toString());
    }

    @Test
    void ofTwoSignInsAtATimeOneAdoptsSomebody() {
        String id = provision("ada@acme.example", "E-1", "ada@acme.example");
        beforeTheNextWrite(() -> assertThat(
                userId(signIn(people(node, PersonLimits.defaults()), "X-1", "'email':'ada@acme.example'")))
                .isEqualTo(house.userId(id)));
        SignInAnswer other = signIn("X-2", "'email':'ada@acme.example'");
        assertThat(other.found()).isEqualTo(Found.CREATED);
        assertThat(userId(other)).isNotEqualTo(house.userId(id));
        assertThat(userId(signIn("X-1", ""))).isEqualTo(house.userId(id));
    }

    /** A userName of SAML is no identity for ever, but what somebody was adopted by is. */
    @ParameterizedTest
    @CsvSource({"saml-subject, ada.l, E-1, EMAIL", "saml-subject, ada@upn.example, E-1, USER_NAME",
        "saml-subject, ada.l, saml-subject, EXTERNAL_ID"})
    void whoIsAdoptedWithSamlIsFoundAgain(String subject, String userName, String externalId, Found found) {
        use(house.withConnection(Strategy.SAMLP));
        String id = provision(userName, externalId, "ada@acme.example");
        String claims = "'upn':'ada@upn.example','email':'ada@acme.example'";
        SignInAnswer first = signIn(subject, claims);
        assertThat(first.found()).isEqualTo(found);
        for (int i = 0; i < 2; i++) {
            SignInAnswer again = signIn(subject, claims);
            assertThat(again.found()).isEqualTo(Found.IDENTITY);
            assertThat(userId(again)).isEqualTo(house.userId(id));
        }
        // Whoever has the name now comes first.
        String other = provision(subject, "E-9", "bob@acme.example");
        assertThat(userId(signIn(subject, claims))).isEqualTo(house.userId(other));
    }

    @Test
    void aBlockThatWasAcknowledgedDuringASignInRefusesIt() {
        String id = provision("ada@acme.example", "X-1", "ada@acme.example");
        PersonEdits others = new PersonEdits(node.people());
        beforeTheNextWrite(() -> others.patch(node.caller(), house.userId(id), json("{'blocked':true}")));
        assertThat(signIn("X-1", "").reason()).isEqualTo(Reason.BLOCKED);
        others.patch(node.caller(), house.userId(id), json("{'blocked':false}"));
        beforeTheNextWrite(() -> node.patch(USER, id, "[{'op':'replace','path':'active','value':false}]"));
        assertThat(signIn("X-1", "").reason()).isEqualTo(Reason.INACTIVE);
    }

    @Test
    void soDoesABlockOfThePrimaryAccount() {
        String primary = provision("ada@acme.example", "X-1", "ada@acme.example");
        String linked = provision("ada2@acme.example", "X-2", "ada2@acme.example");
        new LinkedAccounts(house.people()).link(house.caller(), house.userId(primary), house.userId(linked));
        PersonEdits others = new PersonEdits(node.people());
        beforeTheNextWrite(() -> others.patch(node.caller(), house.userId(primary), json("{'blocked':true}")));
        assertThat(signIn("X-2", "").reason()).isEqualTo(Reason.PRIMARY_BLOCKED);
    }

    /** Nothing that a sign-in leaves counts as metadata, and what it cannot leave keeps nobody out. */
    @Test
    void fullMetadataLocksNobodyOut() {
        String id = provision("ada@acme.example", "X-1", "ada@acme.example");
        People people = people();
        String full = "y".repeat(people.limits().overlaySize() - 40);
        assertThat(new PersonEdits(people).patch(house.caller(), house.userId(id),
                json("{'app_metadata':{'x':'" + full + "'}}"))).isPresent();
        SignInAnswer answer = signIn("X-1", "'preferred_username':'ada.lovelace@p.example'");
        assertThat(answer.allowed()).isTrue();
        assertThat(answer.ignored()).containsOnlyKeys("preferred_username");
        assertThat(answer.profile().orElseThrow().path("logins_count").intValue()).isEqualTo(1);
        // The same after the setting was lowered; a block can be set as well.
        PersonLimits low = new PersonLimits(4096, 4096, people.limits().pageBytes(), people.limits().searchTime(), 10,
                Duration.ofDays(30));
        SignInAnswer later = signIn(people(house, low), "X-1", "'preferred_username':'ada.lovelace@p.example'");
        assertThat(later.allowed()).isTrue();
        assertThat(new PersonEdits(people(house, low)).patch(house.caller(), house.userId(id),
                json("{'blocked':true}"))).isPresent();
        assertThat(signIn("X-1", "").reason()).isEqualTo(Reason.BLOCKED);
    }

    @Test
    void whatASignInLeavesIsBounded() {
        PersonLimits low = new PersonLimits(256 << 10, 4096, 1 << 20, Duration.ofSeconds(30), 10,
                Duration.ofDays(30));
        String id = provision("ada@acme.example", "X-1", "ada@acme.example");
        String large = "z".repeat(3_000);
        for (String said : List.of("'nickname':'" + large + "','picture':'" + large + "'", "'nickname':'n'")) {
            assertThat(signIn(people(house, low), "X-1", said).allowed()).isTrue();
            String content = house.storage.read(Share.HOUSE, session -> session.overlays()
                    .find(new PersonKey(house.connection().id(), id))
                    .orElseThrow()
                    .content());
            assertThat(json(content).path("sign_in").toString().length()).isLessThan(4096);
        }
        assertThat(new PersonSearch(people()).find(house.caller(), house.userId(id))
                .orElseThrow()
                .path("logins_count")
                .intValue()).isEqualTo(2);
    }

    /** What somebody new says may not be kept either. */
    @Test
    void whoSaysTooMuchIsMadeAllTheSame() {
        SignInAnswer answer = signIn("X-1", "'given_name':'" + "z".repeat(60_000) + "'");
        assertThat(answer.found()).isEqualTo(Found.CREATED);
        assertThat(answer.ignored()).containsOnlyKeys("given_name");
        assertThat(signIn("X-1", "").found()).isEqualTo(Found.IDENTITY);
    }

    /** A sign-in by what is known already writes the trace and nothing else. */
    @Test
    void aFurtherSignInNotesNoIdentity() {
        provision("ada@acme.example", "X-1", "ada@acme.example");
        AtomicInteger added = new AtomicInteger();
        watched.listen(method -> {
            if (method.equals("add")) {
                added.incrementAndGet();
            }
        });
        signIn("X-1", "");
        assertThat(added).hasValue(1);
        signIn("X-1", "");
        assertThat(added).hasValue(1);
    }

    private void beforeTheNextWrite(Runnable other) {
        AtomicBoolean armed = new AtomicBoolean(true);
        watched.listen(method -> {
            if (method.equals(WatchedStorage.WRITE) && armed.getAndSet(false)) {
                other.run();
            }
        });
    }

    /** The user ids of the people of a filter. */
    List<String> people(String filter) {
        return House.values(house.list(USER, Map.of("filter", filter)).path("Resources"), "id")
                .stream()
                .map(id -> house.userId(id).toString())
                .toList();
    }

    SignInAnswer signIn(String subject, String claims) {
        return signIn(people(), subject, claims);
    }

    private SignInAnswer signIn(People people, String subject, String claims) {
        ObjectNode said = json("{'sub':'" + subject + "'" + (claims.isEmpty() ? "" : "," + claims) + "}");
        return new SignIns(people).signIn(house.caller(), house.connection(),
                SignIn.of(house.connection().strategy(), said, Optional.of("sub"), Optional.of("192.0.2.7"))
                        .orElseThrow());
    }

    private static UserId userId(SignInAnswer answer) {
        return UserId.parse(answer.profile().orElseThrow().path("user_id").stringValue()).orElseThrow();
    }

    String provision(String userName, String externalId, String email) {
        return node.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'" + userName + "','externalId':'"
                + externalId + "','emails':[{'type':'work','primary':true,'value':'" + email + "'}]}")
                .path("id")
                .stringValue();
    }
}
