package dev.rollcall.directory;

import dev.rollcall.directory.resource.Representation;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.scim.schema.ResourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.GROUP;
import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What answers and resources may take, in bytes and in work, on every engine. */
abstract class BudgetContract {
    private static final int LARGE_USERS = 12;
    /** So that five of these do not fit on a page. */
    private static final int NICKNAME = 24_000;

    private House house;

    abstract Storage storage();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(storage(), test.getDisplayName().hashCode());
    }

    @Test
    void aPageEndsBeforeItGrowsAndTheWalkGoesOn() {
        List<String> users = largeUsers();
        requireWalk(USER, users, Map.of());
        requireWalk(USER, users, Map.of("filter", "nickName sw \"x\""));
        requireWalk(USER, users, Map.of("sortBy", "title"));
        requireWalk(USER, users, Map.of("sortBy", "userName", "sortOrder", "descending"));
    }

    /** Where the first type ends a page, the second does not begin on it: a walk would pass over the rest of the first. */
    @Test
    void aWalkOverSeveralTypesMissesNothing() {
        List<String> all = new ArrayList<>(largeUsers());
        IntStream.range(0, 3).forEach(i -> all.add(house.group("g" + i, List.of())));
        requireWalk(List.of(USER, GROUP), all, Map.of());
        requireWalk(List.of(USER, GROUP), all, Map.of("filter", "nickName sw \"x\" or displayName sw \"g\""));
    }

    @Test
    void whatIsSortedAndLookedAtHasABoundInBytes() {
        for (int i = 0; i < 12; i++) {
            house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'s" + i + "','title':'"
                    + "t".repeat(House.PAGE_BYTES / 11) + "'}");
        }
        requireTooMany("limits.page-bytes", () -> house.list(USER, Map.of("sortBy", "title")));
        House narrow = house.withScanBytes(House.PAGE_BYTES / 2);
        requireTooMany("limits.filter-scan-bytes", () -> narrow.list(USER, Map.of("filter", "title co \"x\"")));
        assertThat(narrow.list(USER, Map.of("filter", "title co \"x\" and userName eq \"s1\""))
                .path("totalResults")
                .intValue()).isZero();
    }

    @Test
    void membersThatAFilterLooksAtAreCountedOverAllGroups() {
        int half = House.SCANNED_MEMBERS / 2;
        String first = house.group("first", names("a", half));
        house.group("second", names("b", half));
        Map<String, String> byDisplay = Map.of("filter", "members.display co \"x\"");
        assertThat(house.list(GROUP, byDisplay).path("totalResults").intValue()).isZero();
        house.group("third", names("c", 1));
        requireTooMany("limits.filter-members", () -> house.list(GROUP, byDisplay));
        assertThat(house.list(GROUP, Map.of("filter", "id eq \"" + first + "\" and members.display co \"x\""))
                .path("totalResults")
                .intValue()).isZero();
    }

    private static void requireTooMany(String setting, Runnable search) {
        assertThatExceptionOfType(ScimException.class).isThrownBy(search::run)
                .satisfies(e -> assertThat(e.scimType()).isEqualTo(Optional.of(ScimType.TOO_MANY)))
                .withMessageContaining(setting);
    }

    @Test
    void aPageOfGroupsEndsBeforeTheirMembersGrow() {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            groups.add(house.group("g" + i, names("m", 160)));
        }
        // More than fit on a page: it is answered whole all the same, and alone.
        groups.add(house.group("large", names("m", 700)));
        List<ObjectNode> walked = requireWalk(GROUP, groups, Map.of());
        assertThat(walked).filteredOn(group -> group.path("displayName").stringValue().equals("large"))
                .singleElement()
                .satisfies(group -> assertThat(group.path("members")).hasSize(700));
    }

    @Test
    void aGroupOfAnySizeIsWrittenPieceByPieceAndNamesEachMemberOnce() {
        List<String> members = names("m", 4 * House.MEMBER_CHUNK);
        String id = house.group("g", members);
        Representation whole = house.resources.get(house.call(), GROUP, id, Projection.everything());
        assertThat(whole.json().orElseThrow().known()).as("it is not read at once").isEmpty();
        ObjectNode read = House.json(whole);
        assertThat(House.values(read.path("members"), "value")).isEqualTo(members);
        assertThat(read.path("displayName").stringValue()).isEqualTo("g");
        Projection values = House.projection(GROUP, List.of("members.value"), List.of());
        ObjectNode projected = House.json(house.resources.get(house.call(), GROUP, id, values));
        assertThat(House.values(projected.path("members"), "value")).isEqualTo(members);
        assertThat(projected.has("displayName")).isFalse();
        Projection none = House.projection(GROUP, List.of(), List.of("members"));
        assertThat(house.resources.get(house.call(), GROUP, id, none).json().orElseThrow().known()).isPresent();
    }

    @Test
    void stretchesThatAProjectionLeavesNothingOfAreNoElements() {
        List<String> members = new ArrayList<>(names("a", 3 * House.MEMBER_CHUNK));
        members.add(House.MEMBER_CHUNK + 3, house.user("in the middle"));
        String id = house.group("g", members);
        Projection displays = House.projection(GROUP, List.of("members.$ref"), List.of());
        ObjectNode read = House.json(house.resources.get(house.call(), GROUP, id, displays));
        assertThat(read.path("members")).hasSize(1);
    }

    @Test
    void aPasswordIsKeptUnderNoContainerAndAnExtensionDoesNotGiveWayToAText() {
        String id = house.user("odd");
        house.patch(USER, id, "[{'op':'add','path':'urn:acme:password:value','value':'hunter2'}]");
        ScimException refused = catchThrowableOfType(ScimException.class, () -> house.patch(USER, id,
                "[{'op':'add','path':'urn:acme:1.0:x:a','value':1},{'op':'add','path':'urn:acme:1.0:x','value':'text'},"
                        + "{'op':'add','path':'urn:acme:1.0:x:b','value':2}]"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(house.get(USER, id).toString()).doesNotContain("hunter2", "urn:acme");
    }

    /** The limit may have been higher once: whoever is larger can be made less, so that also hidden values can be dropped. */
    @Test
    void whoIsLargerThanTheLimitMayBecomeSmaller() {
        String id = house.user("large");
        house.patch(USER, id, "[{'op':'add','path':'nickName','value':'" + "x".repeat(3_000)
                + "'},{'op':'add','path':'title','value':'t'}]");
        House narrow = house.withResourceSize(1_000);
        narrow.patch(USER, id, "[{'op':'remove','path':'title'}]");
        assertThat(house.get(USER, id).has("title")).isFalse();
        ScimException refused = catchThrowableOfType(ScimException.class, () -> narrow.patch(USER, id,
                "[{'op':'add','path':'title','value':'longer'}]"));
        assertThat(refused.status()).isEqualTo(413);
    }

    @Test
    void aResourceHasALargestSizeAndARefusedChangeLeavesNothing() {
        String id = house.user("grows");
        int changes = 0;
        ScimException refused = null;
        while (refused == null && changes < 20) {
            try {
                house.patch(USER, id, "[{'op':'add','path':'urn:x:y:2.0:User:n" + changes + "','value':'"
                        + "x".repeat(9_000) + "'}]");
                changes++;
            } catch (ScimException e) {
                refused = e;
            }
        }
        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.detail()).contains("limits.resource-size");
        assertThat(changes).isEqualTo(5);
        assertThat(house.get(USER, id).path("meta").path("version").stringValue()).isEqualTo("W/\"6\"");
        assertThatExceptionOfType(ScimException.class).isThrownBy(() -> house.create(USER, "{'schemas':['" + Urns.USER
                + "'],'userName':'large','nickName':'" + "x".repeat(House.RESOURCE_SIZE) + "'}"))
                .satisfies(e -> assertThat(e.status()).isEqualTo(413));
        assertThat(house.list(USER, Map.of("filter", "userName eq \"large\"")).path("totalResults").intValue())
                .isZero();
    }

    @Test
    void theComplementOfANarrowFilterIsCountedByTheCounter() {
        IntStream.range(0, 30).forEach(i -> house.user("n" + i));
        ObjectNode answer = house.list(USER, Map.of("filter", "not (userName eq \"n7\")", "count", "4"));
        assertThat(answer.path("totalResults").intValue()).isEqualTo(29);
        assertThat(answer.path("Resources")).hasSize(4);
        answer = house.list(USER, Map.of("filter", "not (userName eq \"nobody\")", "count", "0"));
        assertThat(answer.path("totalResults").intValue()).isEqualTo(30);
    }

    @Test
    void whatABroadFilterCountsHasABound() {
        House few = house.withIndexRows(10);
        IntStream.range(0, 30).forEach(i -> few.user("n" + i));
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> few.list(USER, Map.of("filter", "userName sw \"n\"", "count", "3")))
                .satisfies(e -> assertThat(e.scimType()).isEqualTo(Optional.of(ScimType.TOO_MANY)))
                .withMessageContaining("limits.index-scan");
        assertThat(few.list(USER, Map.of("filter", "userName sw \"n1\"", "count", "20"))
                .path("totalResults")
                .intValue()).as("a list that ends on its page needs no count").isEqualTo(11);
        assertThat(few.list(USER, Map.of("count", "3")).path("totalResults").intValue()).isEqualTo(30);
        assertThat(few.list(USER, Map.of("filter", "not (userName eq \"n7\")", "count", "3"))
                .path("totalResults")
                .intValue()).as("the counters know it").isEqualTo(29);
        requireTooMany("limits.index-scan", () -> few.list(USER, Map.of("sortBy", "userName", "startIndex", "21")));
        requireTooMany("limits.index-scan",
                () -> few.list(USER, Map.of("filter", "not (userName sw \"n\")", "count", "3")));
    }

    @Test
    void whoIsTakenOutAndPutBackInOneRequestWasNeverAway() {
        String id = house.group("g", List.of("a", "b"));
        house.patch(GROUP, id, "[{'op':'remove','path':'members','value':[{'value':'a'}]},"
                + "{'op':'add','path':'members','value':[{'value':'a'}]}]");
        assertThat(house.get(GROUP, id).path("meta").path("version").stringValue()).isEqualTo("W/\"1\"");
        house.patch(GROUP, id, "[{'op':'remove','path':'members','value':[{'value':'a'}]},"
                + "{'op':'add','path':'members','value':[{'value':'a'},{'value':'c'}]}]");
        assertThat(house.memberValues(id)).containsExactly("a", "b", "c");
        String plan = storage()
                .read(Share.HOUSE, session -> session.changes().page(house.connection().id(), "", 100))
                .changes()
                .getLast()
                .plan();
        assertThat(plan).contains("\"c\"").doesNotContain("\"a\"");
    }

    @Test
    void whoIsPutInAndTakenOutInOneRequestNeverCame() {
        String id = house.group("g", List.of("a"));
        house.patch(GROUP, id, "[{'op':'add','path':'members','value':[{'value':'b'}]},"
                + "{'op':'remove','path':'members','value':[{'value':'b'}]}]");
        assertThat(house.get(GROUP, id).path("meta").path("version").stringValue()).isEqualTo("W/\"1\"");
        assertThat(house.memberValues(id)).containsExactly("a");
    }

    private List<String> largeUsers() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < LARGE_USERS; i++) {
            ids.add(house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'u" + i + "','title':'t" + i % 3
                    + "','nickName':'" + "x".repeat(NICKNAME) + "'}").path("id").stringValue());
        }
        return ids;
    }

    /** Walks a list by what each page says of itself; all of it is there once, and no page is larger than one may be. */
    private List<ObjectNode> requireWalk(ResourceType type, List<String> expected, Map<String, String> query) {
        return requireWalk(List.of(type), expected, query);
    }

    private List<ObjectNode> requireWalk(List<ResourceType> types, List<String> expected, Map<String, String> query) {
        List<ObjectNode> walked = new ArrayList<>();
        int pages = 0;
        while (walked.size() < expected.size()) {
            Map<String, String> parameters = new HashMap<>(query);
            parameters.put("count", "100");
            parameters.put("startIndex", Integer.toString(walked.size() + 1));
            ObjectNode page = house.list(types, parameters);
            assertThat(page.path("totalResults").intValue()).isEqualTo(expected.size());
            assertThat(page.path("Resources")).isNotEmpty().hasSize(page.path("itemsPerPage").intValue());
            assertThat(page.path("Resources").size() == 1
                    || page.path("Resources").toString().length() <= House.PAGE_BYTES).isTrue();
            page.path("Resources").forEach(resource -> walked.add((ObjectNode) resource));
            pages++;
        }
        assertThat(walked.stream().map(resource -> resource.path("id").stringValue()))
                .as("%s", query)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(pages).isGreaterThan(1);
        return walked;
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> "%s%05d".formatted(prefix, i)).toList();
    }
}
