package dev.rollcall.directory;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterMatcher;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.resource.SortOrder;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.text.Folding;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.RequestDialect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.GROUP;
import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Finding resources, on every engine: the index must never disagree with the filter matcher. */
abstract class SearchContract {
    private static final String[] NAMES = {"anna", "Anna", "ÅSA", "åsa", "bob", "BOB%", "b_b", "z\uD83D\uDE00",
        "z\uFF5E", "a\\\\b"};
    private static final String[] TYPES = {"work", "home", "Work", "other"};

    /** Nanoseconds from a time that is kept in milliseconds to one that it is compared with. */
    private static final long[] BESIDE = {-1_000_000, -999_999, -500_000, -1, 0, 1, 1_000, 500_000, 999_999, 1_000_000};

    private final List<Instant> times = new ArrayList<>();

    private House house;
    private Random random;

    abstract Storage storage();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(storage(), test.getDisplayName().hashCode());
        random = new Random(42);
    }

    @Test
    @DisplayName("DESIGN 3.4 the index and the matcher give the same answer on generated data")
    void indexAndMatcherAgree() {
        List<ObjectNode> users = populate(60);
        for (int i = 0; i < 400; i++) {
            String text = filter(3);
            requireAgreement(users, text);
        }
    }

    /** Times are kept in milliseconds, and a client may name one between two of them. */
    @Test
    @DisplayName("7644-3.4.2.2-12 every operator compares times exactly, however many digits of a second the client sends")
    void timesBetweenTwoMillisecondsAreComparedExactly() throws InterruptedException {
        List<ObjectNode> users = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            users.addAll(populate(1));
            Thread.sleep(2);
        }
        for (long nanoseconds : BESIDE) {
            for (String operator : List.of("eq", "ne", "gt", "ge", "lt", "le")) {
                for (String attribute : List.of("meta.created", "meta.lastModified")) {
                    Instant time = times.get(2).plusNanos(nanoseconds);
                    requireAgreement(users, attribute + " " + operator + " \"" + time + "\"");
                    requireAgreement(users, "not (" + attribute + " " + operator + " \"" + time + "\")");
                }
            }
        }
    }

    private void requireAgreement(List<ObjectNode> users, String text) {
        Filter filter = FilterParser.parse(
                text, USER, Dialect.tolerant(), new FiredTolerances(), FilterLimits.defaults());
        Predicate<ObjectNode> matcher = FilterMatcher.compile(filter);
        List<String> expected = users.stream()
                .filter(matcher)
                .map(user -> user.path("id").stringValue())
                .sorted()
                .toList();
        ObjectNode answer = house.list(USER, Map.of("filter", text));
        assertThat(House.values(answer.path("Resources"), "id")).as(text).isEqualTo(expected);
        assertThat(answer.path("totalResults").intValue()).as(text).isEqualTo(expected.size());
    }

    @Test
    @DisplayName("7644-3.4.2.3-06/07, 7644-3.4.2.4-07 every order pages through everything once, as the matcher would sort")
    void everyOrderIsTheSortOrder() {
        List<ObjectNode> users = populate(40);
        for (String by : List.of("id", "userName", "displayName", "externalId", "meta.created", "title", "emails",
                "name.familyName")) {
            for (boolean descending : List.of(false, true)) {
                SortOrder order = SortOrder.of(USER, by, descending,
                        new RequestDialect(Dialect.tolerant(), new FiredTolerances()));
                List<ObjectNode> walked = walk(USER,
                        Map.of("sortBy", by, "sortOrder", descending ? "descending" : "ascending"), 7);
                assertThat(House.values(node(walked), "id"))
                        .as(by)
                        .containsExactlyInAnyOrderElementsOf(House.values(node(users), "id"));
                for (int i = 1; i < walked.size(); i++) {
                    String here = key(walked.get(i - 1), by);
                    if (!here.equals(key(walked.get(i), by))) {
                        assertThat(order.compare(walked.get(i - 1), walked.get(i))).as(by + " " + here)
                                .isLessThanOrEqualTo(0);
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("7644-3.4.2.4-04/05/06 totals, page sizes and pages past the end")
    void paging() {
        populate(12);
        ObjectNode page = house.list(USER, Map.of("startIndex", "11", "count", "5"));
        assertThat(page.path("totalResults").intValue()).isEqualTo(12);
        assertThat(page.path("startIndex").intValue()).isEqualTo(11);
        assertThat(page.path("itemsPerPage").intValue()).isEqualTo(2);
        ObjectNode beyond = house.list(USER, Map.of("startIndex", "99"));
        assertThat(beyond.path("totalResults").intValue()).isEqualTo(12);
        assertThat(beyond.path("Resources").isEmpty()).isTrue();
        assertThat(house.list(USER, Map.of("count", "0")).path("totalResults").intValue()).isEqualTo(12);
    }

    @Test
    void longListsArePagedByKeyWithoutLoss() throws Exception {
        house.users(1_200);
        List<ObjectNode> walked = walk(USER, Map.of("attributes", "userName"), 100);
        assertThat(walked).hasSize(1_200);
        assertThat(walked.stream().map(u -> u.path("id").stringValue()).distinct()).hasSize(1_200);
    }

    @Test
    void aFilterThatNoIndexServesIsRefusedBeyondItsBudgetWithWhatToFilterByInstead() throws Exception {
        house.users(2_001);
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> house.list(USER, Map.of("filter", "title co \"x\"")))
                .satisfies(e -> {
                    assertThat(e.scimType()).contains(ScimType.TOO_MANY);
                    assertThat(e.detail()).contains("userName", "limits.filter-scan");
                });
        ObjectNode narrowed = house.list(USER, Map.of("filter", "title co \"x\" and userName sw \"u19\""));
        assertThat(narrowed.path("totalResults").intValue()).isZero();
        assertThat(house
                .list(USER,
                        Map.of("filter", "active eq true and meta.lastModified ge \"0001-01-03T00:00:00.0000000Z\""))
                .path("totalResults")
                .intValue())
                .isEqualTo(2_001);
    }

    @Test
    void groupsAreFoundByTheirMembersAndUsersByTheirGroups() {
        String anna = house.user("anna");
        String bob = house.user("bob");
        String g1 = house.group("One", List.of(anna, bob));
        String g2 = house.group("Two", List.of(bob));
        assertThat(ids(GROUP, "members eq \"" + anna + "\"")).containsExactly(g1);
        assertThat(ids(GROUP, "members[value eq \"" + bob + "\"]")).containsExactly(g1, g2);
        assertThat(ids(GROUP, "id eq \"" + g2 + "\" and members eq \"" + bob + "\"")).containsExactly(g2);
        assertThat(ids(GROUP, "displayName eq \"TWO\"")).containsExactly(g2);
        assertThat(ids(GROUP, "members.type eq \"User\"")).containsExactly(g1, g2);
        assertThat(ids(USER, "groups.value eq \"" + g1 + "\"")).containsExactly(anna, bob);
        assertThat(ids(USER, "groups.display eq \"two\"")).containsExactly(bob);
        assertThat(ids(USER, "groups pr and userName eq \"anna\"")).containsExactly(anna);
    }

    private List<String> ids(ResourceType type, String filter) {
        return House.values(house.list(type, Map.of("filter", filter)).path("Resources"), "id");
    }

    private List<ObjectNode> walk(ResourceType type, Map<String, String> parameters, int count) {
        List<ObjectNode> all = new ArrayList<>();
        while (true) {
            Map<String, String> page = new HashMap<>();
            page.putAll(parameters);
            page.put("startIndex", Integer.toString(all.size() + 1));
            page.put("count", Integer.toString(count));
            ObjectNode answer = house.list(type, page);
            answer.path("Resources").forEach(resource -> all.add((ObjectNode) resource));
            if (all.size() >= answer.path("totalResults").intValue()) {
                return all;
            }
        }
    }

    private static ArrayNode node(List<ObjectNode> list) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        list.forEach(array::add);
        return array;
    }

    private static String key(ObjectNode user, String by) {
        return Folding.fold(user.at("/" + by.replace('.', '/')).toString());
    }

    private List<ObjectNode> populate(int count) {
        List<ObjectNode> users = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder body = new StringBuilder("{'schemas':['" + Urns.USER + "'],'userName':'" + name() + i + "'");
            if (random.nextBoolean()) {
                body.append(",'displayName':'").append(name()).append("'");
            }
            if (random.nextBoolean()) {
                body.append(",'externalId':'").append(name()).append("'");
            }
            if (random.nextInt(3) == 0) {
                body.append(",'title':'").append(name()).append("'");
            }
            if (random.nextInt(3) > 0) {
                body.append(",'emails':[{'value':'").append(name()).append("','type':'").append(type());
                body.append("'},{'value':'").append(name()).append("'}]");
            }
            if (random.nextInt(3) == 0) {
                body.append(",'name':{'familyName':'").append(name()).append("'}");
            }
            if (random.nextInt(3) == 0) {
                body.append(",'" + Urns.ENTERPRISE_USER + "':{'manager':{'value':'").append(name()).append("'}}");
            }
            body.append(",'active':").append(random.nextBoolean()).append("}");
            ObjectNode user = house.create(USER, body.toString());
            users.add(user);
            times.add(Instant.parse(user.path("meta").path("created").stringValue()));
        }
        return users;
    }

    private String filter(int depth) {
        int kind = random.nextInt(depth == 0 ? 8 : 12);
        return switch (kind) {
            case 0 ->
                pick("userName", "displayName", "externalId", "title", "emails.value", "emails", "name.familyName")
                        + " " + pick("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le") + " \"" + name() + "\"";
            case 1 -> pick("userName", "displayName", "emails", "emails.value") + " eq \"" + name() + "\"";
            case 2 -> "active " + pick("eq", "ne") + " " + random.nextBoolean();
            case 3 -> "emails[type eq \"" + type() + "\" and value " + pick("eq", "sw", "ne") + " \"" + name() + "\"]";
            case 4 -> "emails[type eq \"" + type() + "\"].value eq \"" + name() + "\"";
            case 5 -> "manager " + pick("eq", "ne") + " \"" + name() + "\"";
            case 6 -> pick("displayName", "externalId", "title", "emails", "manager", "userName", "name") + " pr";
            case 7 -> pick("meta.created", "meta.lastModified") + " " + pick("eq", "ne", "gt", "ge", "lt", "le")
                    + " \"" + time() + "\"";
            case 8 -> "not (" + filter(depth - 1) + ")";
            case 9, 10 -> "(" + filter(depth - 1) + " and " + filter(depth - 1) + ")";
            default -> "(" + filter(depth - 1) + " or " + filter(depth - 1) + ")";
        };
    }

    /** One of the users' own times, or one beside it that lies between two milliseconds. */
    private Instant time() {
        return times.get(random.nextInt(times.size())).plusNanos(BESIDE[random.nextInt(BESIDE.length)]);
    }

    private String name() {
        return pick(NAMES);
    }

    private String type() {
        return pick(TYPES);
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }
}
