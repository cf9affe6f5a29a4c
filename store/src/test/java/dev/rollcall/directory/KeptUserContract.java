package dev.rollcall.directory;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.DeletionPolicy;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.LinkedAccounts;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.person.PersonQuery;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.person.SignIn;
import dev.rollcall.directory.person.SignInAnswer;
import dev.rollcall.directory.person.SignInAnswer.Reason;
import dev.rollcall.directory.person.SignIns;
import dev.rollcall.directory.rendering.ChangeEvents;
import dev.rollcall.directory.resource.Precondition;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.message.Urns;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.USER;
import static dev.rollcall.directory.House.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Users who are deleted, and come back to what the product has of them, on every engine. */
abstract class KeptUserContract {
    private House house;

    abstract Storage store();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(store(), test.getDisplayName().hashCode());
        keep(30);
    }

    private void keep(int days) {
        house.connections.setDeletionPolicy(house.connection().id(), new DeletionPolicy(days));
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void whoComesBackHasUserIdBlockMetadataAndIdentitiesAgain(Strategy strategy) {
        house = house.withConnection(strategy);
        keep(30);
        String old = provision("ada", "X-1");
        UserId userId = house.userId(old);
        signIn("X-1", "ada");
        patch(userId, "{'blocked':true,'app_metadata':{'plan':'gold'}}");
        String friend = provision("friend", "X-9");
        assertThat(new LinkedAccounts(house.people()).link(house.caller(), userId, house.userId(friend))).isPresent();
        house.delete(USER, old);
        assertThat(profile(userId)).isEmpty();
        assertThat(profile(house.userId(friend)).orElseThrow().has("linked_to")).isFalse();
        assertThat(told(friend)).as("it stands alone").containsExactly("created", "linked", "unlinked");

        String back = provision("ada", "X-1");
        assertThat(told(friend)).as("and is part of the other again")
                .containsExactly("created", "linked", "unlinked", "linked");
        assertThat(back).isNotEqualTo(old);
        assertThat(house.userId(back)).isEqualTo(userId);
        ObjectNode profile = profile(userId).orElseThrow();
        assertThat(profile.path("blocked").booleanValue()).isTrue();
        assertThat(profile.path("app_metadata").path("plan").stringValue()).isEqualTo("gold");
        assertThat(profile.path("logins_count").intValue()).isEqualTo(1);
        assertThat(profile.path("identities")).hasSize(2);
        assertThat(signIn("X-1", "ada").reason()).isEqualTo(Reason.BLOCKED);
        assertThat(house.get(USER, back).path("meta").path("version").stringValue()).isEqualTo("W/\"1\"");
    }

    private List<String> told(String id) {
        List<ChangeRecord> changes = house.storage
                .read(Share.HOUSE, session -> session.changes().page(house.connection().id(), "", 1_000).changes());
        return changes.stream()
                .filter(change -> change.resourceId().equals(id))
                .map(change -> ChangeEvents.linked(change)
                        .map(now -> now ? "linked" : "unlinked")
                        .orElse(change.action()))
                .toList();
    }

    @Test
    void toScimIsGoneAtOnceWhoeverIsKept() {
        String id = provision("ada", "X-1");
        String group = house.group("g", List.of(id));
        house.delete(USER, id);
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> house.get(USER, id))
                .satisfies(e -> assertThat(e.status()).isEqualTo(404));
        for (Map<String, String> query : List.of(Map.<String, String>of(), Map.of("filter", "userName eq \"ada\""),
                Map.of("filter", "externalId eq \"X-1\""), Map.of("filter", "title co \"x\""))) {
            assertThat(house.list(USER, query).path("totalResults").intValue()).isZero();
        }
        assertThat(house.memberValues(group)).isEmpty();
        String other = provision("ada", "X-2");
        assertThat(house.userId(other).toString()).endsWith("|X-2");
        PersonQuery everybody = new PersonQuery(Optional.of(house.connection().name()), Optional.empty(),
                IndexColumn.ID,
                false, true, Optional.empty(), 0, 10);
        assertThat(new PersonSearch(house.people()).list(house.caller(), everybody).profiles()).hasSize(1);
        // Late, or sent again: it must not reach whoever came back.
        String back = provision("ada2", "X-1");
        assertThatExceptionOfType(ScimException.class).isThrownBy(() -> house.delete(USER, id));
        assertThat(house.get(USER, back).path("userName").stringValue()).isEqualTo("ada2");
        assertThat(house.memberValues(group)).isEmpty();
        assertThat(house.changes().stream().filter(change -> change.resourceId().equals(id)))
                .extracting(ChangeRecord::action)
                .containsExactly("created", "deleted");
        assertThat(house.changes().stream().filter(change -> change.resourceId().equals(back)))
                .extracting(ChangeRecord::action)
                .containsExactly("created");
    }

    /** The user id was made of another value than the provider had at last, or of none. */
    @Test
    void itIsTheLastValueOfTheAttributeThatCountsAndNotTheUserId() {
        String renamed = provision("ada", "X-1");
        house.patch(USER, renamed, "[{'op':'replace','path':'externalId','value':'Y-1'}]");
        String late = house.user("eve");
        house.patch(USER, late, "[{'op':'add','path':'externalId','value':'Z-1'}]");
        List<UserId> userIds = List.of(house.userId(renamed), house.userId(late));
        house.delete(USER, renamed);
        house.delete(USER, late);
        assertThat(house.userId(provision("somebody", "X-1")).toString()).as("is retired").doesNotEndWith("X-1");
        assertThat(house.userId(provision("ada", "Y-1"))).isEqualTo(userIds.get(0));
        assertThat(house.userId(provision("eve", "Z-1"))).isEqualTo(userIds.get(1));
    }

    @Test
    void onlyOneComesBackToOneUserIdAndAgainAfterEachDeletion() throws Exception {
        UserId userId = house.userId(provision("ada", "X-1"));
        for (int round = 0; round < 5; round++) {
            String id = House.values(house.list(USER, Map.of()).path("Resources"), "id").getFirst();
            assertThat(house.userId(id)).isEqualTo(userId);
            house.delete(USER, id);
            List<House> nodes = List.of(house, house.withIndexRows(1));
            int wave = round;
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<String>> posts = IntStream.range(0, 8)
                        .mapToObj(
                                i -> (Callable<String>) () -> provision(nodes.get(i % 2), "a" + wave + "-" + i, "X-1"))
                        .toList();
                int same = 0;
                for (Future<String> post : clients.invokeAll(posts)) {
                    String made = post.get();
                    if (house.userId(made).equals(userId)) {
                        same++;
                    } else {
                        house.resources.delete(house.call(), USER, made,
                                Precondition.none());
                    }
                }
                assertThat(same).isEqualTo(1);
            }
        }
    }

    @Test
    void aSignInOfSomebodyWhoIsKeptIsRefusedAndMakesNobody() {
        String id = provision("ada", "X-1");
        signIn("X-1", "ada");
        house.delete(USER, id);
        assertThat(signIn("X-1", "ada").reason()).isEqualTo(Reason.DELETED);
        assertThat(house.list(USER, Map.of()).path("totalResults").intValue()).isZero();
        String other = provision("ada", "X-2");
        assertThat(signIn("X-1", "ada").reason()).as("nobody is adopted").isEqualTo(Reason.DELETED);
        assertThat(signIn("X-2", "ada").reason()).isEqualTo(Reason.ALLOWED);
        house.delete(USER, other);
        provision("ada", "X-1");
        assertThat(signIn("X-1", "ada").reason()).isEqualTo(Reason.ALLOWED);
    }

    @Test
    void nothingIsKeptWhereThePolicySaysSoOrTheHouseDeletesOrNobodyCouldComeBack() {
        keep(0);
        UserId first = house.userId(provision("a", "X-1"));
        house.delete(USER, id("a"));
        keep(30);
        assertThat(house.userId(provision("a", "X-1"))).isNotEqualTo(first);

        UserId second = house.userId(provision("b", "X-2"));
        patch(second, "{'blocked':true}");
        assertThat(new PersonEdits(house.people()).delete(house.caller(), second)).isTrue();
        String again = provision("b", "X-2");
        assertThat(house.userId(again)).isNotEqualTo(second);
        assertThat(profile(house.userId(again)).orElseThrow().path("blocked").booleanValue()).isFalse();

        house.user("c");
        house.delete(USER, id("c"));
        assertThat(profile(house.userId(house.user("c"))).orElseThrow().path("blocked").booleanValue()).isFalse();
    }

    @Test
    void theHouseForgetsAtOnceWhoIsKeptAndTheUserIdStaysNobodyElses() {
        UserId userId = house.userId(provision("ada", "X-1"));
        UserId other = house.userId(provision("eve", "X-2"));
        patch(userId, "{'blocked':true}");
        patch(other, "{'blocked':true}");
        signIn("X-1", "ada");
        house.delete(USER, id("ada"));
        house.delete(USER, id("eve"));
        PersonEdits edits = new PersonEdits(house.people());
        assertThat(edits.delete(house.caller(), userId)).isTrue();
        assertThat(edits.delete(house.caller(), userId)).isFalse();
        assertThat(edits.delete(house.caller(), new UserId(Strategy.OKTA, userId.connection(), "X-2"))).isFalse();
        String again = provision("ada", "X-1");
        assertThat(house.userId(again)).isNotEqualTo(userId);
        assertThat(profile(house.userId(again)).orElseThrow().path("blocked").booleanValue()).isFalse();
        assertThat(house.userId(provision("eve", "X-2"))).as("a bystander").isEqualTo(other);
        assertThat(profile(other).orElseThrow().path("blocked").booleanValue()).isTrue();
    }

    /** Another connection's subject is another person's. */
    @Test
    void nobodyComesBackInAnotherConnection() {
        UserId userId = house.userId(provision("ada", "X-1"));
        house.delete(USER, id("ada"));
        House neighbour = house.neighbour();
        String other = provision(neighbour, "ada", "X-1");
        assertThat(neighbour.userId(other).toString()).isNotEqualTo(userId.toString()).endsWith("|X-1");
        assertThat(house.userId(provision("ada", "X-1"))).isEqualTo(userId);
    }

    private String id(String userName) {
        return House
                .values(house.list(USER, Map.of("filter", "userName eq \"" + userName + "\"")).path("Resources"), "id")
                .getFirst();
    }

    private Optional<ObjectNode> profile(UserId userId) {
        return new PersonSearch(house.people()).find(house.caller(), userId);
    }

    private void patch(UserId userId, String body) {
        assertThat(new PersonEdits(house.people()).patch(house.caller(), userId, json(body))).isPresent();
    }

    private SignInAnswer signIn(String subject, String name) {
        ObjectNode said = json("{'sub':'" + subject + "','preferred_username':'" + name + "'}");
        return new SignIns(house.people()).signIn(house.caller(), house.connection(),
                SignIn.of(house.connection().strategy(), said, Optional.of("sub"), Optional.of("192.0.2.7"))
                        .orElseThrow());
    }

    private String provision(String userName, String externalId) {
        return provision(house, userName, externalId);
    }

    private static String provision(House node, String userName, String externalId) {
        return node.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'" + userName + "','externalId':'"
                + externalId + "'}").path("id").stringValue();
    }
}
