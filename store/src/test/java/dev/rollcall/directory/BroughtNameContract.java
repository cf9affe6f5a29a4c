package dev.rollcall.directory;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.schema.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import static dev.rollcall.directory.House.GROUP;
import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Filters by names that no schema declares: answered from the day on which a resource of the connection brought them. */
abstract class BroughtNameContract {
    private static final String X = "urn:acme:x:2.0:User";

    private House house;

    abstract Storage storage();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(storage(), test.getDisplayName().hashCode());
    }

    private static String body(String userName, String members) {
        return "{'schemas':['" + Urns.USER + "'],'userName':'" + userName + "'" + members + "}";
    }

    private static String tagged(String userName, String tag) {
        return body(userName, ",'" + X + "':{'tag':'" + tag + "'}");
    }

    private static int found(House house, ResourceType type, String filter) {
        return house.list(type, Map.of("filter", filter)).path("totalResults").intValue();
    }

    private int found(String filter) {
        return found(house, USER, filter);
    }

    private static ScimException refused(House house, List<ResourceType> types, String filter) {
        return catchThrowableOfType(ScimException.class, () -> house.list(types, Map.of("filter", filter)));
    }

    private void requireUnknown(ResourceType type, String filter) {
        ScimException refused = refused(house, List.of(type), filter);
        assertThat(refused).as(filter).isNotNull();
        assertThat(refused.scimType()).contains(ScimType.INVALID_FILTER);
        assertThat(refused.detail()).contains("is not an attribute of " + type.name());
    }

    @Test
    void aNameIsAnsweredAfterTheLastResourceWithItHasGone() {
        requireUnknown(USER, X + ":tag eq \"7\"");
        String id = house.create(USER, tagged("ann", "7")).path("id").stringValue();
        assertThat(found(X + ":tag eq \"7\"")).isEqualTo(1);
        house.delete(USER, id);
        assertThat(found(X + ":TAG eq \"7\"")).isZero();
        assertThat(found(house.through(storage()), USER, X + ":tag pr")).as("by another node").isZero();
        requireUnknown(USER, X + ":tga eq \"7\"");
        requireUnknown(GROUP, X + ":tag eq \"7\"");
        ScimException elsewhere = refused(house.neighbour(), List.of(USER), X + ":tag eq \"7\"");
        assertThat(elsewhere.scimType()).contains(ScimType.INVALID_FILTER);
    }

    @Test
    void everyKindOfChangeBringsNames() {
        String id = house.user("ann");
        house.patch(USER, id, "[{'op':'add','path':'name.initials','value':'A'}]");
        house.patch(USER, id, "[{'op':'remove','path':'name.initials'}]");
        assertThat(found("name.initials eq \"A\"")).isZero();
        house.put(USER, id, body("ann", ",'emails':[{'value':'a@x','verified':true}]"));
        assertThat(found("emails[verified eq true]")).isEqualTo(1);
        assertThat(found("emails.verified eq true")).isEqualTo(1);
        String group = house.group("g", List.of());
        house.patch(GROUP, group, "[{'op':'add','path':'color','value':'red'}]");
        assertThat(found(house, GROUP, "color eq \"RED\"")).isEqualTo(1);
        List<String> many = IntStream.range(0, 2 * House.MEMBER_CHUNK).mapToObj(i -> "m" + i).toList();
        house.create(GROUP, "{'schemas':['" + Urns.GROUP + "'],'displayName':'many','size':'large','members':"
                + House.members(many) + "}");
        assertThat(found(house, GROUP, "size eq \"large\"")).isEqualTo(1);
        house.put(GROUP, group, "{'schemas':['" + Urns.GROUP + "'],'displayName':'g','shape':'round','members':"
                + House.members(many) + "}");
        assertThat(found(house, GROUP, "shape eq \"round\"")).isEqualTo(1);
    }

    @Test
    void aChangeThatIsRefusedBringsNothing() {
        house.user("ann");
        assertThat(catchThrowableOfType(ScimException.class, () -> house.create(USER, tagged("ANN", "7"))).status())
                .isEqualTo(409);
        requireUnknown(USER, X + ":tag eq \"7\"");
    }

    @Test
    void aChangeThatBringsNothingNewTellsTheStoreNothing() {
        WatchedStorage watched = new WatchedStorage(storage());
        List<String> calls = new ArrayList<>();
        watched.listen(call -> {
            if (call.equals("remember") || call.equals("known")) {
                calls.add(call);
            }
        });
        House counted = house.through(watched.storage());
        String id = counted.user("plain");
        counted.patch(USER, id, "[{'op':'replace','path':'title','value':'T'}]");
        assertThat(calls).isEmpty();
        counted.create(USER, tagged("ann", "7"));
        assertThat(calls).containsExactly("remember");
        counted.create(USER, tagged("bob", "8"));
        counted.patch(USER, id, "[{'op':'add','path':'" + X + ":tag','value':'9'}]");
        assertThat(calls).containsExactly("remember");
        counted.patch(USER, id, "[{'op':'add','path':'" + X + ":tag2','value':'9'}]");
        assertThat(calls).containsExactly("remember", "remember");
        assertThat(found(counted, USER, "title eq \"T\"")).isEqualTo(1);
        assertThat(calls).hasSize(2);
    }

    @Test
    void beyondTheBoundANameIsKeptAndAFilterByItRefusedWithTheSetting() {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < House.UNDECLARED_NAMES.names(); i++) {
            members.append(",'n").append(i).append("':").append(i);
        }
        String id = house.create(USER, body("ann", members.toString())).path("id").stringValue();
        assertThat(house.get(USER, id).path("n39").intValue()).isEqualTo(39);
        assertThat(found("n19 eq 19")).isEqualTo(1);
        for (String beyond : List.of("n39 eq 39", "usrName eq \"ann\"")) {
            requireUnknown(USER, beyond);
            assertThat(refused(house, List.of(USER), beyond).detail()).contains("limits.undeclared-names");
        }
    }

    /** A scan of this house may look at nothing, so that whatever it finds, it finds without one. */
    @Test
    void aLookUpJoinedWithAnUndeclaredTermIsServedByTheIndex() {
        for (int i = 0; i < 30; i++) {
            house.create(USER, body("u" + i, ",'externalId':'e" + i + "','displayName':'same','emails':[{'value':'m" + i
                    + "@x','type':'work'}],'" + X + "':{'tag':'" + i % 3 + "'}"));
        }
        House narrow = house.withScan(0);
        assertThat(found(narrow, USER, "userName eq \"U7\" and " + X + ":tag eq \"1\"")).isEqualTo(1);
        assertThat(found(narrow, USER, X + ":tag eq \"2\" and userName eq \"u7\"")).isZero();
        assertThat(found(narrow, USER, "externalId eq \"e7\" and not (" + X + ":tag eq \"2\")")).isEqualTo(1);
        assertThat(found(narrow, USER, "emails[type eq \"work\" and value eq \"m7@x\"] and " + X + ":tag pr"))
                .isEqualTo(1);
        assertThat(found(narrow, USER, "displayName eq \"same\" and " + X + ":tag eq \"1\"")).isEqualTo(10);
        assertThat(refused(narrow, List.of(USER), "userName eq \"u7\" or " + X + ":tag eq \"1\"").scimType())
                .contains(ScimType.TOO_MANY);
        assertThat(refused(narrow, List.of(USER), "active eq true and " + X + ":tag eq \"1\"").scimType())
                .contains(ScimType.TOO_MANY);
        requireUnknown(USER, "userName eq \"u7\" and " + X + ":tga eq \"1\"");
    }

    @Test
    void aLookUpThatLeadsToManyTakesATurn() {
        for (int i = 0; i < 103; i++) {
            house.create(USER, body("u" + i, ",'displayName':'same','" + X + "':{'tag':'" + i % 2 + "'}"));
        }
        assertThat(found("displayName eq \"same\" and " + X + ":tag eq \"0\"")).isEqualTo(52);
        assertThat(refused(house.withScan(102), List.of(USER), "displayName eq \"same\" and " + X + ":tag eq \"0\"")
                .scimType()).contains(ScimType.TOO_MANY);
    }

    @Test
    void bothReadingsOfAnEscapeHaveOneBudgetOverAllTypes() {
        for (int i = 0; i < 8; i++) {
            house.create(USER, body("u" + i, ",'title':'T'"));
        }
        house.create(USER, body("CORP\\\\bob", ",'title':'CORP\\\\boss'"));
        house.group("g", List.of());
        assertThat(house.list(List.of(USER, GROUP), Map.of("filter", "userName eq \"CORP\\bob\""))
                .path("totalResults")
                .intValue()).isEqualTo(1);
        assertThat(found(house.withScan(18), USER, "title eq \"CORP\\boss\"")).isEqualTo(1);
        assertThat(refused(house.withScan(17), List.of(USER), "title eq \"CORP\\boss\"").scimType())
                .contains(ScimType.TOO_MANY);
        String several = "title eq \"CORP\\boss\" or externalId co \"x\"";
        assertThat(refused(house.withScan(9), List.of(USER, GROUP), several).scimType()).contains(ScimType.TOO_MANY);
        assertThat(house.withScan(10)
                .list(List.of(USER, GROUP), Map.of("filter", several))
                .path("totalResults")
                .intValue()).isZero();
    }
}
