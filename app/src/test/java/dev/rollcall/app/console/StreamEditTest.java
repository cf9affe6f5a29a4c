package dev.rollcall.app.console;

import dev.rollcall.outbound.fault.FaultTarget;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What a stream leaves out, how fast it sends and by which rows, changed on its page; and one user who is sent again. */
class StreamEditTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern FIELD = Pattern
            .compile("<input[^>]* name=\"([^\"]+)\"[^>]* value=\"([^\"]*)\"|<select name=\"([^\"]+)\".*?</select>"
                    + "|<textarea[^>]* name=\"([^\"]+)\"[^>]*>(.*?)</textarea>", Pattern.DOTALL);
    private static final Pattern SELECTED = Pattern.compile("value=\"([^\"]*)\" selected");

    @TempDir
    private static Path folder;
    private static StreamHouse house;
    private static int count;

    private FaultTarget target;
    private String name;
    private String token;
    private String stream;
    private String settings;

    @BeforeAll
    static void serve() {
        house = StreamHouse.start(folder);
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    @BeforeEach
    void connect() {
        target = FaultTarget.start();
        name = "crm" + ++count;
        token = house.connection(name);
        stream = house.stream(name, target);
        settings = "/console/streams/" + stream + "/settings";
    }

    @AfterEach
    void close() {
        target.close();
    }

    @Test
    void filterAndPaceAreChangedAndWhatIsNotShownStays() {
        JsonNode before = shown();
        assertThat(house.administrator().page("/console/streams/" + stream)).contains("href=\"" + settings + "\"");
        String page = house.administrator().page(settings);
        assertThat(page).contains("name=\"connections\" type=\"text\" value=\"" + name + "\"",
                "These are the rows of the preset rfc.", "value=\"userName\"",
                "./rollcall stream edit " + name + " --file stream.json").doesNotContain(FaultTarget.TOKEN);
        Form form = Form.of(page)
                .put("changed", "email, user_metadata.phone")
                .put("condition", "object.email != ''")
                .put("rate", "7")
                .put("concurrency", "3")
                .put("do", "save");
        HttpResponse<String> saved = form.send(settings);
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
        assertThat(house.administrator().page(saved.headers().firstValue("Location").orElseThrow()))
                .contains("Saved: what is sent from now on goes by it.", "/sync\">synchronisation</a>",
                        "value=\"email, user_metadata.phone\"", "value=\"7\"");
        JsonNode after = shown();
        assertThat(after.at("/filter/changed").toString()).isEqualTo("[\"email\",\"user_metadata.phone\"]");
        assertThat(after.at("/filter/condition").asString("")).isEqualTo("object.email != ''");
        assertThat(after.at("/filter/connections")).isEqualTo(before.at("/filter/connections"));
        ObjectNode expected = (ObjectNode) before.at("/destination").deepCopy();
        ((ObjectNode) expected.path("configuration")).put("rate_per_second", 7).put("concurrency", 3);
        assertThat(after.at("/destination")).as("rows of the preset stay the preset's").isEqualTo(expected);
        assertThat(house.audited(stream)).containsExactly("POST /console/streams/{stream}/settings");
        house.user(name, token, "ada");
        house.waitFor("/console/streams/" + stream, text -> text.contains("100.0 % of 1"));
        assertThat(target.users()).as("the token of the target is kept").hasSize(1);
    }

    @Test
    void rowsAreTriedOnSomebodyBeforeTheyAreSavedAndMayGoBackToThePresets() {
        house.user(name, token, "ada");
        house.waitFor("/console/streams/" + stream, text -> text.contains("100.0 % of 1"));
        int asked = target.asked().size();
        Form form = Form.of(house.administrator().page(settings));
        int row = form.find("user-scim", "displayName");
        form.put("user-auth0", row, "").put("user-expression", row, "'Dr ' + email");
        form.put("user", "samlp|" + name + "|ada@acme.example").put("do", "preview");
        HttpResponse<String> tried = form.send(settings);
        assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
        assertThat(tried.body()).contains("What would be sent", "Dr ada@acme.example", ">'Dr ' + email</textarea>");
        assertThat(target.asked()).as("nothing is sent").hasSize(asked);
        assertThat(shown().at("/destination/configuration").has("mapping")).as("nothing is changed").isFalse();

        HttpResponse<String> wrong = Form.of(tried.body())
                .put("user-expression", row, "'Dr ' +")
                .put("do", "preview")
                .send(settings);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("role=\"alert\"", "mapping.user", ">'Dr ' +</textarea>");

        assertThat(Form.of(tried.body()).put("do", "save").send(settings).statusCode()).isEqualTo(303);
        assertThat(shown().at("/destination/configuration/mapping/user").toString())
                .contains("{\"scim\":\"displayName\",\"expression\":\"'Dr ' + email\"}");
        assertThat(shown().at("/destination/configuration/mapping").has("group")).isFalse();
        String own = house.administrator().page(settings);
        assertThat(own).contains("These are rows of its own.");
        assertThat(Form.of(own).put("usual-rows", "on").put("do", "save").send(settings).statusCode()).isEqualTo(303);
        assertThat(shown().at("/destination/configuration").has("mapping")).isFalse();
    }

    @Test
    void aSaveIsRefusedWhenSomebodyElseWasFasterOrItCannotBeUsed() {
        Form late = Form.of(house.administrator().page(settings)).put("rate", "1").put("do", "save");
        assertThat(Form.of(house.administrator().page(settings))
                .put("rate", "2")
                .put("do", "save")
                .send(settings)
                .statusCode()).isEqualTo(303);
        HttpResponse<String> refused = late.send(settings);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Somebody has changed the stream since you");
        for (Map.Entry<String, String> wrong : Map.of("rate", "fast", "connections", "nobody-like-that", "condition",
                "object.", "do", "destroy").entrySet()) {
            HttpResponse<String> answer = Form.of(house.administrator().page(settings))
                    .put("do", "save")
                    .put(wrong.getKey(), wrong.getValue())
                    .send(settings);
            assertThat(answer.statusCode()).as("%s", wrong).isEqualTo(400);
        }
        assertThat(shown().at("/destination/configuration/rate_per_second").asInt(0)).isEqualTo(2);
        Browser viewer = house.service().viewer();
        assertThat(viewer.get(settings).statusCode()).isEqualTo(403);
        assertThat(viewer.page("/console/streams/" + stream)).doesNotContain("Change what it sends");
    }

    @Test
    void aUserIsSentAgainAsTheUserIsNowWhateverWasSentBefore() {
        String user = house.user(name, token, "ada");
        house.waitFor("/console/streams/" + stream, text -> text.contains("100.0 % of 1"));
        String there = target.users().getFirst().path("id").asString("");
        target.edit(there, shown -> shown.put("nickName", "changed by hand"));
        String page = "/console/connections/" + name + "/users/" + user.substring(user.lastIndexOf('/') + 1);
        assertThat(house.administrator().page(page)).contains(">Send again</button>", ">Send to all of them again<",
                "./rollcall stream redeliver " + name + " --user 'samlp|" + name + "|ada@acme.example'");
        assertThat(house.service().viewer().page(page)).contains("At event streams").doesNotContain("Send again");

        HttpResponse<String> sent = house.administrator().submit(page + "/resend", Map.of("stream", stream));
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        String delivery = sent.headers().firstValue("Location").orElseThrow();
        assertThat(delivery).startsWith("/console/streams/" + stream + "/deliveries/evt_");
        house.waitFor(delivery, text -> text.contains("mark good\">delivered"));
        assertThat(target.users()).singleElement().satisfies(now -> assertThat(now.has("nickName")).isFalse());
        assertThat(house.audited(stream))
                .containsExactly("POST /console/connections/{connection}/users/{user}/resend");

        target.edit(there, shown -> shown.put("nickName", "changed by hand"));
        house.service()
                .run("stream redeliver " + name + " --user samlp|" + name + "|ada@acme.example");
        house.waitFor("/console/streams/" + stream, text -> text.contains("100.0 % of 3"));
        assertThat(target.users().getFirst().has("nickName")).isFalse();
        assertThat(house.administrator()
                .submit(page + "/resend", Map.of("stream", "all"))
                .headers()
                .firstValue("Location")).contains(page);
        house.waitFor("/console/streams/" + stream, text -> text.contains("100.0 % of 4"));
    }

    @Test
    void nobodyIsSentWhereNobodyOfTheConnectionGoes() {
        String other = name + "-other";
        String path = house.user(other, house.connection(other), "bea");
        String page = "/console/connections/" + other + "/users/" + path.substring(path.lastIndexOf('/') + 1);
        assertThat(house.administrator().page(page)).doesNotContain("value=\"" + stream + "\"");
        HttpResponse<String> refused = house.administrator().submit(page + "/resend", Map.of("stream", stream));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("The stream takes nothing of the connection " + other);
        assertThat(house.administrator().submit(page + "/resend", Map.of("stream", "evs_nothing")).statusCode())
                .isEqualTo(404);
        house.service().run("stream create hook" + count + " --webhook https://hook.example/events");
        HttpResponse<String> hook = house.administrator()
                .submit(page + "/resend", Map.of("stream", "hook" + count));
        assertThat(hook.statusCode()).isEqualTo(400);
        assertThat(hook.body()).contains("has no state to bring up to date");

        house.user(name, token, "ada");
        String ada = "/console/connections/" + name + "/users/samlp%7C" + name + "%7Cada@acme.example";
        assertThat(house.administrator().page(ada)).contains("Send again");
        Form.of(house.administrator().page(settings)).put("condition", "true").put("do", "save").send(settings);
        HttpResponse<String> unasked = house.administrator().submit(ada + "/resend", Map.of("stream", stream));
        assertThat(unasked.statusCode()).isEqualTo(400);
        assertThat(unasked.body()).contains("no event that could be asked");
    }

    /** A browser sends a field of one line without its ends of lines, and every field is stripped: neither is a change. */
    @Test
    void whatNobodyHasChangedStaysToTheLetterWhenSomethingElseIsSaved() throws IOException {
        String expression = "  email.contains('@') &&\n  email != ''\n    ? 'it''s <' + email + '>'\n    : ''\n"
                .replace("''s", "\\'s");
        String condition = "object.email != ''\n  // and nothing else\n";
        Path file = folder.resolve(name + ".json");
        ObjectNode edit = MAPPER.createObjectNode();
        edit.putObject("filter").put("condition", condition);
        ObjectNode configuration = (ObjectNode) shown().at("/destination/configuration").deepCopy();
        configuration.putObject("mapping")
                .putArray("user")
                .addAll(List.of(
                        MAPPER.readTree("{\"scim\":\"userName\",\"auth0\":\"email\"}"),
                        MAPPER.readTree("{\"scim\":\"externalId\",\"auth0\":\"user_id\"}"),
                        MAPPER.createObjectNode().put("scim", "displayName").put("expression", expression),
                        MAPPER.readTree("{\"scim\":\"title\",\"constant\":\"  two\\nlines  \"}")));
        edit.putObject("destination").put("type", "scim").set("configuration", configuration);
        Files.writeString(file, MAPPER.writeValueAsString(edit));
        house.service().run("stream edit " + name + " --file " + file);
        JsonNode before = shown();
        assertThat(before.at("/destination/configuration/mapping/user/2/expression").asString(""))
                .isEqualTo(expression);

        Form form = Form.of(house.administrator().page(settings));
        assertThat(form.fields.get("user-expression")).contains(expression.replace("\n", "\r\n"));
        assertThat(form.put("rate", "5").put("do", "save").send(settings).statusCode()).isEqualTo(303);
        JsonNode after = shown();
        assertThat(after.at("/destination/configuration/mapping"))
                .isEqualTo(before.at("/destination/configuration/mapping"));
        assertThat(after.at("/filter")).isEqualTo(before.at("/filter"));
        assertThat(after.at("/destination/configuration/rate_per_second").asInt(0)).isEqualTo(5);

        Form changed = Form.of(house.administrator().page(settings));
        int row = changed.find("user-scim", "displayName");
        assertThat(
                changed.put("user-expression", row, "email +\r\n  '!'").put("do", "save").send(settings).statusCode())
                .isEqualTo(303);
        assertThat(shown().at("/destination/configuration/mapping/user/2/expression").asString(""))
                .isEqualTo("email +\n  '!'");
    }

    private JsonNode shown() {
        return MAPPER.readTree(house.service().run("stream show " + name + " --json"));
    }

    /** The fields of a page's form, as a browser would send them back. */
    private static final class Form {
        private final Map<String, List<String>> fields = new LinkedHashMap<>();

        static Form of(String page) {
            Form form = new Form();
            String part = page.substring(page.indexOf("name=\"revision\"") - 60);
            FIELD.matcher(part).results().forEach(found -> {
                if (found.group(4) != null) {
                    // As a browser does: without an end of line at the beginning, and with those of its own.
                    String lines = text(found.group(5)).replaceFirst("^\n", "").replace("\n", "\r\n");
                    form.fields.computeIfAbsent(found.group(4), _ -> new ArrayList<>()).add(lines);
                } else if (found.group(1) == null) {
                    String chosen = SELECTED.matcher(found.group()).results().findFirst().orElseThrow().group(1);
                    form.fields.computeIfAbsent(found.group(3), _ -> new ArrayList<>()).add(chosen);
                } else if (!found.group().contains("checkbox")) {
                    form.fields.computeIfAbsent(found.group(1), _ -> new ArrayList<>())
                            .add(text(found.group(2)).replace("\n", ""));
                }
            });
            return form;
        }

        private static String text(String html) {
            return html.replace("&#34;", "\"")
                    .replace("&#39;", "'")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&amp;", "&");
        }

        Form put(String field, String value) {
            fields.put(field, new ArrayList<>(List.of(value)));
            return this;
        }

        Form put(String field, int index, String value) {
            fields.get(field).set(index, value);
            return this;
        }

        int find(String field, String value) {
            int index = fields.get(field).indexOf(value);
            assertThat(index).as("%s in %s", value, fields).isNotNegative();
            return index;
        }

        HttpResponse<String> send(String path) {
            return house.administrator().submitAll(path, fields);
        }
    }
}
