package dev.rollcall.scim;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The programs in {@code scim/examples} do what they say. */
@Timeout(60)
class ExamplesTest {
    private static final String READY = "Users are at ";
    private static final String USER = "'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':";
    private static final String PATCH = "'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':";

    @TempDir
    private static Path folder;
    private static ExamplePrograms programs;

    @BeforeAll
    static void compile() throws Exception {
        programs = ExamplePrograms.compiled(folder);
    }

    @Test
    void aFilterIsParsedAndMatched() throws Exception {
        assertThat(programs.printed("MatchFilter").lines()).containsExactly("Ann true", "anton false", "bob false",
                "400 invalidFilter: \"userName\" is of type string; compare it with a text in double quotes, for example "
                        + "\"example\".");
    }

    @Test
    void aPatchIsApplied() throws Exception {
        assertThat(programs.printed("ApplyPatch").lines()).containsExactly(
                "false [{\"value\":\"ann@example.com\",\"type\":\"work\"},{\"value\":\"ann@example.org\",\"type\":\"home\"}]",
                "[{\"change\":\"assign\",\"path\":\"active\",\"before\":true,\"after\":false},"
                        + "{\"change\":\"assign\",\"path\":\"emails\",\"before\":[{\"value\":\"ann@example.com\",\"type\":\"work\"}],"
                        + "\"after\":[{\"value\":\"ann@example.com\",\"type\":\"work\"},{\"value\":\"ann@example.org\",\"type\":\"home\"}]}]",
                "entra.capital-op at Operations[0].op",
                "entra.capital-op at Operations[1].op",
                "entra.boolean-string at Operations[0].value",
                "entra.create-missing-element at Operations[1].path",
                "400 invalidSyntax: Operations[0].op must be add, remove or replace.");
    }

    @Test
    void resourcesAreValidatedAgainstACustomSchema() throws Exception {
        List<String> lines = programs.printed("ValidateResource").lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst()).isEqualTo("good: {\"schemas\":[\"urn:example:schemas:2.0:Badge\"],\"number\":7,"
                + "\"issued\":\"2026-01-31T08:30:00Z\",\"doors\":[{\"name\":\"north\",\"floor\":2}]}");
        assertThat(lines.get(1)).startsWith("400 invalidValue: ").contains("number", "fraction");
        assertThat(lines.get(2)).startsWith("400 invalidValue: number is required");
        assertThat(lines.get(3)).startsWith("400 invalidValue: doors.name is required");
        assertThat(lines.get(4)).startsWith("400 invalidSyntax: ").contains("colour");
    }

    @Test
    void theEndpointServesUsersOverHttp() throws Exception {
        Process process = programs.start("UserEndpoint", "0", "a-token");
        try (BufferedReader out = process.inputReader(); HttpClient http = HttpClient.newHttpClient()) {
            String ready = out.readLine();
            assertThat(ready).startsWith(READY);
            new Caller(http, ready.substring(READY.length())).walk();
        } finally {
            process.destroy();
        }
    }

    @Test
    void theEndpointIsAHundredLines() throws Exception {
        String source = Files.readString(Path.of("examples", "UserEndpoint.java"));
        assertThat(source.substring(source.lastIndexOf("\nimport "))
                .lines()
                .skip(2)
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("*") && !line.startsWith("/*")))
                .hasSizeBetween(80, 100);
    }

    /** A client of the endpoint. */
    private record Caller(HttpClient http, String base) {
        void walk() throws Exception {
            assertThat(send("GET", "/Users", "", "").headers().firstValue("WWW-Authenticate")).contains("Bearer");
            status(send("GET", "/Users", "", "another"), 401);
            assertThat(json(get("/ServiceProviderConfig"), 200).at("/pagination/cursor").booleanValue()).isFalse();
            assertThat(json(get("/Schemas"), 200).path("totalResults").intValue()).isEqualTo(2);
            assertThat(json(get("/ResourceTypes"), 200).at("/Resources/0/endpoint").stringValue()).isEqualTo("/Users");

            HttpResponse<String> made = post("/Users", "{" + USER + "'Ann','emails':[{'type':'work','value':'a@x'}]}");
            JsonNode ann = json(made, 201);
            assertThat(made.headers().firstValue("ETag")).contains(ann.at("/meta/version").stringValue());
            assertThat(ann.at("/meta/location").stringValue())
                    .isEqualTo(base + "/Users/" + ann.path("id").stringValue());
            json(post("/Users", "{" + USER + "'bob','title':'Builder'}"), 201);
            assertThat(json(post("/Users", "{" + USER + "'ANN'}"), 409).path("scimType").stringValue())
                    .isEqualTo("uniqueness");
            assertThat(json(post("/Users", "{'userName':"), 400).path("scimType").stringValue())
                    .isEqualTo("invalidSyntax");
            status(post("/Users", "{" + USER + "'" + "x".repeat(1 << 20) + "'}"), 413);

            String user = "/Users/" + ann.path("id").stringValue();
            lists(ann);
            changes(user, ann);
            status(send("DELETE", user, "", "a-token"), 204);
            status(get(user), 404);
            assertThat(json(get("/Users"), 200).path("totalResults").intValue()).isEqualTo(1);
            status(send("DELETE", "/Users", "", "a-token"), 404);
        }

        private void lists(JsonNode ann) throws Exception {
            JsonNode found = json(get("/Users?filter=emails%5Btype+eq+%22work%22%5D+and+username+eq+%22ANN%22"), 200);
            assertThat(found.at("/Resources/0")).isEqualTo(ann);
            assertThat(found.path("totalResults").intValue()).isEqualTo(1);
            JsonNode page = json(get(
                    "/Users?sortBy=userName&sortOrder=descending&startIndex=2&count=1&attributes=userName"), 200);
            assertThat(page.path("totalResults").intValue()).isEqualTo(2);
            assertThat(page.at("/Resources/0/userName").stringValue()).isEqualTo("Ann");
            assertThat(page.at("/Resources/0").has("emails")).isFalse();
            for (String bad : List.of("filter=userNaem+eq+%22ann%22", "filter=userName+eq")) {
                assertThat(json(get("/Users?" + bad), 400).path("scimType").stringValue()).isEqualTo("invalidFilter");
            }
        }

        private void changes(String user, JsonNode ann) throws Exception {
            String same = "{" + PATCH + "[{'op':'Replace','path':'active','value':'True'}]}";
            assertThat(json(send("PATCH", user, same, "a-token"), 200)).isEqualTo(ann);
            JsonNode blocked = json(send("PATCH", user, same.replace("True", "False"), "a-token"), 200);
            assertThat(blocked.path("active").booleanValue()).isFalse();
            assertThat(blocked.at("/meta/version")).isNotEqualTo(ann.at("/meta/version"));
            assertThat(blocked.at("/meta/created")).isEqualTo(ann.at("/meta/created"));
            HttpRequest stale = request("PUT", user, "{" + USER + "'ann'}", "a-token")
                    .header("If-Match", ann.at("/meta/version").stringValue())
                    .build();
            status(http.send(stale, BodyHandlers.ofString()), 412);
            JsonNode replaced = json(send("PUT", user, "{" + USER + "'ann','title':'Admiral'}", "a-token"), 200);
            assertThat(replaced.path("active").booleanValue()).isTrue();
            assertThat(replaced.has("emails")).isFalse();
            assertThat(json(get(user), 200)).isEqualTo(replaced);
            assertThat(json(send("PUT", user, "{" + USER + "'bob'}", "a-token"), 409).path("scimType").stringValue())
                    .isEqualTo("uniqueness");
        }

        private HttpResponse<String> get(String path) throws Exception {
            return send("GET", path, "", "a-token");
        }

        private HttpResponse<String> post(String path, String body) throws Exception {
            return send("POST", path, body, "a-token");
        }

        private HttpResponse<String> send(String method, String path, String body, String token) throws Exception {
            return http.send(request(method, path, body, token).build(), BodyHandlers.ofString());
        }

        private HttpRequest.Builder request(String method, String path, String body, String token) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                    .method(method, body.isEmpty()
                            ? BodyPublishers.noBody()
                            : BodyPublishers.ofString(body.replace('\'', '"')));
            return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
        }

        private static JsonNode json(HttpResponse<String> answer, int status) {
            status(answer, status);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/scim+json");
            return JsonCases.json(answer.body());
        }

        private static void status(HttpResponse<String> answer, int status) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        }
    }
}
