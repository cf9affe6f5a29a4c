package dev.rollcall.server;

import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists that are paged by cursor (RFC 9865) over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CursorTest {
    private static final String SEARCH = "'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest']";

    private Service service;
    private ScimClient client;
    private List<String> users;

    @BeforeAll
    void start(@TempDir Path folder) {
        service = Service.start(folder, ServerOptions.defaults());
        client = service.connect("cursors");
        users = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            users.add(client.user("u" + i));
        }
        client.group("g");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void aWalkGoesFromCursorToCursor() {
        for (String first : List.of("cursor", "cursor=")) {
            Answer one = client.get("/Users?count=2&" + first);
            assertThat(ids(one)).isEqualTo(users.subList(0, 2));
            assertThat(one.json().path("totalResults").intValue()).isEqualTo(5);
            assertThat(one.json().path("itemsPerPage").intValue()).isEqualTo(2);
            assertThat(one.json().has("startIndex")).isFalse();
            assertThat(one.json().has("previousCursor")).isFalse();
            String cursor = cursor(one);
            assertThat(cursor).matches("[A-Za-z0-9._~-]+");
            Answer two = client.get("/Users?count=2&cursor=" + cursor);
            assertThat(ids(two)).isEqualTo(users.subList(2, 4));
            Answer three = client.get("/Users?count=2&cursor=" + cursor(two));
            assertThat(ids(three)).isEqualTo(users.subList(4, 5));
            assertThat(three.json().has("nextCursor")).isFalse();
            // The same cursor is the same page again.
            assertThat(ids(client.get("/Users?count=2&cursor=" + cursor))).isEqualTo(ids(two));
        }
        assertThat(client.get("/Users?count=5&cursor").json().has("nextCursor")).isFalse();
    }

    @Test
    void withoutACursorListsArePagedByIndex() {
        JsonNode page = client.get("/Users?count=2").json();
        assertThat(page.path("startIndex").intValue()).isEqualTo(1);
        assertThat(page.has("nextCursor")).isFalse();
        client.get("/Users?cursor&startIndex=3").error(400, "invalidValue");
        assertThat(client.get("/Users?cursor&startIndex=1").status()).isEqualTo(200);
    }

    @Test
    void aSearchIsWalkedAsWell() {
        for (String path : List.of("/Users/.search", "/.search")) {
            List<String> walked = new ArrayList<>();
            String cursor = "";
            do {
                Answer page = client.post(path, "{" + SEARCH + ",'count':2,'cursor':'" + cursor + "'}");
                assertThat(page.status()).as(page.text()).isEqualTo(200);
                walked.addAll(ids(page));
                cursor = page.json().path("nextCursor").asString("");
            } while (!cursor.isEmpty());
            assertThat(walked).hasSize(path.equals("/.search") ? 6 : 5).containsAll(users).doesNotHaveDuplicates();
        }
        client.post("/Users/.search", "{" + SEARCH + ",'cursor':7}").error(400, "invalidValue");
    }

    @Test
    void aCursorHoldsForItsListAlone() {
        ScimClient other = service.connect("others");
        other.user("theirs");
        String cursor = cursor(client.get("/Users?count=2&cursor"));
        for (String changed : List.of("x", "%20", "a.b", "~", cursor.substring(1),
                cursor.substring(0, 40) + (cursor.charAt(40) == 'A' ? 'B' : 'A') + cursor.substring(41))) {
            client.get("/Users?count=2&cursor=" + changed).error(400, "invalidCursor");
        }
        String detail = client.get("/Users?count=2&filter=active+eq+true&cursor=" + cursor).error(400, "invalidCursor");
        assertThat(client.get("/Users?count=2&sortBy=userName&cursor=" + cursor).error(400, "invalidCursor"))
                .isEqualTo(detail);
        assertThat(client.get("/Groups?count=2&cursor=" + cursor).error(400, "invalidCursor")).isEqualTo(detail);
        assertThat(client.get("/?count=2&cursor=" + cursor).error(400, "invalidCursor")).isEqualTo(detail);
        assertThat(other.get("/Users?count=2&cursor=" + cursor).error(400, "invalidCursor")).isEqualTo(detail);
        assertThat(service.withScopes(client, EnumSet.of(TokenScope.GET_GROUPS))
                .get("/Users?count=2&cursor=" + cursor)
                .status()).isEqualTo(403);
        assertThat(ids(service.withScopes(client, EnumSet.of(TokenScope.GET_USERS))
                .get("/Users?count=2&cursor=" + cursor))).isEqualTo(users.subList(2, 4));
    }

    @Test
    void aCountThatIsNoneOrAnotherIsRefused() {
        String cursor = cursor(client.get("/Users?count=2&cursor"));
        assertThat(client.get("/Users?count=3&cursor=" + cursor).error(400, "invalidCount")).contains("2");
        client.get("/Users?cursor=" + cursor).error(400, "invalidCount");
        client.get("/Users?count=many&cursor").error(400, "invalidCount");
        client.post("/Users/.search", "{" + SEARCH + ",'cursor':'','count':'many'}").error(400, "invalidCount");
        assertThat(ids(client.get("/Users?count=1000000&cursor"))).isEqualTo(users);
        for (String none : List.of("0", "-1")) {
            JsonNode page = client.get("/Users?cursor&count=" + none).json();
            assertThat(page.path("totalResults").intValue()).isEqualTo(5);
            assertThat(page.path("Resources").isEmpty()).isTrue();
            assertThat(page.has("nextCursor")).isFalse();
        }
    }

    @Test
    void aCursorEndsWithItsLifetime() {
        String cursor = cursor(client.get("/Users?count=2&cursor"));
        service.clock().advance(Duration.ofHours(1));
        Answer two = client.get("/Users?count=2&cursor=" + cursor);
        assertThat(ids(two)).isEqualTo(users.subList(2, 4));
        service.clock().advance(Duration.ofSeconds(2));
        assertThat(client.get("/Users?count=2&cursor=" + cursor).error(400, "expiredCursor")).contains("3600");
        assertThat(ids(client.get("/Users?count=2&cursor=" + cursor(two)))).isEqualTo(users.subList(4, 5));
        JsonNode offered = client.get("/ServiceProviderConfig").json().path("pagination");
        assertThat(offered.toString())
                .isEqualTo("{\"cursor\":true,\"index\":true,\"defaultPaginationMethod\":\"index\","
                        + "\"defaultPageSize\":100,\"maxPageSize\":1000,\"cursorTimeout\":3600}");
    }

    @Test
    @DisplayName("9865-5-04 the pages of a walk count for the rate limit")
    void walksHaveTheRateOfOtherRequests(@TempDir Path folder) {
        try (Service limited = Service.start(folder, ServerOptions.defaults()
                .with(RequestSettings.RATE_PER_SECOND, Optional.of(1))
                .with(RequestSettings.RATE_BURST, Optional.of(4)))) {
            ScimClient walker = limited.connect("walker");
            walker.user("u0");
            walker.user("u1");
            String cursor = cursor(walker.get("/Users?count=1&cursor"));
            assertThat(walker.get("/Users?count=1&cursor=" + cursor).status()).isEqualTo(200);
            Answer refused = walker.get("/Users?count=1&cursor=" + cursor);
            assertThat(refused.error(429)).contains("limits.rate-per-second");
            assertThat(refused.header("Retry-After")).isPresent();
        }
    }

    @Test
    void aWalkFollowsFilterAndOrder() {
        String query = "/Users?filter=" + URLEncoder.encode("userName ne \"u3\"", StandardCharsets.UTF_8)
                + "&sortBy=userName&sortOrder=descending&count=3&cursor";
        Answer one = client.get(query);
        assertThat(ids(one)).containsExactly(users.get(4), users.get(2), users.get(1));
        assertThat(one.json().has("totalResults")).isFalse();
        assertThat(ids(client.get(query + "=" + cursor(one)))).containsExactly(users.get(0));
    }

    private static List<String> ids(Answer page) {
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page.json().path("Resources").findValuesAsString("id");
    }

    private static String cursor(Answer page) {
        return page.json().path("nextCursor").stringValue();
    }
}
