package dev.rollcall.browser;

import com.microsoft.playwright.Browser;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.fault.FaultTarget;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A house with one at least of everything that pages show, good and bad, and where each of it is found. */
final class FullHouse implements AutoCloseable {
    /** A connection that nothing has come to. */
    static final String EMPTY = "waiting-for-its-identity-provider";

    /** What is long, wide, or tries to be more than text. */
    private static final String ODD = "<b>Zoë</b> \u202eDvořák " + "Countess-of-".repeat(12) + "Lovelace";

    private final BrowserHouse house;
    private final FaultTarget target;
    private final Map<String, String> places = new HashMap<>();

    private FullHouse(BrowserHouse house, FaultTarget target) {
        this.house = house;
        this.target = target;
    }

    static FullHouse start(Path folder, Browser browser) {
        FullHouse full = new FullHouse(BrowserHouse.start(folder), FaultTarget.start());
        full.fill();
        full.wait(browser);
        return full;
    }

    BrowserHouse house() {
        return house;
    }

    /** The link of a set-up, as somebody gets it. */
    String setupLink() {
        return house.url("/console/setup/enter/" + place("{secret}")).toString();
    }

    /** The path of a page of it. @throws AssertionError when this house has nothing for a parameter of the path */
    String path(ConsolePath path) {
        return path.with(path.segments()
                .stream()
                .filter(ConsolePath::isParameter)
                .map(this::place)
                .toArray(String[]::new));
    }

    private String place(String parameter) {
        assertThat(places).as("what stands for a parameter of a path; a new one is to be put into this house")
                .containsKey(parameter);
        return places.get(parameter);
    }

    private void fill() {
        String connection = house.run("connection create --name acme --strategy waad --print id");
        house.run("connection create --name " + EMPTY + " --strategy okta");
        house.run("connection create --name paused --strategy samlp");
        house.run("connection pause paused");
        String token = house.run("token create acme --scopes all --lifetime 10d --print token");
        house.run("token create acme --scopes get:users");
        house.run("client create nightly-job --connection acme --scopes get:users,get:groups");
        house.run("client create looker --scopes read:connections,read:logs --lifetime 20d");
        house.write("crm.token", FaultTarget.TOKEN);
        target.plant("{\"userName\":\"foreign@acme.example\",\"active\":true}");
        house.run("stream create crm --scim " + target.url() + " --token-file crm.token --connection acme");
        house.run("stream create audit --webhook " + target.url("/hook"));
        house.run("stream pause audit");
        house.write("rows.json", """
            [{"scim":"userName","auth0":"username"},{"scim":"emails[type eq \\"work\\"].value","auth0":"email"},
             {"scim":"displayName","auth0":"name"},{"scim":"active","auth0":"blocked"},
             {"scim":"title","auth0":"app_metadata.rank","direction":"in","expression_in":"value.upperAscii()"}]""");
        house.run("mapping set acme --file rows.json");

        String ada = house.user(connection, token, "ada");
        target.always("POST /Users", Fault.error(400, "invalidValue", "No licence is left"));
        house.user(connection, token, "grace");
        String group = created(house.scim(connection, token, "POST", "/Groups", """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Analysts",
             "members":[{"value":"%s"}]}""".formatted(ada)).body());
        house.scim(connection, token, "PATCH", "/Users/" + ada, """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
             {"op":"Replace","path":"title","value":"%s"}]}""".formatted(ODD));
        house.scim(connection, token, "POST", "/Users", """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ADA@acme.example"}""");
        house.scim(connection, "no-such-token", "GET", "/Users", "");
        house.run("user block ada@acme.example");

        String link = house.run("setup-link acme --print url");
        places.putAll(Map.of("{connection}", "acme", "{user}", ada, "{group}", group, "{version}", "1", "{provider}",
                "entra", "{stream}", house.run("stream show crm --json", "id"), "{secret}",
                link.substring(link.lastIndexOf('/') + 1), "{link}",
                house.json("setup-link acme --list --json").path(0).path("id").stringValue()));
    }

    /** What comes of it a moment later: rows of the log, a dead letter, and a comparison of both sides. */
    private void wait(Browser browser) {
        try (Visitor operator = Visitor.of(browser, house)) {
            operator.administrator();
            operator.openUntil("/console/log?connection=acme&status=409", "tbody tr:has-text('409')");
            String entry = operator.page().locator("tbody tr").first().getAttribute("id");
            places.put("{entry}", entry.substring("r-".length()));
            String stream = path(ConsolePath.STREAM);
            operator.openUntil(stream + "/deliveries?status=failed", "#causes");
            String event = operator.page().locator("td a[href*='/deliveries/evt_']").first().getAttribute("href");
            places.put("{event}", event.substring(event.lastIndexOf('/') + 1));
            operator.open(stream + "/sync");
            operator.button("Dry run");
            operator.openUntil(stream + "/sync", "h2:has-text('What differs')");
        }
    }

    private static String created(String body) {
        JsonNode id = new JsonMapper().readTree(body).path("id");
        assertThat(id.isString()).as(body).isTrue();
        return id.stringValue();
    }

    @Override
    public void close() {
        house.close();
        target.close();
    }
}
