package dev.rollcall.directory;

import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.person.LinkedAccounts;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.person.PersonSettings;
import dev.rollcall.directory.person.SignIn;
import dev.rollcall.directory.person.SignInAnswer;
import dev.rollcall.directory.person.SignInAnswer.Found;
import dev.rollcall.directory.person.SignInAnswer.Reason;
import dev.rollcall.directory.person.SignInRules;
import dev.rollcall.directory.person.SignInRules.Adoption;
import dev.rollcall.directory.person.SignInRules.RootAttributes;
import dev.rollcall.directory.person.SignInRules.Truth;
import dev.rollcall.directory.person.SignIns;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.message.Urns;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.USER;
import static dev.rollcall.directory.House.json;
import static org.assertj.core.api.Assertions.assertThat;

/** Who has signed in, and whether that person is let in, on every engine. */
abstract class SignInContract {
    private static final SignInRules VERIFIED = rules(RootAttributes.ON_EACH_LOGIN, Map.of());

    private House house;
    private SignInRules rules = SignInRules.DEFAULTS;
    private SignIns signIns;
    private PersonSearch search;
    private PersonEdits edits;

    abstract Storage storage();

    @BeforeEach
    void openHouse(TestInfo test) {
        rules = SignInRules.DEFAULTS;
        house = new House(storage(), test.getDisplayName().hashCode());
        People people = house.people((session, connection) -> new PersonSettings(
                UserIdAttribute.of(connection), PersonSettings.defaults(connection).mapping(), rules),
                Clock.systemUTC());
        signIns = new SignIns(people);
        search = new PersonSearch(people);
        edits = new PersonEdits(people);
    }

    private static SignInRules rules(RootAttributes root, Map<String, Truth> truth) {
        return new SignInRules(Optional.empty(), root, truth, List.of(Adoption.values()), Set.of("acme.example"), true);
    }

    @Test
    void whoSignsInFirstAndIsProvisionedLaterIsOnePersonForEver() {
        SignInAnswer first = signIn("X-1", "'email':'ada@acme.example','given_name':'Ada'");
        assertThat(first.allowed()).isTrue();
        assertThat(first.found()).isEqualTo(Found.CREATED);
        UserId userId = userId(first);
        assertThat(userId.subject()).isEqualTo("X-1");
        // Entra looks for the externalId first, and finds the resource that the sign-in made.
        ObjectNode found = house.list(USER, Map.of("filter", "externalId eq \"X-1\""));
        assertThat(found.path("totalResults").intValue()).isEqualTo(1);
        String id = found.path("Resources").path(0).path("id").stringValue();
        assertThat(found.path("Resources").path(0).path("name").path("givenName").stringValue()).isEqualTo("Ada");
        house.patch(USER, id, "[{'op':'replace','path':'externalId','value':'Y-2'},"
                + "{'op':'replace','path':'displayName','value':'Ada L.'}]");
        for (int i = 0; i < 3; i++) {
            SignInAnswer again = signIn("X-1", "'email':'ada@acme.example'");
            assertThat(again.found()).isEqualTo(Found.IDENTITY);
            assertThat(userId(again)).isEqualTo(userId);
        }
        assertThat(userId(signIn("Y-2", ""))).as("by what the provider calls the person now").isEqualTo(userId);
        assertThat(signIn("X-1", "").profile().orElseThrow().path("logins_count").intValue()).isEqualTo(6);
        assertThat(house.list(USER, Map.of()).path("totalResults").intValue()).isEqualTo(1);
    }

    @Test
    void ofTwoPeopleWithOneExternalIdTheFirstIsMeantUntilItHasAnother() {
        String first = provision("first", "E-1", "one@acme.example");
        String second = provision("second", "E-1", "two@acme.example");
        assertThat(userId(signIn("E-1", ""))).isEqualTo(house.userId(first));
        String third = provision("third", "E-3", "three@acme.example");
        String fourth = provision("fourth", "E-3", "four@acme.example");
        house.patch(USER, third, "[{'op':'replace','path':'externalId','value':'E-4'}]");
        assertThat(userId(signIn("E-3", ""))).as("whoever has it now").isEqualTo(house.userId(fourth));
        assertThat(house.userId(second)).isNotEqualTo(house.userId(first));
        provision("fifth", "E-3", "five@acme.example");
        String sixth = provision("sixth", "E-6", "six@acme.example");
        house.patch(USER, sixth, "[{'op':'replace','path':'externalId','value':'E-7'}]");
        String seventh = provision("seventh", "E-5", "seven@acme.example");
        house.patch(USER, seventh, "[{'op':'replace','path':'externalId','value':'E-7'}]");
        assertThat(signIn("E-7", "").reason()).isEqualTo(Reason.AMBIGUOUS);
    }

    /** Names of SAML are given on: after a rename the old name is whoever has it now, and nobody's until then. */
    @Test
    void aUserNameOfSamlFindsWhoeverHasItNow() {
        house = house.withConnection(Strategy.SAMLP);
        String ada = provision("jdoe", "E-1", "ada@acme.example");
        assertThat(userId(signIn("jdoe", ""))).isEqualTo(house.userId(ada));
        house.patch(USER, ada, "[{'op':'replace','path':'userName','value':'jsmith'}]");
        assertThat(userId(signIn("jsmith", ""))).isEqualTo(house.userId(ada));
        assertThat(house.userId(ada).subject()).isEqualTo("jdoe");
        SignInAnswer stranger = signIn("jdoe", "'email':'john@acme.example'");
        assertThat(stranger.found()).isEqualTo(Found.CREATED);
        assertThat(userId(stranger)).isNotEqualTo(house.userId(ada));
        assertThat(userId(stranger).subject()).as("the name ends somebody else's user id").isNotEqualTo("jdoe");
        assertThat(userId(signIn("jdoe", ""))).isEqualTo(userId(stranger));
    }

    @Test
    void somebodyIsAdoptedByAnAddressOfAVerifiedDomainAndOnlyBeforeTheFirstSignIn() {
        String ada = provision("ada", "wrong-1", "Ada@acme.example");
        SignInAnswer unverified = signIn("S-1", "'email':'ada@acme.example'");
        assertThat(unverified.found()).isEqualTo(Found.CREATED);
        assertThat(edits.delete(house.caller(), userId(unverified))).isTrue();
        rules = VERIFIED;
        SignInAnswer adopted = signIn("S-1", "'email':'ada@ACME.example'");
        assertThat(adopted.found()).isEqualTo(Found.EMAIL);
        assertThat(userId(adopted)).isEqualTo(house.userId(ada));
        assertThat(adopted.profile().orElseThrow().path("email_verified").booleanValue()).isTrue();
        assertThat(signIn("S-1", "").found()).isEqualTo(Found.IDENTITY);
        SignInAnswer other = signIn("S-2", "'email':'ada@acme.example'");
        assertThat(userId(other)).as("the address was given on").isNotEqualTo(house.userId(ada));
        House neighbour = house.withConnection(Strategy.WAAD);
        String theirs = provision(neighbour, "eve", "wrong-2", "eve@acme.example");
        assertThat(userId(signIn("S-3", "'email':'eve@acme.example'")))
                .as("never in another connection")
                .isNotEqualTo(neighbour.userId(theirs));
    }

    @Test
    void somebodyIsAdoptedByTheUserName() {
        String ada = provision("ada@acme.example", "wrong-1", "a@b.example");
        SignInAnswer adopted = signIn("S-1", "'upn':'ADA@acme.example'");
        assertThat(adopted.found()).isEqualTo(Found.USER_NAME);
        assertThat(userId(adopted)).isEqualTo(house.userId(ada));
    }

    @Test
    void whoIsRefusedLeavesNothingBehind() {
        String id = provision("ada", "E-1", "ada@acme.example");
        UserId userId = house.userId(id);
        house.patch(USER, id, "[{'op':'replace','path':'active','value':false}]");
        assertRefused("E-1", Reason.INACTIVE);
        house.patch(USER, id, "[{'op':'replace','path':'active','value':true}]");
        patch(userId, "{'blocked':true}");
        assertRefused("E-1", Reason.BLOCKED);
        assertThat(search.find(house.caller(), userId).orElseThrow().has("last_login")).isFalse();
        patch(userId, "{'blocked':false}");
        assertThat(signIn("E-1", "").allowed()).isTrue();
        rules = new SignInRules(Optional.empty(), RootAttributes.ON_EACH_LOGIN, Map.of(), List.of(), Set.of(), false);
        assertRefused("E-9", Reason.UNKNOWN);
        assertThat(house.list(USER, Map.of()).path("totalResults").intValue()).isEqualTo(1);
    }

    private void assertRefused(String subject, Reason reason) {
        int records = house.changes().size();
        SignInAnswer answer = signIn(subject, "'given_name':'Eve'");
        assertThat(answer.allowed()).isFalse();
        assertThat(answer.reason()).isEqualTo(reason);
        assertThat(house.changes()).hasSize(records);
    }

    @Test
    void aLinkedAccountIsLetInByItsOwnStateAndItsPrimarys() {
        String primary = provision("ada", "E-1", "ada@acme.example");
        String linked = provision("ada2", "E-2", "ada2@acme.example");
        new LinkedAccounts(house.people()).link(house.caller(), house.userId(primary), house.userId(linked));
        SignInAnswer answer = signIn("E-2", "");
        assertThat(answer.allowed()).isTrue();
        assertThat(userId(answer)).as("the profile is the primary's").isEqualTo(house.userId(primary));
        house.patch(USER, linked, "[{'op':'replace','path':'active','value':false}]");
        assertRefused("E-2", Reason.INACTIVE);
        assertThat(signIn("E-1", "").allowed()).isTrue();
        house.patch(USER, linked, "[{'op':'replace','path':'active','value':true}]");
        patch(house.userId(primary), "{'blocked':true}");
        assertRefused("E-2", Reason.PRIMARY_BLOCKED);
        assertRefused("E-1", Reason.BLOCKED);
    }

    @Test
    void whoseWordCountsIsARuleOfTheAttribute() {
        rules = rules(RootAttributes.ON_EACH_LOGIN,
                Map.of("given_name", Truth.LOGIN, "nickname", Truth.FIRST_WRITER));
        String id = house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'ada','externalId':'E-1',"
                + "'name':{'givenName':'Ada','familyName':'Byron'}}").path("id").stringValue();
        signIn("E-1", "'given_name':'Augusta','family_name':'King','nickname':'Addy','picture':'http://p.example/1'");
        ObjectNode user = house.get(USER, id);
        assertThat(user.path("name").path("givenName").stringValue()).as("the sign-in's").isEqualTo("Augusta");
        assertThat(user.path("name").path("familyName").stringValue()).as("SCIM's").isEqualTo("Byron");
        assertThat(user.path("nickName").stringValue()).as("it had none").isEqualTo("Addy");
        house.patch(USER, id, "[{'op':'replace','path':'nickName','value':'Countess'}]");
        signIn("E-1", "'nickname':'Addy','picture':'http://p.example/2'");
        assertThat(house.get(USER, id).path("nickName").stringValue()).as("the first writer's").isEqualTo("Addy");
        assertThat(profile(id).path("picture").stringValue()).as("it goes on with its own")
                .isEqualTo("http://p.example/2");
    }

    @Test
    void rootAttributesAreWrittenOnEachTheFirstOrNoSignIn() {
        rules = rules(RootAttributes.NEVER_ON_LOGIN, Map.of());
        String id = provision("ada", "E-1", "ada@acme.example");
        signIn("E-1", "'given_name':'Ada'");
        assertThat(profile(id).has("given_name")).isFalse();
        rules = rules(RootAttributes.ON_FIRST_LOGIN, Map.of());
        String second = provision("bob", "E-2", "bob@acme.example");
        signIn("E-2", "'given_name':'Bob'");
        signIn("E-2", "'given_name':'Robert'");
        assertThat(profile(second).path("given_name").stringValue()).isEqualTo("Bob");
        rules = rules(RootAttributes.ON_EACH_LOGIN, Map.of());
        signIn("E-2", "'given_name':'Robert'");
        signIn("E-2", "'given_name':'Rob'");
        assertThat(profile(second).path("given_name").stringValue()).isEqualTo("Rob");
    }

    @Test
    void aSignInThatChangesNothingMovesNoVersionAndLeavesNoRecord() {
        String id = provision("ada", "E-1", "ada@acme.example");
        signIn("E-1", "'given_name':'Ada'");
        ObjectNode before = house.get(USER, id);
        int records = house.changes().size();
        signIn("E-1", "'given_name':'Ada'");
        assertThat(house.get(USER, id)).isEqualTo(before);
        assertThat(house.changes()).hasSize(records);
    }

    @Test
    void manyFirstSignInsAtOnceMakeOnePerson() throws Exception {
        List<Callable<SignInAnswer>> works = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            works.add(() -> signIn("X-1", "'email':'ada@acme.example'"));
        }
        Set<UserId> people = new HashSet<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<SignInAnswer> work : clients.invokeAll(works)) {
                people.add(userId(work.get()));
            }
        }
        assertThat(people).hasSize(1);
        assertThat(house.list(USER, Map.of()).path("totalResults").intValue()).isEqualTo(1);
    }

    private SignInAnswer signIn(String subject, String claims) {
        ObjectNode said = json("{'sub':'" + subject + "'" + (claims.isEmpty() ? "" : "," + claims) + "}");
        SignIn signIn = SignIn.of(house.connection().strategy(), said, Optional.of("sub"), Optional.of("192.0.2.7"))
                .orElseThrow();
        return signIns.signIn(house.caller(), house.connection(), signIn);
    }

    private static UserId userId(SignInAnswer answer) {
        return UserId.parse(answer.profile().orElseThrow().path("user_id").stringValue()).orElseThrow();
    }

    private ObjectNode profile(String id) {
        return search.find(house.caller(), house.userId(id)).orElseThrow();
    }

    private void patch(UserId userId, String body) {
        assertThat(edits.patch(house.caller(), userId, json(body))).isPresent();
    }

    private String provision(String userName, String externalId, String email) {
        return provision(house, userName, externalId, email);
    }

    private static String provision(House house, String userName, String externalId, String email) {
        return house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'" + userName + "','externalId':'"
                + externalId + "','emails':[{'type':'work','primary':true,'value':'" + email + "'}]}")
                .path("id")
                .stringValue();
    }
}
