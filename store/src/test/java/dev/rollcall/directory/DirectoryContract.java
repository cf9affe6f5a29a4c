package dev.rollcall.directory;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.log.RequestLog;
import dev.rollcall.directory.log.RequestLogOptions;
import dev.rollcall.directory.resource.Precondition;
import dev.rollcall.directory.resource.Representation;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.storage.LogQuery;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.resource.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.GROUP;
import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the directory guarantees, on every engine. */
abstract class DirectoryContract {
    private House house;

    /** The store to work on; its life is the subclass's business. */
    abstract Storage storage();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(storage(), test.getDisplayName().hashCode());
    }

    @Test
    void aFilterTakesOutMembersAsTheyAreAnsweredHoweverLargeTheRequestIs() {
        String user = house.user("u");
        String group = house.group("g", List.of(user));
        List<String> many = IntStream.rangeClosed(0, House.MEMBER_CHUNK)
                .mapToObj(i -> "later-%03d".formatted(i))
                .toList();

        house.patch(GROUP, group, "[{'op':'add','path':'members','value':" + House.members(many) + "},"
                + "{'op':'remove','path':'members[type eq \\\"User\\\"]'}]");
        assertThat(house.memberValues(group)).containsExactlyElementsOf(many);

        house.patch(GROUP, group, "[{'op':'add','path':'members','value':" + House.members(List.of(user)) + "},"
                + "{'op':'remove','path':'members[type eq \\\"User\\\"]'}]");
        assertThat(house.memberValues(group)).containsExactlyElementsOf(many);
    }

    @Test
    void membersAreComputedSoThatNoVersionSpeaksForThem() {
        String user = house.user("u");
        String group = house.group("g", List.of(user));

        assertThat(house.resources.get(house.call(), GROUP, group, Projection.everything()).computed()).isTrue();
        assertThat(
                house.resources.get(house.call(), GROUP, group, House.projection(GROUP, List.of(), List.of("members")))
                        .computed())
                .isFalse();
    }

    @Test
    void whatTheWholeMembershipWriteLeftInTheLogIsNotWrittenAgain() {
        String group = house.group("g", List.of("a"));
        ScimCall call = house.call();
        house.resources.replace(call, GROUP, group, House.json("{'schemas':['" + Urns.GROUP
                + "'],'displayName':'g','members':[{'value':'b'}]}"), Precondition.none(), Projection.everything());
        RequestLog log = new RequestLog(storage(), new RequestLogOptions(2, 1_000_000, 1, 1));
        log.record(call.trace(), 200);
        log.record(house.call().trace(), 200);
        log.flush();
        assertThat(storage().<Long>read(Share.HOUSE, s -> s.log().dropped(house.connection().id()))).as("rows left out")
                .isZero();
    }

    @Test
    @DisplayName("7644-3.1-02 a user is answered as it is stored, with and without a projection")
    void splicedAndProjectedAnswersAreTheSame() {
        String boss = house.user("boss");
        house.patch(USER, boss, "[{'op':'add','path':'displayName','value':'The \\\"Boss\\\" é'}]");
        ObjectNode user = house.create(
                USER,
                "{'schemas':['" + Urns.USER
                        + "'],'userName':'a','externalId':'x','emails':[{'value':'a@b','type':'work'}],"
                        + "'" + Urns.ENTERPRISE_USER + "':{'manager':{'value':'" + boss
                        + "'},'department':'D'},'odd':{'kept':[1,2]}}");
        String id = user.path("id").stringValue();
        String group = house.group("g", List.of(id));
        ObjectNode spliced = house.get(USER, id);
        ObjectNode projected = House.json(house.resources.get(
                house.call(), USER, id, House.projection(USER, List.of(), List.of("nickName"))));
        assertThat(spliced).isEqualTo(projected);
        assertThat(spliced.path(Urns.ENTERPRISE_USER).path("manager").path("displayName").stringValue())
                .isEqualTo("The \"Boss\" é");
        assertThat(House.values(spliced.path("groups"), "value")).containsExactly(group);
    }

    @Test
    void aChangeOfAUserIsAnsweredAsAReadWhoeverIsItsManagerBeforeAndAfter() {
        String manager = Urns.ENTERPRISE_USER + ":manager";
        String first = house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'f','displayName':'F'}")
                .path("id")
                .stringValue();
        String second = house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'s','displayName':'S'}")
                .path("id")
                .stringValue();
        String id = house.user("u");
        house.group("g", List.of(id));
        for (String operation : List.of(
                "'op':'add','path':'" + manager + "','value':'" + first + "'",
                "'op':'replace','path':'active','value':false",
                "'op':'replace','path':'active','value':false",
                "'op':'replace','path':'" + manager + "','value':'" + second + "'",
                "'op':'replace','path':'" + manager + "','value':'" + id + "'",
                "'op':'add','path':'displayName','value':'Another'",
                "'op':'remove','path':'" + manager + "'")) {
            assertThat(House.json(house.patch(USER, id, "[{" + operation + "}]"))).as(operation)
                    .isEqualTo(house.get(USER, id));
        }
        for (String last : List.of(first, second, "nobody")) {
            ObjectNode answer = house.put(USER, id, "{'schemas':['" + Urns.USER + "'],'userName':'u','"
                    + Urns.ENTERPRISE_USER + "':{'manager':{'value':'" + last + "'}}}");
            assertThat(answer).as(last).isEqualTo(house.get(USER, id));
            assertThat(answer.path("groups")).hasSize(1);
        }
    }

    @Test
    void aManagerThatResolvesToNobodyIsAnsweredByItsValueAloneUntilItDoes() {
        ObjectNode user = house.create(
                USER,
                "{'schemas':['" + Urns.USER + "'],'userName':'a','" + Urns.ENTERPRISE_USER
                        + "':{'manager':{'value':'later'}}}");
        assertThat(user.path(Urns.ENTERPRISE_USER).path("manager").toString()).isEqualTo("{\"value\":\"later\"}");
        String id = user.path("id").stringValue();
        String boss = house.user("boss");
        house.patch(USER, id,
                "[{'op':'replace','path':'" + Urns.ENTERPRISE_USER + ":manager','value':'" + boss + "'}]");
        assertThat(house.get(USER, id).path(Urns.ENTERPRISE_USER).path("manager").path("$ref").stringValue())
                .endsWith("/Users/" + boss);
        house.delete(USER, boss);
        assertThat(house.get(USER, id).path(Urns.ENTERPRISE_USER).path("manager").toString())
                .isEqualTo("{\"value\":\"" + boss + "\"}");
    }

    @Test
    @DisplayName("7643-4.1.1-03 userName is unique without regard to case, per connection, and free after a deletion")
    void userNamesAreUnique() {
        String id = house.user("Straße@example.com");
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> house.user("STRASSE@EXAMPLE.COM"))
                .satisfies(e -> {
                    assertThat(e.status()).isEqualTo(409);
                    assertThat(e.scimType()).contains(ScimType.UNIQUENESS);
                });
        assertThat(house.neighbour().user("strasse@example.com")).isNotEmpty();
        String other = house.user("other");
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> house.patch(
                        USER, other, "[{'op':'replace','path':'userName','value':'STRASSE@example.com'}]"))
                .satisfies(e -> assertThat(e.status()).isEqualTo(409));
        house.delete(USER, id);
        assertThat(house.user("strasse@example.com")).isNotEqualTo(id);
    }

    @Test
    @DisplayName("7644-3.5.2.1-09 a change that changes nothing leaves version, lastModified and the change record alone")
    void noChangeIsNoVersion() {
        String id = house.user("a");
        house.patch(USER, id, "[{'op':'add','path':'title','value':'t'}]");
        ObjectNode before = house.get(USER, id);
        int changes = changes().size();
        Representation again = house.patch(USER, id, "[{'op':'Add','path':'title','value':'t'}]");
        assertThat(again.version()).isEqualTo(2);
        house.put(USER, id, before.toString());
        assertThat(house.get(USER, id)).isEqualTo(before);
        String group = house.group("g", List.of(id));
        house.patch(GROUP, group, "[{'op':'add','path':'members','value':[{'value':'" + id + "'}]}]");
        house.patch(GROUP, group, "[{'op':'remove','path':'members[value eq \\\"nobody\\\"]'}]");
        assertThat(house.get(GROUP, group).path("meta").path("version").stringValue()).isEqualTo("W/\"1\"");
        assertThat(changes()).hasSize(changes + 1);
    }

    @Test
    @DisplayName("7643-4.2-08 deleting a user takes it out of its groups, with their versions and changes")
    void deletionLeavesGroups() {
        String id = house.user("a");
        String other = house.user("b");
        List<String> groups = IntStream.range(0, 5)
                .mapToObj(i -> house.group("g" + i, List.of(id, other)))
                .toList();
        house.delete(USER, id);
        for (String group : groups) {
            ObjectNode now = house.get(GROUP, group);
            assertThat(House.values(now.path("members"), "value")).containsExactly(other);
            assertThat(now.path("meta").path("version").stringValue()).isEqualTo("W/\"2\"");
        }
        assertThat(changes().stream().filter(c -> c.resourceType().equals("Group") && c.version() == 2))
                .hasSize(5)
                .allSatisfy(c -> assertThat(c.plan()).contains(id));
    }

    @Test
    void theChangesOfAGroupAreRecordedInTheOrderOfItsVersionsWhileMembersAreDeleted() throws Exception {
        List<String> users = IntStream.range(0, 40).mapToObj(i -> house.user("u" + i)).toList();
        List<String> groups = IntStream.range(0, 3).mapToObj(i -> house.group("g" + i, users)).toList();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> works = new ArrayList<>();
            for (int i = 0; i < users.size(); i++) {
                String user = users.get(i);
                String group = groups.get(i % groups.size());
                String operation = "[{'op':'replace','path':'externalId','value':'x" + i + "'}]";
                works.add(() -> {
                    house.delete(USER, user);
                    return user;
                });
                works.add(() -> {
                    house.patch(GROUP, group, operation);
                    return group;
                });
            }
            for (Future<String> work : clients.invokeAll(works)) {
                work.get();
            }
        }
        for (String group : groups) {
            List<Long> versions = changes().stream()
                    .filter(change -> change.resourceId().equals(group))
                    .map(ChangeRecord::version)
                    .toList();
            assertThat(versions).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(users.size());
            assertThat(house.memberValues(group)).isEmpty();
        }
    }

    @Test
    void largeMembershipsAreReplacedAsAWholeAndRecordedInParts() {
        List<String> first = names("u", 0, 400);
        List<String> second = names("u", 200, 700);
        String id = house.group("g", first);
        assertThat(house.memberValues(id)).containsExactlyInAnyOrderElementsOf(first);
        house.put(GROUP, id,
                "{'schemas':['" + Urns.GROUP + "'],'displayName':'g','members':" + House.members(second) + "}");
        assertThat(house.memberValues(id)).containsExactlyInAnyOrderElementsOf(second);
        List<ChangeRecord> parts = changes().stream().filter(c -> c.version() == 2).toList();
        assertThat(parts.size()).as("200 leave and 300 come, 50 a part").isEqualTo(10);
        assertThat(parts.getLast().last()).isTrue();
        assertThat(parts.stream().map(ChangeRecord::part).toList())
                .isEqualTo(IntStream.range(0, parts.size()).boxed().toList());
        house.patch(GROUP, id, "[{'op':'remove','path':'members'}]");
        assertThat(house.memberValues(id)).isEmpty();
    }

    @Test
    void readersSeeTheOldMembershipOrTheNewOneNeverAMixture() throws Exception {
        List<String> odd = names("odd", 0, 300);
        List<String> even = names("even", 0, 300);
        String id = house.group("g", odd);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writer = threads.submit(() -> {
                for (int i = 0; i < 6; i++) {
                    house.put(
                            GROUP,
                            id,
                            "{'schemas':['" + Urns.GROUP + "'],'displayName':'g','members':"
                                    + House.members(i % 2 == 0 ? even : odd) + "}");
                }
            });
            while (!writer.isDone()) {
                List<String> seen = house.memberValues(id);
                assertThat(seen.size()).isEqualTo(300);
                assertThat(seen.stream().map(v -> v.substring(0, 3)).distinct()).hasSize(1);
            }
            writer.get();
        }
    }

    @Test
    void parallelMembersAreNeverLostWhileTheGroupIsReplacedAndRenamed() throws Exception {
        String id = house.group("g", List.of());
        int clients = 16;
        int each = 20;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int c = 0; c < clients; c++) {
                int client = c;
                done.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        house.patch(GROUP, id,
                                "[{'op':'add','path':'members','value':[{'value':'m" + client + "-" + i + "'}]}]");
                        if (i % 5 == 0) {
                            house.patch(GROUP, id, "[{'op':'remove','path':'members','value':[{'value':'m" + client
                                    + "-" + i + "'}]}]");
                        }
                    }
                }));
            }
            done.add(threads.submit(() -> {
                for (int i = 0; i < 20; i++) {
                    house.patch(GROUP, id, "[{'op':'replace','path':'displayName','value':'name" + i + "'}]");
                }
            }));
            all(done);
        }
        assertThat(house.memberValues(id)).hasSize(clients * each * 4 / 5);
        assertThat(house.get(GROUP, id).path("displayName").stringValue()).isEqualTo("name19");
    }

    @Test
    void parallelPatchesOfDifferentAttributesAllSurvive() throws Exception {
        String id = house.user("a");
        List<String> attributes = List.of("title", "nickName", "displayName", "locale", "userType", "name.givenName",
                "name.familyName", Urns.ENTERPRISE_USER + ":department");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (String attribute : attributes) {
                done.add(threads.submit(
                        () -> house.patch(USER, id, "[{'op':'Replace','path':'" + attribute + "','value':'v'}]")));
            }
            all(done);
        }
        String user = house.get(USER, id).toString();
        assertThat(user.split("\"v\"", -1)).hasSize(attributes.size() + 1);
        assertThat(house.get(USER, id).path("meta").path("version").stringValue())
                .isEqualTo("W/\"" + (attributes.size() + 1) + "\"");
    }

    @Test
    @DisplayName("7644-3.14-03/05 If-Match is checked against the row that is replaced")
    void preconditions() {
        String id = house.user("a");
        house.patch(USER, id, "[{'op':'add','path':'title','value':'t'}]");
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> house.resources.delete(house.call(), USER, id, Precondition.ofTags(List.of("1"))))
                .satisfies(e -> assertThat(e.status()).isEqualTo(412));
        house.resources.delete(house.call(), USER, id, Precondition.ofTags(List.of("7", "2")));
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> house.get(USER, id))
                .satisfies(e -> assertThat(e.status()).isEqualTo(404));
    }

    @Test
    void whatBelongsToANeighbourIsNotThere() {
        House neighbour = house.neighbour();
        String user = house.user("a");
        String group = house.group("g", List.of(user));
        for (Runnable attempt : List.<Runnable>of(
                () -> neighbour.get(USER, user),
                () -> neighbour.get(GROUP, group),
                () -> neighbour.delete(USER, user),
                () -> neighbour.patch(GROUP, group, "[{'op':'remove','path':'members'}]"),
                () -> neighbour.put(USER, user, "{'schemas':['" + Urns.USER + "'],'userName':'a'}"))) {
            assertThatExceptionOfType(ScimException.class)
                    .isThrownBy(attempt::run)
                    .satisfies(e -> assertThat(e.status()).isEqualTo(404));
        }
        String theirs = neighbour.group("g", List.of(user));
        assertThat(neighbour.get(GROUP, theirs).path("members").path(0).toString())
                .isEqualTo("{\"value\":\"" + user + "\"}");
        house.delete(USER, user);
        assertThat(neighbour.memberValues(theirs)).containsExactly(user);
        assertThat(neighbour.list(USER, Map.of()).path("totalResults").intValue()).isZero();
    }

    @Test
    void aMemberThatNoIndexCanHoldIsRefused() {
        String id = house.group("g", List.of("x".repeat(2_000)));
        for (String operation : List.of("add", "replace")) {
            assertThatExceptionOfType(ScimException.class)
                    .isThrownBy(() -> house.patch(GROUP, id,
                            "[{'op':'" + operation + "','path':'members','value':[{'value':'"
                                    + "é".repeat(1_001) + "'}]}]"))
                    .satisfies(e -> assertThat(e.scimType()).contains(ScimType.INVALID_VALUE));
        }
        assertThat(house.memberValues(id)).containsExactly("x".repeat(2_000));
    }

    @Test
    void everyWriteLeavesItsCompactLogRowAndARefusedOneNone() {
        String id = house.user("a");
        house.patch(USER, id, "[{'op':'Replace','path':'active','value':'False'}]");
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> house.patch(USER, id, "[{'op':'replace','path':'active','value':'maybe'}]"));
        List<RequestLogEntry> rows = house.storage.read(Share.HOUSE, session -> session
                .log()
                .list(new LogQuery(house.connection().id(), Optional.empty(), 0, 999, Optional.of(id), 10)));
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().tolerances().orElseThrow()).contains("entra.capital-op", "entra.boolean-string");
        assertThat(rows.getFirst().plan().orElseThrow()).contains("active");
        assertThat(rows.getLast().status()).isEqualTo(201);
    }

    /**
     * The record as far as it has come. A change is shown once every transaction before it is over, and the database
     * server has some of its own; so a later change is waited for, behind which there is nothing left to come.
     */
    List<ChangeRecord> changes() {
        return house.changes();
    }

    House house() {
        return house;
    }

    private static List<String> names(String prefix, int from, int to) {
        return new ArrayList<>(new TreeSet<>(
                IntStream.range(from, to).mapToObj(i -> prefix + i).toList()));
    }

    private static void all(List<Future<?>> tasks) throws InterruptedException, ExecutionException {
        for (Future<?> task : tasks) {
            task.get();
        }
    }
}
