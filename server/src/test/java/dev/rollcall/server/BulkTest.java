package dev.rollcall.server;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.Metered;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Bulk requests over HTTP, and what surrounds them: scopes, limits, rates, the log, and other connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BulkTest {
    private static final int OPERATIONS = 12;
    private static final int BYTES = 8 * 1024;
    private static final int USER_BYTES = 2 * 1024;
    private static final int USER_VALUES = 100;
    private static final int LINE = 2 * 1024;

    /** What happens before the next write of a connection. */
    private final Map<Share, Runnable> beforeTheNextWrite = new ConcurrentHashMap<>();

    private Service service;

    @BeforeAll
    void start(@TempDir Path folder) {
        service = Service.start(folder, Metered.options()
                .with(RequestSettings.BULK_OPERATIONS, OPERATIONS)
                .with(RequestSettings.BULK_BODY, BYTES)
                .with(RequestSettings.BULK_REQUESTS, 2)
                .with(RequestSettings.BULK_WAIT, Duration.ofMinutes(10))
                .with(RequestSettings.BODY, USER_BYTES)
                .with(RequestSettings.BODY_VALUES, USER_VALUES)
                .with(RequestSettings.REQUEST_LINE, LINE)
                .with(RequestSettings.RATE_PER_SECOND, Optional.of(2))
                .with(RequestSettings.RATE_BURST, Optional.of(60)), this::watched);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void usersAndGroupsThatReferToEachOtherAreMade() {
        ScimClient client = service.connect("circle");
        Answer answer = bulk(client, group("a", "A", "b", "u1"), user("u1", "one", "u2"), group("b", "B", "a", "u2"),
                user("u2", "two", "u1"),
                "{'method':'PATCH','path':'/Groups/bulkId:a','data':"
                        + patch("{'op':'add','path':'members','value':[{'value':"
                                + "'bulkId:a'}]},{'op':'remove','path':'members[value eq \\'bulkId:b\\']'}"
                                        .replace("\\'", "\\\""))
                        + "}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("schemas").get(0).stringValue())
                .isEqualTo("urn:ietf:params:scim:api:messages:2.0:BulkResponse");
        assertThat(statuses(answer)).containsExactly("201", "201", "201", "201", "200");
        String a = id(answer, 0);
        String one = id(answer, 1);
        String two = id(answer, 3);
        assertThat(members(client, a)).containsExactlyInAnyOrder(a, one);
        assertThat(members(client, id(answer, 2))).containsExactlyInAnyOrder(a, two);
        assertThat(manager(client, one)).isEqualTo(two);
        assertThat(manager(client, two)).isEqualTo(one);
        assertThat(client.get("/Users/" + one).json().at("/meta/version").stringValue())
                .isEqualTo(operation(answer, 1).path("version").stringValue());
    }

    @Test
    void aCircleThatCannotBeClosedLeavesNothing() {
        ScimClient client = service.connect("broken-circle");
        client.user("two");
        Answer answer = bulk(client, group("a", "A", "u1"), user("u1", "one", "u2"), user("u2", "two", "u1"));
        assertThat(statuses(answer)).containsExactly("409", "409", "409");
        assertThat(operation(answer, 2).path("response").path("scimType").stringValue()).isEqualTo("uniqueness");
        assertThat(operation(answer, 1).path("response").path("detail").stringValue()).contains("bulkId:u2");
        assertThat(client.get("/Users").json().path("totalResults").intValue()).isEqualTo(1);
        assertThat(client.get("/Groups").json().path("totalResults").intValue()).isZero();
        assertThat(service.log(client)).extracting(RequestLogEntry::method).filteredOn("DELETE"::equals).hasSize(1);
    }

    @Test
    void eachOperationNeedsItsScopeAndTakingBackNeedsNone() {
        ScimClient owner = service.connect("scopes");
        String known = owner.user("known");
        ScimClient client = service.withScopes(owner, EnumSet.of(TokenScope.POST_USERS));
        Answer answer = bulk(client, user("u", "new", "u"), group("g", "G", "u"), delete("/Users/" + known),
                user("x", "x", "y"), user("y", "known", "x"));
        assertThat(statuses(answer)).containsExactly("201", "403", "403", "409", "409");
        assertThat(operation(answer, 1).path("response").path("detail").stringValue()).contains("post:groups");
        assertThat(operation(answer, 1).has("location")).isFalse();
        assertThat(operation(answer, 2).path("location").stringValue())
                .isEqualTo(client.baseUrl() + "/Users/" + known);
        assertThat(owner.get("/Users").json().path("totalResults").intValue()).isEqualTo(2);
    }

    @Test
    void preconditionsAndPathsAreThoseOfRequests() {
        ScimClient client = service.connect("preconditions");
        String id = client.user("u");
        Answer answer = bulk(client,
                "{'method':'PATCH','path':'Users/" + id + "','version':'W/\\'1\\'','data':".replace("\\'", "\\\"")
                        + patch("{'op':'add','path':'title','value':'T'}") + "}",
                "{'method':'DELETE','path':'/Users/" + id + "','version':'W/\\'1\\''}".replace("\\'", "\\\""),
                delete("/Users/" + id + "/more"), delete("/Users"), delete("/Nothing/" + id), delete("/Schemas"),
                "{'method':'POST','path':'/Bulk','bulkId':'b','data':{}}",
                "{'method':'POST','path':'/Users/.search','bulkId':'s','data':{}}",
                "{'method':'POST','path':'/Users/" + id + "','bulkId':'i','data':{}}",
                delete("/Users/" + id));
        assertThat(statuses(answer)).containsExactly("200", "412", "400", "405", "404", "400", "400", "400", "405",
                "204");
        assertThat(operation(answer, 9).path("location").stringValue()).isEqualTo(client.baseUrl() + "/Users/" + id);
    }

    @Test
    void everyOperationHasItsRowUnderTheIdOfTheRequest() {
        ScimClient client = service.connect("rows");
        Answer answer = bulk(client, user("u", "logged", "u"), delete("/Users/nobody"));
        String request = answer.header("X-Request-Id").orElseThrow();
        List<RequestLogEntry> rows = service.log(client);
        RequestLogEntry whole = rows.stream().filter(row -> row.id().equals(request)).findFirst().orElseThrow();
        assertThat(whole.path()).endsWith("/Bulk");
        assertThat(whole.requestBody().orElseThrow()).contains("logged");
        List<RequestLogEntry> operations = rows.stream().filter(row -> row.clientRequestId().isPresent()).toList();
        assertThat(operations).hasSize(2).allMatch(row -> row.clientRequestId().equals(Optional.of(request)));
        RequestLogEntry made = operations.stream().filter(row -> row.method().equals("POST")).findFirst().orElseThrow();
        assertThat(made.path()).isEqualTo("/scim/v2/connections/" + client.connection() + "/Users");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.resourceId()).contains(id(answer, 0));
        assertThat(made.requestBody().orElseThrow()).contains("logged").doesNotContain("Operations");
        assertThat(made.responseBody().orElseThrow()).contains(id(answer, 0));
        assertThat(made.plan()).isPresent();

        client.post("/Bulk", message("", user("v", "named", "v")), "X-Request-Id", "mine-1");
        assertThat(service.log(client)).filteredOn(row -> row.clientRequestId().equals(Optional.of("mine-1")))
                .hasSize(2);
    }

    @Test
    void whatIsTooLargeIsRefusedAsAWholeAndNamesItsLimit() {
        ScimClient client = service.connect("limits");
        String[] many = new String[OPERATIONS + 1];
        for (int i = 0; i < many.length; i++) {
            many[i] = user("u" + i, "u" + i, "u" + i);
        }
        assertThat(bulk(client, many).error(413)).contains("maxOperations", "limits.bulk-operations");
        assertThat(client.post("/Bulk", message("", user("u", "x".repeat(BYTES), "u"))).error(413))
                .contains("maxPayloadSize", "limits.bulk-body", String.valueOf(BYTES));
        assertThat(client.get("/Users").json().path("totalResults").intValue()).isZero();
        JsonNode offered = client.get("/ServiceProviderConfig").json().path("bulk");
        assertThat(offered.path("supported").booleanValue()).isTrue();
        assertThat(offered.path("maxOperations").intValue()).isEqualTo(OPERATIONS);
        assertThat(offered.path("maxPayloadSize").intValue()).isEqualTo(BYTES);
        assertThat(client.get("/Bulk").error(405)).contains("POST");
        client.post("/Bulk", "{}").error(400, "invalidSyntax");
    }

    @Test
    void operationsCountForTheRate() {
        ScimClient client = service.connect("rate");
        for (int i = 0; i < 5; i++) {
            String[] twelve = new String[OPERATIONS];
            Arrays.fill(twelve, delete("/Users/nobody"));
            assertThat(bulk(client, twelve).status()).isEqualTo(200);
        }
        Answer refused = client.get("/Users");
        assertThat(refused.error(429)).contains("limits.rate-per-second");
        assertThat(refused.header("Retry-After")).contains("1");
        service.clock().advance(Duration.ofSeconds(1));
        assertThat(
                bulk(client, delete("/Users/1"), delete("/Users/2"), delete("/Users/3"), delete("/Users/4")).status())
                .isEqualTo(200);
        assertThat(client.get("/Users").header("Retry-After")).contains("2");
    }

    @Test
    void anOperationHasTheLimitsOfARequest() {
        ScimClient client = service.connect("operation-limits");
        String chinese = ",'displayName':'" + "\u4e2d".repeat(USER_BYTES / 3) + "'}";
        String many = ",'x':[" + "0,".repeat(USER_VALUES) + "0]}";
        for (String more : List.of(chinese, many)) {
            String user = "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'large'" + more;
            String group = "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group'],'externalId':'g'" + more;
            assertThat(client.post("/Users", user).status()).isEqualTo(413);
            assertThat(client.post("/Groups", group).status()).isNotEqualTo(413);
            List<String> together = statuses(bulk(client,
                    "{'method':'POST','path':'/Users','bulkId':'u','data':" + user + "}",
                    "{'method':'POST','path':'/Groups','bulkId':'g','data':" + group + "}"));
            assertThat(together.getFirst()).isEqualTo("413");
            assertThat(together.getLast()).isNotEqualTo("413");
        }
    }

    @Test
    void aPathIsNoLongerThanARequestLine() {
        ScimClient client = service.connect("long-path");
        String path = "/Users?" + "a&".repeat(LINE / 2 - 4) + "a";
        Answer answer = bulk(client, post(path, "fits"), post(path + "&", "longer"), post("/Users", "other"));
        assertThat(path).hasSize(LINE);
        assertThat(statuses(answer)).containsExactly("201", "414", "201");
        assertThat(operation(answer, 1).path("response").path("detail").stringValue())
                .contains("limits.request-line", String.valueOf(LINE));
    }

    @Test
    void ofBulkRequestsThatComeTogetherTheSecondIsRefusedWhileTheFirstIsOwed() throws Exception {
        ScimClient client = service.connect("together");
        String[] all = new String[OPERATIONS];
        Arrays.fill(all, delete("/Users/nobody"));
        for (int i = 0; i < 4; i++) {
            assertThat(bulk(client, all).status()).isEqualTo(200);
        }
        // Let in, and asked for its body, while another one takes all that is left and more.
        HttpRequest late = HttpRequest.newBuilder(URI.create(client.baseUrl() + "/Bulk"))
                .expectContinue(true)
                .header("Authorization", "Bearer " + client.token())
                .header("Content-Type", "application/scim+json")
                .POST(BodyPublishers.ofInputStream(() -> {
                    assertThat(bulk(client, all).status()).isEqualTo(200);
                    return new ByteArrayInputStream(
                            message("", all).replace('\'', '"').getBytes(StandardCharsets.UTF_8));
                }))
                .build();
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            Answer refused = new Answer(http.send(late, BodyHandlers.ofByteArray()));
            assertThat(refused.error(429)).contains("limits.rate-per-second");
            assertThat(refused.header("Retry-After")).contains("1");
        }
        assertThat(service.log(client)).filteredOn(row -> row.method().equals("DELETE")).hasSize(5 * OPERATIONS);
    }

    @Test
    void whatIsNotBegunDoesNotCountForTheRate() {
        ScimClient client = service.connect("not-begun");
        String[] all = new String[OPERATIONS];
        Arrays.fill(all, delete("/Users/nobody"));
        for (int i = 0; i < 59; i++) {
            Answer answer = client.post("/Bulk", message("'failOnErrors':1,", all));
            assertThat(statuses(answer)).as("%s", answer.text()).containsExactly("404");
        }
        assertThat(client.get("/Users").status()).isEqualTo(200);
        assertThat(client.get("/Users").status()).isEqualTo(429);
    }

    @Test
    void whoeverIsPausedMeanwhileIsToldForEachOperation() {
        ScimClient client = service.connect("paused");
        Connections connections = new Connections(service.storage(), Clock.systemUTC(), new Random(1));
        beforeTheNextWrite.put(Share.of(client.connection()), () -> {
            connections.setPaused(client.connection(), true);
            service.clock().advance(Duration.ofMinutes(1));
        });
        Answer answer = bulk(client, user("a", "a", "a"), user("b", "b", "b"));
        assertThat(statuses(answer)).containsExactly("503", "503");
        connections.setPaused(client.connection(), false);
        service.clock().advance(Duration.ofMinutes(1));
        assertThat(client.get("/Users").json().path("totalResults").intValue()).isZero();
    }

    @Test
    void aConnectionWhoseBulkRequestsHangHoldsUpNoOther() {
        ScimClient hanging = service.connect("hanging");
        ScimClient bystander = service.connect("bystander");
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        beforeTheNextWrite.put(Share.of(hanging.connection()), () -> {
            begun.complete(null);
            goOn.orTimeout(2, TimeUnit.MINUTES).join();
        });
        CompletableFuture<Answer> first = CompletableFuture
                .supplyAsync(() -> bulk(hanging, user("a", "a", "a"), user("b", "b", "b")), Thread::startVirtualThread);
        begun.orTimeout(2, TimeUnit.MINUTES).join();
        // Of two turns a connection has one, so that this one waits.
        CompletableFuture<Answer> second = CompletableFuture
                .supplyAsync(() -> bulk(hanging, user("c", "c", "c")), Thread::startVirtualThread);
        assertThat(statuses(bulk(bystander, user("a", "a", "a"), user("b", "b", "b")))).containsExactly("201", "201");
        assertThat(bystander.user("c")).isNotEmpty();
        assertThat(hanging.get("/Users").status()).isEqualTo(200);
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        goOn.complete(null);
        assertThat(statuses(first.join())).containsExactly("201", "201");
        assertThat(statuses(second.join())).containsExactly("201");
    }

    @Test
    void betweenTwoOperationsTheTurnGoesToWhoWaits() throws IOException {
        List<CompletableFuture<Answer>> longOnes = new ArrayList<>();
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        CompletableFuture<Void> served = new CompletableFuture<>();
        for (String name : List.of("long-one", "long-two")) {
            ScimClient client = service.connect(name);
            Share share = Share.of(client.connection());
            CompletableFuture<Void> begun = new CompletableFuture<>();
            beforeTheNextWrite.put(share, () -> {
                // The second operation ends when the other connection has been served, which has to happen before it then.
                beforeTheNextWrite.put(share, () -> served.orTimeout(2, TimeUnit.MINUTES).join());
                begun.complete(null);
                goOn.orTimeout(2, TimeUnit.MINUTES).join();
            });
            longOnes.add(CompletableFuture.supplyAsync(
                    () -> bulk(client, user("a", "a", "a"), user("b", "b", "b"), user("c", "c", "c")),
                    Thread::startVirtualThread));
            begun.orTimeout(2, TimeUnit.MINUTES).join();
        }
        ScimClient waiting = service.connect("waits-for-a-turn");
        CompletableFuture<Answer> answer = CompletableFuture
                .supplyAsync(() -> bulk(waiting, user("a", "a", "a")), Thread::startVirtualThread);
        new Metered(service).await("rollcall_bulk_waiting", number -> number == 1);
        goOn.complete(null);
        assertThat(statuses(answer.orTimeout(1, TimeUnit.MINUTES).join())).containsExactly("201");
        served.complete(null);
        assertThat(longOnes).allSatisfy(one -> assertThat(statuses(one.join())).containsExactly("201", "201", "201"));
    }

    @Test
    void withoutOperationsItIsNotOffered(@TempDir Path folder) {
        try (Service without = Service.start(folder,
                ServerOptions.defaults().with(RequestSettings.BULK_OPERATIONS, 0))) {
            ScimClient client = without.connect("without");
            assertThat(bulk(client, delete("/Users/1")).error(501)).contains("limits.bulk-operations");
            assertThat(client.get("/ServiceProviderConfig").json().at("/bulk/supported").booleanValue()).isFalse();
        }
    }

    @Test
    void whatIsNotBegunInTheTurnIsSaidToBeNotDone(@TempDir Path folder) {
        try (Service impatient = Service.start(folder,
                ServerOptions.defaults().with(RequestSettings.BULK_TURN, Duration.ZERO))) {
            ScimClient client = impatient.connect("impatient");
            Answer answer = bulk(client, user("u", "u", "u"), delete("/Users/1"));
            assertThat(statuses(answer)).containsExactly("503", "503");
            assertThat(operation(answer, 0).path("response").path("detail").stringValue()).contains("limits.bulk-turn");
            assertThat(client.get("/Users").json().path("totalResults").intValue()).isZero();
        }
    }

    private Storage watched(Storage store) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[]{Storage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("write")) {
                        Optional.ofNullable(beforeTheNextWrite.remove(arguments[0])).ifPresent(Runnable::run);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Answer bulk(ScimClient client, String... operations) {
        return client.post("/Bulk", message("", operations));
    }

    private static String message(String more, String... operations) {
        return "{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest']," + more + "'Operations':["
                + String.join(",", operations) + "]}";
    }

    private static String user(String bulkId, String userName, String manager) {
        return "{'method':'POST','path':'/Users','bulkId':'" + bulkId + "','data':" + ScimClient.user(userName,
                ",'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'manager':{'value':'bulkId:" + manager
                        + "'}}")
                + "}";
    }

    private static String post(String path, String userName) {
        return "{'method':'POST','path':'" + path + "','bulkId':'" + userName + "','data':"
                + ScimClient.user(userName, "") + "}";
    }

    private static String group(String bulkId, String displayName, String... members) {
        return "{'method':'POST','path':'/Groups','bulkId':'" + bulkId
                + "','data':{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group'],'displayName':'" + displayName
                + "','members':[{'value':'bulkId:" + String.join("'},{'value':'bulkId:", members) + "'}]}}";
    }

    private static String delete(String path) {
        return "{'method':'DELETE','path':'" + path + "'}";
    }

    private static String patch(String operations) {
        return "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':[" + operations + "]}";
    }

    private static JsonNode operation(Answer answer, int index) {
        return answer.json().path("Operations").path(index);
    }

    private static List<String> statuses(Answer answer) {
        return answer.json().path("Operations").valueStream().map(one -> one.path("status").stringValue()).toList();
    }

    private static String id(Answer answer, int index) {
        String location = operation(answer, index).path("location").stringValue();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static List<String> members(ScimClient client, String group) {
        return client.get("/Groups/" + group).json().path("members").findValuesAsString("value");
    }

    private static String manager(ScimClient client, String user) {
        return client.get("/Users/" + user)
                .json()
                .at("/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/manager/value")
                .stringValue();
    }
}
