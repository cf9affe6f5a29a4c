package dev.rollcall.directory;

import dev.rollcall.directory.connection.DeletionPolicy;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.LinkedAccounts;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.person.SignIn;
import dev.rollcall.directory.person.SignInAnswer;
import dev.rollcall.directory.person.SignInAnswer.Reason;
import dev.rollcall.directory.person.SignIns;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.message.Urns;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.USER;
import static dev.rollcall.directory.House.json;
import static org.assertj.core.api.Assertions.assertThat;

/** What others do while somebody who is deleted is kept, on every engine. */
abstract class KeptMeanwhileContract {
    private House house;
    private LinkedAccounts accounts;

    abstract Storage store();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(store(), test.getDisplayName().hashCode());
        house.connections.setDeletionPolicy(house.connection().id(), new DeletionPolicy(30));
        accounts = new LinkedAccounts(house.people());
    }

    /** The provider says who is called so now: whoever is kept stands in nobody's way. */
    @Test
    void whoIsProvisionedWithTheSubjectOfSomebodyKeptIsLetIn() {
        String ada = provision("ada", "X-1");
        String eve = provision("eve", "X-2");
        UserId eveId = house.userId(eve);
        assertThat(signIn("X-1").reason()).isEqualTo(Reason.ALLOWED);
        house.delete(USER, ada);
        house.patch(USER, eve, "[{'op':'replace','path':'externalId','value':'X-1'}]");
        for (int i = 0; i < 2; i++) {
            SignInAnswer answer = signIn("X-1");
            assertThat(answer.reason()).isEqualTo(Reason.ALLOWED);
            assertThat(answer.profile().orElseThrow().path("user_id").stringValue()).isEqualTo(eveId.toString());
        }
    }

    /** Both had the value at last: it is the one who has it in the user_id who comes back, whoever was deleted last. */
    @Test
    void ofTwoWithOneSubjectTheOneComesBackWhoHasItInTheUserId() {
        String ada = provision("ada", "X-1");
        String eve = provision("eve", "X-1");
        UserId adaId = house.userId(ada);
        UserId eveId = house.userId(eve);
        house.delete(USER, ada);
        house.delete(USER, eve);
        assertThat(house.userId(provision("first", "X-1"))).isEqualTo(adaId);
        assertThat(house.userId(provision("second", "X-1"))).isEqualTo(eveId);
    }

    @Test
    void aPrimaryAccountThatComesBackLeavesOneLevelOfLinks() {
        String ada = provision("ada", "X-1");
        UserId adaId = house.userId(ada);
        UserId ben = house.userId(provision("ben", "X-2"));
        UserId eve = house.userId(provision("eve", "X-3"));
        UserId carl = house.userId(provision("carl", "X-4"));
        link(adaId, ben);
        link(adaId, eve);
        house.delete(USER, ada);
        link(ben, carl);
        assertThat(house.userId(provision("ada", "X-1"))).isEqualTo(adaId);
        assertThat(profile(carl).path("linked_to").stringValue()).isEqualTo(ben.toString());
        assertThat(profile(ben).has("linked_to")).isFalse();
        assertThat(profile(eve).path("linked_to").stringValue()).isEqualTo(adaId.toString());
        assertThat(profile(adaId).path("identities")).hasSize(2);
    }

    @Test
    void soDoesALinkedAccountWhosePrimaryIsLinkedByNow() {
        String ada = provision("ada", "X-1");
        UserId adaId = house.userId(ada);
        UserId ben = house.userId(provision("ben", "X-2"));
        UserId carl = house.userId(provision("carl", "X-3"));
        link(ben, adaId);
        house.delete(USER, ada);
        link(carl, ben);
        assertThat(house.userId(provision("ada", "X-1"))).isEqualTo(adaId);
        assertThat(profile(adaId).has("linked_to")).isFalse();
        assertThat(profile(ben).path("linked_to").stringValue()).isEqualTo(carl.toString());
        assertThat(profile(ben).path("identities")).hasSize(1);
    }

    /** Whoever comes back while somebody is being linked waits until that is over. */
    @Test
    void soDoesWhoComesBackAtTheVeryMomentOfALink() throws Exception {
        String ada = provision("ada", "X-1");
        UserId adaId = house.userId(ada);
        String ben = provision("ben", "X-2");
        String carl = provision("carl", "X-3");
        link(adaId, house.userId(ben));
        house.delete(USER, ada);
        CountDownLatch linked = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Boolean> link = threads.submit(() -> house.storage.<Boolean>write(Share.LINKS, LinkedAccounts.LANE,
                    session -> {
                        boolean done = session.identities().link(account(ben), account(carl), Instant.EPOCH);
                        linked.countDown();
                        await(back);
                        return done;
                    }));
            linked.await();
            Future<String> revival = threads.submit(() -> {
                String id = provision("ada", "X-1");
                back.countDown();
                return id;
            });
            assertThat(link.get()).isTrue();
            assertThat(house.userId(revival.get())).isEqualTo(adaId);
        }
        assertThat(profile(house.userId(carl)).path("linked_to").stringValue()).isEqualTo(house.userId(ben).toString());
        assertThat(profile(house.userId(ben)).has("linked_to")).isFalse();
    }

    /** As long as it could take, if nobody waited. */
    private static void await(CountDownLatch latch) {
        try {
            boolean _ = latch.await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private PersonKey account(String id) {
        return new PersonKey(house.connection().id(), id);
    }

    private void link(UserId primary, UserId linked) {
        assertThat(accounts.link(house.caller(), primary, linked)).isPresent();
    }

    private ObjectNode profile(UserId userId) {
        return new PersonSearch(house.people()).find(house.caller(), userId).orElseThrow();
    }

    private SignInAnswer signIn(String subject) {
        return new SignIns(house.people()).signIn(house.caller(), house.connection(),
                SignIn.of(house.connection().strategy(), json("{'sub':'" + subject + "'}"), Optional.of("sub"),
                        Optional.of("192.0.2.7")).orElseThrow());
    }

    private String provision(String userName, String externalId) {
        return house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'" + userName + "','externalId':'"
                + externalId + "'}").path("id").stringValue();
    }
}
