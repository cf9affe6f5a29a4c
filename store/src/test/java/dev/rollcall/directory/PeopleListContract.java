package dev.rollcall.directory;

import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.directory.person.GroupSearch;
import dev.rollcall.directory.person.GroupSearch.Page;
import dev.rollcall.directory.person.GroupSearch.Wanted;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.person.PersonLimits;
import dev.rollcall.directory.person.PersonPage;
import dev.rollcall.directory.person.PersonQuery;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.person.query.ProfileQueryParser;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.message.Urns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.USER;
import static dev.rollcall.directory.House.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Lists of people and of groups, on every engine. */
abstract class PeopleListContract {
    private House house;
    private PersonSearch search;
    private PersonEdits edits;

    abstract Storage storage();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(storage(), test.getDisplayName().hashCode());
        search = new PersonSearch(house.people());
        edits = new PersonEdits(house.people());
    }

    @Test
    void aSearchFindsByEveryIndexAndComparesTheProfile() {
        List<String> ids = IntStream.range(0, 30).mapToObj(i -> provision(house, i)).toList();
        edits.patch(house.caller(), house.userId(ids.get(3)), json("{'blocked':true,'app_metadata':{'plan':'gold'}}"));
        house.patch(USER, ids.get(5), "[{'op':'replace','path':'active','value':false}]");
        // Somebody whose private address is another one's work address is not meant by it.
        house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'odd','emails':[{'type':'home','value':"
                + "'u7@acme.example'},{'type':'work','value':'odd@acme.example'}]}");
        assertThat(found("email:\"U7@acme.example\"")).containsExactly(ids.get(7));
        assertThat(found("email:u1*")).hasSize(11);
        assertThat(found("upn:user-4")).containsExactly(ids.get(4));
        assertThat(found("name:\"name 6\"")).containsExactly(ids.get(6));
        assertThat(found("app_metadata.external_id:E-8")).containsExactly(ids.get(8));
        assertThat(found("app_metadata.external_id:e-8")).isEmpty();
        assertThat(found("user_id:\"" + house.userId(ids.get(9)) + "\"")).containsExactly(ids.get(9));
        assertThat(found("blocked:true")).containsExactly(ids.get(3), ids.get(5));
        assertThat(found("blocked:true AND email:u3*")).containsExactly(ids.get(3));
        assertThat(found("app_metadata.plan:gold")).containsExactly(ids.get(3));
        assertThat(found("NOT email:u*")).hasSize(1);
        assertThat(found("email:u1@acme.example OR email:u2@acme.example")).containsExactly(ids.get(1), ids.get(2));
        assertThat(found("user-10")).containsExactly(ids.get(10));
        assertThat(found("user-1*")).hasSize(11);
        assertThat(found("created_at:[2020-01-01 TO *]")).hasSize(31);
        assertThat(found("created_at:[* TO 2020-01-01]")).isEmpty();
        assertThat(found("email:nobody@acme.example")).isEmpty();
        assertThat(search.withEmail(house.caller(), "U7@ACME.example"))
                .filteredOn(
                        profile -> profile.path("identities").path(0).path("scim_id").stringValue().equals(ids.get(7)))
                .hasSize(1);
        assertThat(search.withEmail(house.caller(), "nobody@acme.example")).isEmpty();
    }

    @Test
    void pagesGoThroughAllConnectionsWithAnExactTotal() {
        House second = house.withConnection(Strategy.OKTA);
        List<String> expected = new ArrayList<>();
        for (House each : List.of(house, second)) {
            for (int i = 0; i < 7; i++) {
                expected.add(each.userId(provision(each, i)).toString());
            }
        }
        for (String q : List.of("", "email:u*")) {
            List<String> paged = new ArrayList<>();
            List<String> walked = new ArrayList<>();
            for (int page = 0; page < 40; page++) {
                long offset = page * 5L;
                PersonPage answer = search.list(house.caller(), new PersonQuery(Optional.empty(),
                        ProfileQueryParser.parse(q), IndexColumn.ID, false, true, Optional.empty(), offset, 5));
                answer.profiles().stream().map(PeopleListContract::userId).forEach(paged::add);
                assertThat(answer.total()).isGreaterThanOrEqualTo(14);
            }
            Optional<PersonPage> last = Optional.empty();
            do {
                PersonPage answer = search.list(house.caller(), new PersonQuery(Optional.empty(),
                        ProfileQueryParser.parse(q), IndexColumn.ID, false, false, last.flatMap(PersonPage::last), 0,
                        3));
                answer.profiles().stream().map(PeopleListContract::userId).forEach(walked::add);
                last = Optional.of(answer);
            } while (last.get().last().isPresent());
            assertThat(paged).doesNotHaveDuplicates().containsAll(expected);
            assertThat(walked).isEqualTo(paged);
        }
        PersonPage own = list(Optional.of(second.connection().name()), "", IndexColumn.CREATED, true);
        assertThat(own.total()).isEqualTo(7);
        assertThat(own.profiles().getFirst().path("email").stringValue()).isEqualTo("u6@acme.example");
        assertThatExceptionOfType(DirectoryException.class)
                .isThrownBy(() -> list(Optional.empty(), "", IndexColumn.CREATED, false))
                .withMessageContaining("connection=NAME");
        assertThat(list(Optional.of("none-such"), "", IndexColumn.ID, false).total()).isZero();
    }

    @Test
    void aSearchThatNoIndexServesHasABudget() {
        IntStream.range(0, 12).forEach(i -> provision(house, i));
        House narrow = house.withScanBytes(800);
        PersonSearch poor = new PersonSearch(narrow.people());
        PersonQuery query = new PersonQuery(Optional.of(house.connection().name()),
                ProfileQueryParser.parse("given_name:x"), IndexColumn.ID, false, true, Optional.empty(), 0, 5);
        assertThatExceptionOfType(ScimException.class).isThrownBy(() -> poor.list(house.caller(), query))
                .satisfies(e -> assertThat(e.scimType()).contains(ScimType.TOO_MANY))
                .withMessageContaining("limits.filter-scan");
        PersonQuery served = new PersonQuery(Optional.of(house.connection().name()),
                ProfileQueryParser.parse("given_name:x AND email:u3@acme.example"), IndexColumn.ID, false, true,
                Optional.empty(), 0, 5);
        assertThat(poor.list(house.caller(), served).total()).isZero();
    }

    @Test
    void aListOverTooManyConnectionsIsWalkedByCursorsAlone() {
        provision(house, 1);
        provision(house.withConnection(Strategy.OKTA), 1);
        People usual = house.people();
        PersonSearch one = new PersonSearch(new People(usual.storage(), usual.resources(), usual.settings(),
                usual.clock(), usual.ids(), usual.turns(),
                new PersonLimits(usual.limits().overlaySize(), usual.limits().signInSize(), usual.limits().pageBytes(),
                        usual.limits().searchTime(),
                        1, usual.limits().formerSubjects())));
        for (String q : List.of("", "name:x")) {
            assertThatExceptionOfType(DirectoryException.class)
                    .isThrownBy(() -> one.list(house.caller(), new PersonQuery(Optional.empty(),
                            ProfileQueryParser.parse(q), IndexColumn.ID, false, true, Optional.empty(), 0, 5)))
                    .withMessageContaining("limits.search-connections");
        }
        assertThat(one.list(house.caller(), new PersonQuery(Optional.empty(), Optional.empty(), IndexColumn.ID, false,
                false, Optional.empty(), 0, 2)).profiles()).hasSize(2);
        assertThat(one.list(house.caller(), new PersonQuery(Optional.empty(),
                ProfileQueryParser.parse("email:nobody@nowhere.example"), IndexColumn.ID, false, true,
                Optional.empty(), 0, 2)).total()).isZero();
    }

    @Test
    void groupsAndTheirMembersArePagedByKey() {
        List<String> users = IntStream.range(0, 7).mapToObj(i -> provision(house, i)).toList();
        List<String> members = new ArrayList<>(users);
        members.add("nobody");
        List<String> groups = IntStream.range(0, 5).mapToObj(i -> house.group("Group " + i, members)).toList();
        GroupSearch search = new GroupSearch(house.people());
        Wanted own = new Wanted(Optional.of(house.connection().id()), Optional.empty(), Optional.empty());
        List<String> ids = new ArrayList<>();
        String cursor = "";
        Page page;
        do {
            page = search.list(house.caller(), own, "tenant", cursor, 2);
            page.items().forEach(group -> ids.add(group.path("id").stringValue()));
            cursor = page.next().orElse("");
        } while (page.next().isPresent());
        assertThat(ids).isEqualTo(groups.stream().map(GroupId::of).toList());
        Wanted named = new Wanted(Optional.empty(), Optional.of("GROUP 3"), Optional.empty());
        assertThat(search.list(house.caller(), named, "tenant", "", 50).items())
                .filteredOn(group -> group.path("connection_id").stringValue().equals(house.connection().id().value()))
                .singleElement()
                .satisfies(group -> assertThat(group.path("name").stringValue()).isEqualTo("Group 3"));
        assertThat(search.find(house.caller(), ids.get(1), "tenant").orElseThrow().path("name").stringValue())
                .isEqualTo("Group 1");
        assertThat(search.find(house.caller(), GroupId.of(users.getFirst()), "tenant")).as("no group's").isEmpty();

        List<String> seen = new ArrayList<>();
        cursor = "";
        do {
            page = search.members(house.caller(), ids.getFirst(), cursor, 3).orElseThrow();
            page.items().forEach(member -> seen.add(member.path("id").stringValue()));
            cursor = page.next().orElse("");
        } while (page.next().isPresent());
        assertThat(seen).containsExactlyElementsOf(users.stream().map(id -> house.userId(id).toString()).toList());

        List<String> of = new ArrayList<>();
        cursor = "";
        do {
            page = search.of(house.caller(), house.userId(users.getFirst()), "tenant", cursor, 2).orElseThrow();
            page.items().forEach(group -> of.add(group.path("id").stringValue()));
            cursor = page.next().orElse("");
        } while (page.next().isPresent());
        assertThat(of).isEqualTo(ids);
    }

    private List<String> found(String q) {
        PersonPage page = list(Optional.of(house.connection().name()), q, IndexColumn.ID, false);
        assertThat(page.total()).isEqualTo(page.profiles().size());
        return page.profiles()
                .stream()
                .map(profile -> profile.path("identities").path(0).path("scim_id").stringValue())
                .toList();
    }

    private PersonPage list(Optional<String> connection, String q, IndexColumn order, boolean descending) {
        return search.list(house.caller(),
                new PersonQuery(connection, ProfileQueryParser.parse(q), order, descending, true,
                        Optional.empty(), 0, 100));
    }

    private static String userId(ObjectNode profile) {
        return profile.path("user_id").stringValue();
    }

    private static String provision(House house, int number) {
        return house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'user-" + number + "','externalId':'E-"
                + number + "','displayName':'Name " + number + "','emails':[{'type':'work','primary':true,'value':'u"
                + number + "@acme.example'}]}").path("id").stringValue();
    }
}
