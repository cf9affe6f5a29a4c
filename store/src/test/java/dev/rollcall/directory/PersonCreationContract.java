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
import dev.rollcall.directory.person.SignInRules;
import dev.rollcall.directory.person.SignIns;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.mapping.Mapping;
import dev.rollcall.mapping.ProfileRow;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.USER;
import static dev.rollcall.directory.House.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** By which settings people are made and shown, on every engine. */
@Timeout(120)
abstract class PersonCreationContract {
    private static final Mapping NICKNAME = Mapping.parse(List.of(ProfileRow.of("nickName", "name")));
    private static final Mapping TITLE = Mapping.parse(List.of(ProfileRow.of("title", "name")));

    private WatchedStorage watched;
    private House house;
    private final AtomicReference<Mapping> mapping = new AtomicReference<>(NICKNAME);

    abstract Storage store();

    @BeforeEach
    void openHouse(TestInfo test) {
        watched = new WatchedStorage(store());
        house = new House(watched.storage(), test.getDisplayName().hashCode());
    }

    private People people() {
        return house.people((session, connection) -> new PersonSettings(
                UserIdAttribute.of(connection), mapping.get(), SignInRules.DEFAULTS), Clock.systemUTC());
    }

    /** The rows that were in force when the request came may not be any more. */
    @Test
    void aPersonIsMadeByTheMappingThatIsInForceWhenItIsWritten() {
        beforeTheNextWrite(() -> mapping.set(TITLE));
        ObjectNode made = new PersonEdits(people()).create(house.caller(), json("{'connection':'"
                + house.connection().name() + "','user_id':'X-1','name':'Ada'}"));
        assertThat(scim(made).path("title").stringValue()).isEqualTo("Ada");
        assertThat(scim(made).has("nickName")).isFalse();
        mapping.set(NICKNAME);
        beforeTheNextWrite(() -> mapping.set(TITLE));
        ObjectNode signedIn = new SignIns(people()).signIn(house.caller(), house.connection(), SignIn
                .of(Strategy.WAAD, json("{'oid':'X-2','name':'Bob'}"), Optional.empty(), Optional.empty())
                .orElseThrow()).profile().orElseThrow();
        assertThat(scim(signedIn).path("title").stringValue()).isEqualTo("Bob");
        assertThat(scim(signedIn).has("nickName")).isFalse();
    }

    @Test
    void aLinkedAccountIsShownByTheMappingOfItsConnection() {
        PersonEdits edits = new PersonEdits(people());
        UserId primary = userId(edits.create(house.caller(), body("X-1", "Ada")));
        UserId linked = userId(edits.create(house.caller(), body("X-2", "Augusta")));
        new LinkedAccounts(people()).link(house.caller(), primary, linked);
        ObjectNode profile = new PersonSearch(people()).find(house.caller(), primary).orElseThrow();
        assertThat(profile.path("identities").path(1).path("profileData").path("name").stringValue())
                .isEqualTo("Augusta");
    }

    @Test
    void aUserIdThatContradictsWhatARowWritesIsRefused() {
        House saml = house.withConnection(Strategy.SAMLP);
        PersonEdits edits = new PersonEdits(saml.people());
        String names = "{'connection':'" + saml.connection().name() + "','user_id':'jdoe','username':'";
        assertThatExceptionOfType(DirectoryException.class)
                .isThrownBy(() -> edits.create(saml.caller(), json(names + "other'}")))
                .withMessageContaining("user_id")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(DirectoryException.Kind.INVALID));
        assertThat(userId(edits.create(saml.caller(), json(names + "jdoe'}"))).subject()).isEqualTo("jdoe");
    }

    @Test
    void aBlockThatIsOverAlreadyIsRefused() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        UserId userId = house.userId(house.user("ada"));
        PersonEdits edits = new PersonEdits(house.people((session, connection) -> PersonSettings.defaults(connection),
                Clock.fixed(now, ZoneOffset.UTC)));
        for (String body : List.of("{'blocked_until':'" + now + "'}",
                "{'blocked':true,'blocked_until':'2020-01-01T00:00:00Z'}")) {
            assertThatExceptionOfType(DirectoryException.class)
                    .isThrownBy(() -> edits.patch(house.caller(), userId, json(body)))
                    .withMessageContaining("still to come");
        }
        assertThat(edits.patch(house.caller(), userId, json("{'blocked_until':'" + now.plusMillis(1) + "'}")))
                .isPresent();
    }

    private void beforeTheNextWrite(Runnable other) {
        AtomicBoolean armed = new AtomicBoolean(true);
        watched.listen(method -> {
            if (method.equals(WatchedStorage.WRITE) && armed.getAndSet(false)) {
                other.run();
            }
        });
    }

    private ObjectNode body(String subject, String name) {
        return json("{'connection':'" + house.connection().name() + "','user_id':'" + subject + "','name':'" + name
                + "'}");
    }

    private ObjectNode scim(ObjectNode profile) {
        return house.get(USER, profile.path("identities").path(0).path("scim_id").stringValue());
    }

    private static UserId userId(ObjectNode profile) {
        return UserId.parse(profile.path("user_id").stringValue()).orElseThrow();
    }
}
