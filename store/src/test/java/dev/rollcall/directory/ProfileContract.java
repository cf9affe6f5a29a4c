package dev.rollcall.directory;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.EndedBlocks;
import dev.rollcall.directory.person.LinkedAccounts;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.person.PersonSettings;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.message.Urns;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.USER;
import static dev.rollcall.directory.House.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the product sees of people and keeps of them, on every engine. */
abstract class ProfileContract {
    private House house;
    private PersonSearch search;
    private PersonEdits edits;

    abstract Storage storage();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(storage(), test.getDisplayName().hashCode());
        people(house.people());
    }

    private void people(People people) {
        search = new PersonSearch(people);
        edits = new PersonEdits(people);
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void anEditOfTheProfileIsSeenByTheProviderAndEverythingElseIsStillThere(Strategy strategy) {
        house = house.withConnection(strategy);
        String id = house.create(USER,
                "{'schemas':['" + Urns.USER + "','urn:acme:2.0:Own'],'userName':'ada@acme.example',"
                        + "'externalId':'X-1','displayName':'Ada','name':{'givenName':'Ada','familyName':'Lovelace'},"
                        + "'emails':[{'type':'work','primary':true,'value':'ada@acme.example'}],'shoeSize':38,"
                        + "'urn:acme:2.0:Own':{'desk':'7b'}}")
                .path("id")
                .stringValue();
        ObjectNode before = house.get(USER, id);
        UserId userId = house.userId(id);
        ObjectNode profile = profile(userId);
        assertThat(profile.path("user_id").stringValue()).isEqualTo(strategy.keyword() + "|" + house.connection().name()
                + "|" + (strategy == Strategy.SAMLP ? "ada@acme.example" : "X-1"));
        assertThat(profile.path("email").stringValue()).isEqualTo("ada@acme.example");
        assertThat(profile.path("given_name").stringValue()).isEqualTo("Ada");
        assertThat(profile.path("blocked").booleanValue()).isFalse();
        assertThat(profile.path("identities").path(0).path("connection").stringValue())
                .isEqualTo(house.connection().name());

        patch(userId, "{'given_name':'Augusta','email':'augusta@acme.example'}");
        ObjectNode after = house.get(USER, id);
        assertThat(after.path("name").path("givenName").stringValue()).isEqualTo("Augusta");
        assertThat(after.path("emails").path(0).path("value").stringValue()).isEqualTo("augusta@acme.example");
        assertThat(after.path("meta").path("version").stringValue()).isEqualTo("W/\"2\"");
        for (String kept : List.of("shoeSize", "urn:acme:2.0:Own", "userName", "externalId", "displayName")) {
            assertThat(after.path(kept)).as(kept).isEqualTo(before.path(kept));
        }
        assertThat(profile(userId).path("given_name").stringValue()).isEqualTo("Augusta");
        assertThat(profile(userId).path("user_id")).isEqualTo(profile.path("user_id"));
    }

    @Test
    void anAdministratorsBlockIsNotUndoneByTenCyclesAndTheProviderIsAnsweredItsOwnValue() {
        String id = house.user("ada");
        UserId userId = house.userId(id);
        patch(userId, "{'blocked':true}");
        for (int cycle = 0; cycle < 10; cycle++) {
            house.patch(USER, id, "[{'op':'replace','path':'active','value':true},"
                    + "{'op':'add','path':'title','value':'cycle " + cycle + "'}]");
            house.put(USER, id, "{'schemas':['" + Urns.USER + "'],'userName':'ada','active':true}");
            assertThat(house.get(USER, id).path("active").booleanValue()).isTrue();
            assertThat(profile(userId).path("blocked").booleanValue()).isTrue();
        }
        house.patch(USER, id, "[{'op':'replace','path':'active','value':false}]");
        patch(userId, "{'blocked':false}");
        assertThat(profile(userId).path("blocked").booleanValue()).as("the provider's own").isTrue();
        house.patch(USER, id, "[{'op':'replace','path':'active','value':true}]");
        assertThat(profile(userId).path("blocked").booleanValue()).isFalse();
    }

    @Test
    void whatOnlyTheProductHasMovesNoVersionAndIsRecorded() {
        String id = house.user("ada");
        UserId userId = house.userId(id);
        ObjectNode before = house.get(USER, id);
        int records = house.changes().size();
        patch(userId, "{'blocked':true,'app_metadata':{'plan':'gold'},'loyalty':'high'}");
        assertThat(house.get(USER, id)).isEqualTo(before);
        List<ChangeRecord> recorded = house.changes();
        assertThat(recorded).hasSize(records + 1);
        ChangeRecord record = recorded.getLast();
        assertThat(record.action()).isEqualTo("updated");
        assertThat(record.version()).isEqualTo(1);
        assertThat(record.resourceId()).isEqualTo(id);
        assertThat(record.cause().actor()).isEqualTo(Actor.client("client-1"));
        assertThat(record.plan()).contains(
                "{\"change\":\"assign\",\"path\":\"urn:rollcall:params:profile:blocked\",\"after\":true}",
                "profile:app_metadata.plan", "profile:loyalty");
        patch(userId, "{'blocked':true,'loyalty':'high'}");
        assertThat(house.changes()).as("nothing changed").hasSize(records + 1);
        // Both at once are one record.
        patch(userId, "{'given_name':'Ada','loyalty':'low'}");
        ChangeRecord both = house.changes().getLast();
        assertThat(both.version()).isEqualTo(2);
        assertThat(both.plan()).contains("givenName", "profile:loyalty");
        assertThat(house.changes()).hasSize(records + 2);
    }

    @Test
    void metadataIsMergedAtItsFirstLevelAndNullTakesAway() {
        UserId userId = house.userId(house.user("ada"));
        patch(userId, "{'app_metadata':{'a':{'x':1,'y':2},'b':2},'user_metadata':{'c':3}}");
        patch(userId, "{'app_metadata':{'a':{'x':9},'b':null},'loyalty':'high'}");
        ObjectNode profile = profile(userId);
        assertThat(profile.path("app_metadata").path("a")).isEqualTo(json("{'x':9}"));
        assertThat(profile.path("app_metadata").has("b")).isFalse();
        assertThat(profile.path("user_metadata").path("c").intValue()).isEqualTo(3);
        patch(userId, "{'user_metadata':{},'loyalty':null}");
        profile = profile(userId);
        assertThat(profile.has("user_metadata")).isFalse();
        assertThat(profile.has("loyalty")).isFalse();
        refused("identities", () -> patch(userId, "{'identities':[]}"));
        refused("user_id", () -> patch(userId, "{'user_id':'x'}"));
        refused("connection", () -> patch(userId, "{'connection':'other'}"));
        refused("limits.overlay-size", () -> patch(userId, "{'app_metadata':{'x':'" + "y".repeat(300_000) + "'}}"));
        assertThat(profile(userId)).isEqualTo(profile);
    }

    @Test
    void parallelEditsOfOnePersonAllSurvive() throws Exception {
        String id = house.user("ada");
        UserId userId = house.userId(id);
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> works = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String key = "k" + i;
                works.add(() -> {
                    patch(userId, "{'app_metadata':{'" + key + "':1}}");
                    return true;
                });
            }
            for (var work : clients.invokeAll(works)) {
                assertThat(work.get()).isTrue();
            }
        }
        assertThat(profile(userId).path("app_metadata")).hasSize(12);
    }

    @Test
    void aBlockEndsByItselfAndTheEndIsAChange() {
        Instant end = Instant.parse("2026-03-01T12:00:00Z");
        String id = house.user("ada");
        UserId userId = house.userId(id);
        people(peopleAt(end.minusSeconds(1)));
        patch(userId, "{'blocked_until':'" + end + "'}");
        assertThat(profile(userId).path("blocked").booleanValue()).isTrue();
        assertThat(profile(userId).path("blocked_until").stringValue()).isEqualTo(end.toString());
        assertThat(blocks(end.minusMillis(1)).step()).isFalse();
        int records = house.changes().size();
        people(peopleAt(end));
        assertThat(profile(userId).path("blocked").booleanValue()).as("at once").isFalse();
        blocks(end).step();
        blocks(end).step();
        assertThat(house.changes()).hasSize(records + 1).last().satisfies(record -> {
            assertThat(record.cause().actor()).isEqualTo(Actor.UPKEEP);
            assertThat(record.plan()).contains("profile:blocked\",\"before\":true}");
        });
        assertThat(house.get(USER, id).path("meta").path("version").stringValue()).isEqualTo("W/\"1\"");
        refused("blocked_until", () -> patch(userId, "{'blocked':false,'blocked_until':'" + end + "'}"));
        refused("blocked_until", () -> patch(userId, "{'blocked_until':'tomorrow'}"));
    }

    private EndedBlocks blocks(Instant now) {
        return new EndedBlocks(house.storage, Clock.fixed(now, ZoneOffset.UTC), house.ids, System::nanoTime);
    }

    private People peopleAt(Instant now) {
        return house.people((session, connection) -> PersonSettings.defaults(connection),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void aPersonIsCreatedAndDeletedFromInside() {
        ObjectNode made = edits.create(house.caller(), json("{'connection':'" + house.connection().name()
                + "','user_id':'X-7','email':'ada@acme.example','given_name':'Ada','blocked':true,"
                + "'app_metadata':{'plan':'gold'}}"));
        UserId userId = UserId.parse(made.path("user_id").stringValue()).orElseThrow();
        assertThat(userId.subject()).isEqualTo("X-7");
        assertThat(made.path("blocked").booleanValue()).isTrue();
        assertThat(made.path("app_metadata").path("plan").stringValue()).isEqualTo("gold");
        String id = made.path("identities").path(0).path("scim_id").stringValue();
        ObjectNode scim = house.get(USER, id);
        assertThat(scim.path("externalId").stringValue()).isEqualTo("X-7");
        assertThat(scim.path("userName").stringValue()).isEqualTo("ada@acme.example");
        assertThat(scim.path("active").booleanValue()).as("the provider's own").isTrue();
        for (String same : List.of("'user_id':'X-7','email':'other@acme.example'", "'email':'ADA@acme.example'")) {
            assertThatExceptionOfType(DirectoryException.class)
                    .isThrownBy(() -> edits.create(house.caller(),
                            json("{'connection':'" + house.connection().name() + "'," + same + "}")))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(DirectoryException.Kind.TAKEN));
        }
        assertThat(edits.delete(house.caller(), userId)).isTrue();
        assertThat(edits.delete(house.caller(), userId)).isFalse();
        assertThat(search.find(house.caller(), userId)).isEmpty();
        assertThatExceptionOfType(ScimException.class).isThrownBy(() -> house.get(USER, id));
        refused("user_id", () -> edits.create(house.caller(), json("{'connection':'" + house.connection().name()
                + "','user_id':'X-7','email':'ada@acme.example'}")));
    }

    @Test
    void linkedAccountsKeepTheirResourceAndShowWithThePrimary() {
        House other = house.withConnection(Strategy.OKTA);
        UserId primary = house.userId(house.user("ada"));
        String linkedId = other.user("ada@other.example");
        UserId linked = other.userId(linkedId);
        ObjectNode before = other.get(USER, linkedId);
        LinkedAccounts accounts = new LinkedAccounts(house.people());
        ArrayNode identities = accounts.link(house.caller(), primary, linked).orElseThrow();
        assertThat(identities).hasSize(2);
        assertThat(identities.path(1).path("user_id").stringValue()).isEqualTo(linked.withoutProvider());
        assertThat(identities.path(1).path("provider").stringValue()).isEqualTo("okta");
        assertThat(other.get(USER, linkedId)).isEqualTo(before);
        assertThat(profile(linked).path("linked_to").stringValue()).isEqualTo(primary.toString());
        assertThat(house.changes().getLast().plan()).contains("profile:identities");
        assertThat(other.changes().getLast()).satisfies(record -> {
            assertThat(record.resourceId()).isEqualTo(linkedId);
            assertThat(record.action()).isEqualTo("updated");
            assertThat(record.version()).isEqualTo(1);
            assertThat(record.plan())
                    .isEqualTo("[{\"change\":\"assign\",\"path\":\"urn:rollcall:params:profile:linked_to\","
                            + "\"after\":\"" + primary + "\"}]");
        });
        refused("linked to another", () -> accounts.link(house.caller(), house.userId(house.user("bob")), linked));
        refused("itself", () -> accounts.link(house.caller(), primary, primary));
        refused("linked to", () -> accounts.link(house.caller(), linked, house.userId(house.user("eve"))));
        refused("no linked identity", () -> accounts.unlink(house.caller(), primary, primary));
        assertThat(accounts.unlink(house.caller(), primary, linked).orElseThrow()).hasSize(1);
        assertThat(profile(linked).has("linked_to")).isFalse();
        assertThat(other.changes().getLast().plan()).contains("profile:linked_to", "\"before\":\"" + primary + "\"")
                .doesNotContain("after");
        assertThat(accounts.link(house.caller(), new UserId(Strategy.OKTA, "none", "x"), linked)).isEmpty();
    }

    private static void refused(String word, Runnable edit) {
        assertThatExceptionOfType(DirectoryException.class).isThrownBy(edit::run).withMessageContaining(word);
    }

    private ObjectNode profile(UserId userId) {
        return search.find(house.caller(), userId).orElseThrow();
    }

    private void patch(UserId userId, String body) {
        assertThat(edits.patch(house.caller(), userId, json(body))).isPresent();
    }
}
