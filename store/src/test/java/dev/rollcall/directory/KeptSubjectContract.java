package dev.rollcall.directory;

import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.connection.DeletionPolicy;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.SignIn;
import dev.rollcall.directory.person.SignInAnswer;
import dev.rollcall.directory.person.SignInAnswer.Reason;
import dev.rollcall.directory.person.SignIns;
import dev.rollcall.directory.storage.KeptSubject;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.message.Urns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import static dev.rollcall.directory.House.USER;
import static dev.rollcall.directory.House.json;
import static org.assertj.core.api.Assertions.assertThat;

/** By what a deleted user is known to be the same, and for how long, on every engine. */
abstract class KeptSubjectContract {
    private House house;

    abstract Storage store();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(store(), test.getDisplayName().hashCode());
        house.connections.setDeletionPolicy(house.connection().id(), new DeletionPolicy(30));
    }

    /** One provider's number is another one's name: when the user-id attribute was changed, they are told apart. */
    @Test
    void theSameTextInAnotherAttributeIsSomebodyElses() {
        String ada = provision("ada", "1001");
        UserId userId = house.userId(ada);
        house.delete(USER, ada);
        goBy("userName");
        String other = house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'1001'}")
                .path("id")
                .stringValue();
        assertThat(house.userId(other)).isNotEqualTo(userId);
        SignInAnswer answer = signIn("1001");
        assertThat(answer.reason()).isEqualTo(Reason.ALLOWED);
        assertThat(answer.profile().orElseThrow().path("user_id").stringValue())
                .isEqualTo(house.userId(other).toString());
        house.delete(USER, other);
        goBy("externalId");
        assertThat(house.userId(provision("ada", "1001"))).as("she alone comes back").isEqualTo(userId);
    }

    private void goBy(String attribute) {
        new ScimConfigurations(store(), Clock.systemUTC(), house.random).update(house.connection().id(),
                ConfigurationEdit.ofUserId(attribute),
                Actor.COMMAND_LINE);
        house = house.reread();
    }

    @Test
    void whoseTimeIsOverDoesNotComeBackAlsoBeforeUpkeepHasForgottenThem() {
        String ada = provision("ada", "X-1");
        UserId userId = house.userId(ada);
        house.delete(USER, ada);
        String other = provision("other", "X-2");
        for (int days : List.of(31, 29)) {
            boolean back = store().write(Share.HOUSE, "test", session -> session.identities()
                    .revive(new PersonKey(house.connection().id(), other), new KeptSubject("externalId", "X-1"),
                            Instant.now().plus(Duration.ofDays(days))));
            assertThat(back).as("after %s days of 30", days).isEqualTo(days < 30);
        }
        assertThat(house.userId(other)).isEqualTo(userId);
    }

    private SignInAnswer signIn(String subject) {
        return new SignIns(house.people()).signIn(house.caller(), house.connection(),
                SignIn.of(house.connection().strategy(), json("{'sub':'" + subject + "'}"), Optional.of("sub"),
                        Optional.empty()).orElseThrow());
    }

    private String provision(String userName, String externalId) {
        return house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'" + userName + "','externalId':'"
                + externalId + "'}").path("id").stringValue();
    }
}
