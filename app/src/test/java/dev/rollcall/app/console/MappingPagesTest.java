package dev.rollcall.app.console;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages of a connection's mapping, without a script: what they try, what they say before a change, and that it is made. */
class MappingPagesTest {
    private static final String RANK = "[{\"scim\":\"userName\",\"auth0\":\"username\"},{\"scim\":\"title\",\"auth0\":"
            + "\"app_metadata.rank\",\"direction\":\"in\",\"expression_in\":\"value.upperAscii()\"}]";

    @TempDir
    private static Path folder;
    private static ConsoleService service;
    private static Browser browser;

    @BeforeAll
    static void serve() {
        service = ConsoleService.start(folder);
        browser = service.administrator();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aMappingIsTriedOnSomebodyBeforeItIsSavedWithHowManyItChanges() {
        ScimCalls scim = ScimCalls.ofNew(service, "mapped");
        String ada = scim.user("ada@acme.example", "Countess");
        scim.user("grace@acme.example", "Admiral");
        assertThat(browser.page(path("mapped", "")))
                .contains("ada@acme.example", "value=\"userName\"", "Nothing differs.", "Default rows")
                .doesNotContain("Save as a new version");

        String review = draft("mapped",
                Map.of("base", "0", "json", RANK, "user", "GRACE@acme.example", "do", "review"));
        assertThat(review).contains("ADMIRAL", "2 of 2 users are shown differently",
                "Save as a new version: 2 of 2 users change", "app_metadata.rank", "The row only reads");
        assertThat(browser.page(path("mapped", ""))).as("nothing is saved").contains("Nothing differs.");

        assertThat(save("mapped", "0", RANK).statusCode()).isEqualTo(303);
        assertThat(service.run("mapping show mapped")).contains("upperAscii");
        assertThat(browser.page(path("mapped", "?user=" + ada))).contains("COUNTESS", "removed");
        assertThat(save("mapped", "0", RANK).statusCode()).as("somebody else has saved").isEqualTo(409);

        assertThat(browser.page(path("mapped", "/versions/0")))
                .contains("Roll back to it: 2 of 2 users change", "upperAscii");
        HttpResponse<String> unseen = browser.submit(path("mapped", "/versions/0"), Map.of("base", "0"));
        assertThat(unseen.statusCode()).as("another version is in force than the page has shown").isEqualTo(409);
        assertThat(unseen.body()).contains("so nothing was rolled back");
        assertThat(browser.submit(path("mapped", "/versions/0"), Map.of("base", "1")).statusCode()).isEqualTo(303);
        assertThat(service.run("mapping show mapped")).doesNotContain("upperAscii");
        assertThat(browser.page(path("mapped", "/versions/1"))).contains("upperAscii");
        assertThat(ScimCalls.audit(service)).contains("POST /console/connections/{connection}/mapping");
    }

    @Test
    void thePreviewTellsWhatIsWrongWithRowsAndWithWhatWasPasted() {
        ScimCalls scim = ScimCalls.ofNew(service, "tried");
        scim.user("ada@acme.example", "Countess");
        Map<String, String> inPlace = fields("in", "value.upperAscii()");
        inPlace.putAll(Map.of("direction", "in", "csrf", browser.csrf()));
        HttpResponse<String> part = browser.send("POST", path("tried", "/draft"), inPlace,
                Map.of("HX-Request", "true"));
        assertThat(part.body()).contains("<output id=\"row-1\" hx-swap-oob=\"true\">", "ADA@ACME.EXAMPLE")
                .doesNotContain("<html");

        String payload = "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"bo\",\"title\":\"x\","
                + "\"nickName\":\"b\"}";
        assertThat(draft("tried", Map.of("base", "0", "json", RANK, "payload", payload))).contains("Read by no row",
                "nickName");
        assertThat(draft("tried", Map.of("base", "0", "json", RANK, "payload", "{"))).contains("is no JSON object");
        assertThat(draft("tried", Map.of("base", "0", "json", RANK, "payload", "{\"userName\":7}")))
                .contains("The endpoint would refuse what was pasted");
        assertThat(draft("tried", Map.of("base", "0", "json", RANK, "user", "nobody")))
                .contains("The connection has nobody");
        assertThat(draft("tried", Map.of("base", "0", "json", "[{\"scim\":\"nope\",\"auth0\":\"x\"}]", "do", "review")))
                .contains("Row 1: ", "The rows make no mapping yet")
                .doesNotContain("Save as a new version:");
        assertThat(browser.submit(path("tried", "/draft"), Map.of("base", "0", "json", "{")).statusCode())
                .isEqualTo(400);
        assertThat(service.run("mapping versions tried --json")).doesNotContain("upperAscii");
    }

    @Test
    void rowsAreMovedAddedAndRemovedByTheirButtons() {
        ScimCalls.ofNew(service, "edited");
        assertThat(rows(draft("edited", fields("do", "add")))).containsExactly("userName", "");
        assertThat(rows(draft("edited", fields("do", "remove 0")))).isEmpty();
        assertThat(rows(draft("edited", fields("do", "up 0")))).containsExactly("userName");
        assertThat(browser.submit(path("edited", "/draft"), fields("do", "turn 0")).statusCode()).isEqualTo(400);
        assertThat(rows(draft("edited", fields("do", "default")))).contains("userName", "externalId");
        String json = draft("edited", fields("do", "json"));
        assertThat(rows(json)).isEmpty();
        assertThat(json).contains("<textarea id=\"json\"", "\"scim\" : \"userName\"");
        String two = draft("edited", Map.of("base", "0", "json",
                "{\"mapping\":[{\"scim\":\"title\",\"auth0\":\"nickname\"},{\"scim\":\"userName\",\"auth0\":\"username\"}]}",
                "do", "table"));
        assertThat(rows(two)).containsExactly("title", "userName");
        assertThat(draft("edited", Map.of("base", "0", "json", "[]"))).contains("<textarea")
                .doesNotContain("rows are wrong");
    }

    /** What cannot be seen is shown as what it is, and comes back from a field as it was. */
    @Test
    void whatAFieldHoldsIsSavedAsItWasWhateverItHas() {
        ScimCalls scim = ScimCalls.ofNew(service, "unseen");
        String user = scim.user("ada@acme.example", "Countess");
        String rows = "[{\"scim\":\"userName\",\"auth0\":\"username\"},{\"auth0\":\"app_metadata.mark\",\"constant\":"
                + "\"a\u200eb\ud83d\ude00\udb40\udc41\"},{\"scim\":\"title\",\"auth0\":\"app_metadata.rank\",\"direction\":\"in\","
                + "\"expression_in\":\"value // as it is\\n.upperAscii()\"}]";
        String review = draft("unseen", Map.of("base", "0", "json", rows, "do", "review"));
        assertThat(review).contains("a[U+200E]b\ud83d\ude00[U+E0041]");
        String json = StreamHouse.link(review, "name=\"json\" value=\"([^\"]*)\"").replace("&#34;", "\"");
        assertThat(save("unseen", "0", json).statusCode()).isEqualTo(303);
        assertThat(service.run("mapping show unseen --json")).contains("a\u200eb\ud83d\ude00\udb40\udc41",
                "as it is\\n.upperAscii()");

        String table = browser.page(path("unseen", "?user=" + user));
        assertThat(table).contains("COUNTESS", "a\u200eb\ud83d\ude00\udb40\udc41", "a[U+200E]b\ud83d\ude00[U+E0041]")
                .containsPattern("name=\"in\"[^>]*>value // as it is\n.upperAscii\\(\\)</textarea>");
        Map<String, String> lines = fields("in", "value // as it is\r\n.upperAscii()");
        lines.putAll(Map.of("scim", "title", "auth0", "app_metadata.rank", "direction", "in"));
        assertThat(draft("unseen", lines)).as("as a browser sends it")
                .contains("value // as it is\n.upperAscii()</textarea>");
    }

    @Test
    void theLargestMappingFitsIntoAForm() {
        ScimCalls.ofNew(service, "large");
        String texts = "\"\",".repeat(60_000) + "\"\"";
        assertThat(draft("large", Map.of("base", "0", "json",
                "[{\"scim\":\"userName\",\"auth0\":\"username\"},{\"auth0\":\"app_metadata.x\",\"constant\":[" + texts
                        + "]}]")))
                .contains("<textarea id=\"json\"");
        assertThat(
                browser.submit(path("large", "/draft"), Map.of("base", "0", "json", "\"".repeat(400_000))).statusCode())
                .isEqualTo(413);
    }

    /** What a mapping shows of users is theirs to see who may see users, however it is asked for. */
    @Test
    void whoMayNotSeeUsersIsToldHowManyAlone() {
        ScimCalls.ofNew(service, "hidden").user("ada@acme.example", "Countess");
        assertThat(save("hidden", "0", RANK).statusCode()).isEqualTo(303);
        JsonNode client = service.client("blind", "read:connections,read:scim_config,update:scim_config");
        Browser blind = service.browser();
        blind.signIn(client.get("client_id").stringValue(), client.get("client_secret").stringValue());
        String rows = RANK.replace("upperAscii", "lowerAscii");
        String review = blind.submit(path("hidden", "/draft"), Map.of("base", "1", "json", rows, "do", "review"))
                .body();
        for (String page : List.of(review, blind.page(path("hidden", "/versions/0")))) {
            assertThat(page).contains("1 of 1 users is shown differently")
                    .doesNotContain("ada@acme.example", "Countess", "COUNTESS", "countess", "The first of them");
        }
        assertThat(browser.page(path("hidden", "/versions/0"))).contains("The first of them", "COUNTESS");
    }

    @Test
    void rowsThatArePastedLoseNothingUnseen() {
        ScimCalls.ofNew(service, "pasted").user("ada@acme.example", "Countess");
        String wrong = RANK.replace("expression_in", "expresion_in");
        for (String action : List.of("review", "table")) {
            assertThat(draft("pasted", Map.of("base", "0", "json", wrong, "do", action)))
                    .contains("Row 2: ", "expresion_in",
                            "<textarea id=\"json\"")
                    .doesNotContain("Nothing differs from what is in force", "Save as a new version:");
        }
        assertThat(draft("pasted", Map.of("base", "0", "json", "[\"userName\"]", "do", "review"))).contains("Row 1: ")
                .doesNotContain("Save as a new version:");
    }

    @Test
    void sayingByWhatPeopleAreFoundTellsFirstWhomThatConcerns() {
        ScimCalls.ofNew(service, "keyed").user("ada@acme.example", "Countess");
        assertThat(browser.page(path("keyed", "/user-id")))
                .contains("Sign-ins find people by <code>externalId</code>", "1 of 1 users would be found");
        assertThat(browser.submit(path("keyed", "/user-id"), Map.of("to", "userName")).statusCode()).isEqualTo(303);
        assertThat(browser.page(path("keyed", ""))).contains("people by <code>userName</code>");
        assertThat(browser.submit(path("keyed", "/user-id"), Map.of("to", "id")).statusCode()).isEqualTo(400);
    }

    @Test
    void whoMayOnlyLookGetsNoFieldToTypeInto() {
        ScimCalls.ofNew(service, "looked-at").user("ada@acme.example", "Countess");
        String page = service.viewer().page(path("looked-at", ""));
        assertThat(page).contains("ada@acme.example", "Beside the default rows")
                .doesNotContain("name=\"scim\"", "Save…");
    }

    private static String path(String connection, String rest) {
        return "/console/connections/" + connection + "/mapping" + rest;
    }

    private static String draft(String connection, Map<String, String> fields) {
        HttpResponse<String> answer = browser.submit(path(connection, "/draft"), fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> save(String connection, String base, String rows) {
        return browser.submit(path(connection, ""), Map.of("base", base, "json", rows));
    }

    /** One plain row, and another value of a field. */
    private static Map<String, String> fields(String name, String value) {
        Map<String, String> fields = new LinkedHashMap<>(Map.of("base", "0", "scim", "userName", "auth0", "username",
                "direction", "", "edit", "", "constant", "", "default", "", "in", "", "out", ""));
        fields.put(name, value);
        return fields;
    }

    private static List<String> rows(String page) {
        return Pattern.compile("name=\"scim\" type=\"text\" value=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
