package dev.rollcall.directory;

import dev.rollcall.directory.resource.ListPlace;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.message.ListQuery;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.schema.ResourceType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.GROUP;
import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Walks through lists from place to place, on every engine. */
abstract class ListWalkContract {
    private static final List<Map<String, String>> WALKS = walks();

    private House house;
    private Random random;

    abstract Storage storage();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(storage(), test.getDisplayName().hashCode());
        random = new Random(42);
    }

    /** Every order, by an index and by none, and filters of every kind of cost. */
    private static List<Map<String, String>> walks() {
        List<Map<String, String>> walks = new ArrayList<>();
        walks.add(Map.of());
        for (String order : List.of("userName ascending", "displayName ascending", "displayName descending",
                "meta.created descending", "active ascending", "title ascending", "title descending",
                "emails ascending", "id descending")) {
            String[] words = order.split(" ");
            walks.add(Map.of("sortBy", words[0], "sortOrder", words[1]));
        }
        walks.add(Map.of("filter", "active eq true"));
        walks.add(Map.of("filter", "title pr", "sortBy", "userName", "sortOrder", "descending"));
        walks.add(Map.of("filter", "not (userName eq \"x\")"));
        walks.add(Map.of("filter", "displayName eq \"anna\" and title pr"));
        walks.add(Map.of("filter", "displayName sw \"a\"", "sortBy", "title"));
        walks.add(Map.of("filter", "userName sw \"nobody\""));
        return walks;
    }

    @Test
    @DisplayName("9865-2-03, 9865-2.2-01 a walk is the list in its order, and ends with its last resource")
    void aWalkIsTheListInItsOrder() {
        for (int i = 0; i < 24; i++) {
            user(house, i);
        }
        for (Map<String, String> parameters : WALKS) {
            ObjectNode list = house.list(USER, with(parameters, "count", "1000"));
            List<String> ids = House.values(list.path("Resources"), "id");
            for (int count : new int[]{1, 6, 7, 24, 1000}) {
                Walk walk = new Walk(house, List.of(USER), parameters, count);
                List<String> walked = walk.toTheEnd(() -> {});
                assertThat(walked).as("%s by %d", parameters, count).isEqualTo(ids);
                assertThat(walk.pages).as("%s by %d", parameters, count)
                        .isEqualTo(Math.max(1, (ids.size() + count - 1) / count));
            }
        }
    }

    @Test
    @DisplayName("9865-2-03 what is there throughout is met once, whatever comes and goes")
    void whatIsThereThroughoutIsMetOnce() {
        for (Map<String, String> parameters : WALKS) {
            House own = house.neighbour();
            List<String> stay = new ArrayList<>();
            List<String> go = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                (random.nextInt(3) == 0 ? go : stay).add(user(own, i));
            }
            List<String> expected = House.values(
                    own.list(USER, with(parameters, "count", "1000")).path("Resources"), "id");
            expected.retainAll(stay);
            Collections.shuffle(go, random);
            int[] made = {1000};
            List<String> walked = new Walk(own, List.of(USER), parameters, 3).toTheEnd(() -> {
                user(own, made[0]++);
                if (!go.isEmpty()) {
                    own.delete(USER, go.removeLast());
                }
                own.patch(USER, stay.get(random.nextInt(stay.size())),
                        "[{'op':'replace','path':'nickName','value':'n" + made[0] + "'}]");
                // Whoever comes for good must not keep the walk from its end.
                assertThat(made[0]).isLessThan(1200);
            });
            assertThat(walked).as("%s", parameters).doesNotHaveDuplicates().containsAll(expected);
            walked.retainAll(expected);
            assertThat(walked).as("%s", parameters).isEqualTo(expected);
        }
    }

    @Test
    void severalTypesFollowEachOther() {
        List<String> users = IntStream.range(0, 5).mapToObj(i -> user(house, i)).toList();
        List<String> groups = IntStream.range(0, 4).mapToObj(i -> house.group("G" + i, List.of())).toList();
        List<String> all = new ArrayList<>(users);
        all.addAll(groups);
        for (int count : new int[]{1, 2, 3, 4, 5, 9, 10}) {
            Walk walk = new Walk(house, List.of(USER, GROUP), Map.of(), count);
            assertThat(walk.toTheEnd(() -> {})).isEqualTo(all);
            assertThat(walk.pages).isEqualTo((9 + count - 1) / count);
        }
        Walk meeting = new Walk(house, List.of(USER, GROUP), Map.of(), 3);
        List<String> walked = new ArrayList<>(meeting.page());
        all.add(users.size(), user(house, 99));
        walked.addAll(meeting.toTheEnd(() -> {}));
        assertThat(walked).isEqualTo(all);
    }

    @Test
    void pagesThatEndEarlyLoseNothing() {
        String title = "x".repeat(40_000);
        List<String> users = IntStream.range(0, 7)
                .mapToObj(i -> house.create(USER,
                        "{'schemas':['" + Urns.USER + "'],'userName':'large" + i + "','title':'"
                                + title + i + "'}")
                        .path("id")
                        .stringValue())
                .toList();
        for (Map<String, String> parameters : List.of(Map.<String, String>of(), Map.of("filter", "title pr"),
                Map.of("sortBy", "title"))) {
            Walk walk = new Walk(house, List.of(USER), parameters, 100);
            assertThat(walk.toTheEnd(() -> {})).isEqualTo(users);
            assertThat(walk.pages).isBetween(3, 7);
        }
    }

    @Test
    void aGroupThatIsLargerThanAPageIsMetAlone() {
        List<String> many = IntStream.range(0, 1_500).mapToObj(i -> "somebody-of-elsewhere-" + i).toList();
        List<String> groups = List.of(house.group("a", List.of()), house.group("b", many), house.group("c", List.of()));
        Walk walk = new Walk(house, List.of(GROUP), Map.of(), 100);
        assertThat(walk.toTheEnd(() -> {})).isEqualTo(groups);
        assertThat(walk.pages).isEqualTo(3);
    }

    @Test
    void aFilterThatNoIndexServesIsWalkedWithinTheBudgetOfAPage() throws Exception {
        House few = house.withScan(100);
        house.users(150);
        assertThat(
                new Walk(few, List.of(USER), Map.of("filter", "title pr or userName sw \"u\""), 40).toTheEnd(() -> {}))
                .hasSize(150);
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> new Walk(few, List.of(USER), Map.of("filter", "title pr"), 40).page())
                .satisfies(e -> assertThat(e.scimType()).contains(ScimType.TOO_MANY));
    }

    @Test
    void aFilterThatEscapesNothingIsWalkedAsItIsMeant() {
        List<String> users = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            users.add(house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'q" + i
                    + "','displayName':'a\\\"b'}").path("id").stringValue());
        }
        Walk walk = new Walk(house, List.of(USER), Map.of("filter", "displayName eq \"a\"b\""), 2);
        assertThat(walk.toTheEnd(() -> {})).isEqualTo(users);
        assertThat(walk.pages).isEqualTo(2);
    }

    @Test
    @Tag("long")
    void whatIsThereThroughoutIsMetOnceWhileOthersWorkBesideTheWalk() throws Exception {
        house.users(1_000);
        List<String> there = new Walk(house, List.of(USER), Map.of("attributes", "id"), 1000).toTheEnd(() -> {});
        assertThat(there).hasSize(1_000).doesNotHaveDuplicates();
        List<String> going = new ArrayList<>(there);
        Collections.shuffle(going, random);
        going = going.subList(0, 200);
        List<String> stayed = new ArrayList<>(there);
        stayed.removeAll(new HashSet<>(going));
        List<String> gone = going;
        try (ExecutorService others = Executors.newFixedThreadPool(2, Thread.ofVirtual().factory())) {
            Future<?> deleting = others.submit(() -> gone.forEach(id -> house.delete(USER, id)));
            Future<?> making = others.submit(
                    () -> IntStream.range(0, 200).forEach(i -> house.user((i % 2 == 0 ? "a" : "z") + i)));
            for (Map<String, String> order : List.of(Map.of("attributes", "id"),
                    Map.of("attributes", "id", "sortBy", "userName"))) {
                List<String> walked = new Walk(house, List.of(USER), order, 50).toTheEnd(() -> {});
                assertThat(walked).doesNotHaveDuplicates();
                assertThat(new HashSet<>(walked)).containsAll(stayed);
            }
            deleting.get();
            making.get();
        }
    }

    /** A walk of a client that counts its pages. */
    private static final class Walk {
        private final House house;
        private final List<ResourceType> types;
        private final Map<String, String> parameters;
        private Optional<ListPlace> place = Optional.empty();
        private boolean ended;
        private int pages;

        Walk(House house, List<ResourceType> types, Map<String, String> parameters, int count) {
            this.house = house;
            this.types = types;
            this.parameters = new HashMap<>();
            with(parameters, "count", Integer.toString(count))
                    .forEach((name, value) -> this.parameters.put(name.toLowerCase(Locale.ROOT), value));
            this.parameters.put("cursor", "");
        }

        List<String> page() {
            List<ListPlace> next = new ArrayList<>();
            ObjectNode page = House
                    .json(house.resources.walk(house.call(), types, ListQuery.ofParameters(parameters), place,
                            made -> {
                                next.add(made);
                                return "next";
                            }));
            pages++;
            ended = next.isEmpty();
            assertThat(page.path("nextCursor").asString("")).isEqualTo(ended ? "" : "next");
            assertThat(page.path("itemsPerPage").intValue()).isEqualTo(page.path("Resources").size());
            place = next.stream().findFirst();
            return House.values(page.path("Resources"), "id");
        }

        List<String> toTheEnd(Runnable betweenPages) {
            List<String> all = new ArrayList<>();
            while (!ended) {
                List<String> page = page();
                assertThat(page.isEmpty() && !ended).as("an empty page that goes on").isFalse();
                all.addAll(page);
                if (!ended) {
                    betweenPages.run();
                }
            }
            return all;
        }
    }

    private static Map<String, String> with(Map<String, String> parameters, String name, String value) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put(name, value);
        return all;
    }

    private String user(House own, int number) {
        StringBuilder body = new StringBuilder("{'schemas':['" + Urns.USER + "'],'userName':'"
                + pick("anna", "Anna", "åsa", "bob", "z\uD83D\uDE00", "z\uFF5E") + number + "'");
        for (String attribute : List.of("displayName", "externalId", "title")) {
            if (random.nextInt(3) > 0) {
                body.append(
                        ",'" + attribute + "':'" + pick("anna", "Anna", "bob", "b_b", "ÅSA", "y".repeat(1_100)) + "'");
            }
        }
        if (random.nextBoolean()) {
            body.append(",'emails':[{'value':'" + pick("anna", "bob") + "@x'}]");
        }
        return own.create(USER, body.append(",'active':" + random.nextBoolean() + "}").toString())
                .path("id")
                .stringValue();
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }
}
