package dev.rollcall.app.console;

import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.fault.FaultTarget;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages of a stream: how it does and why, what can be done about it, and its synchronisation. */
class StreamPagesTest {
    @TempDir
    private static Path folder;
    private static StreamHouse house;
    private static int count;

    private FaultTarget target;
    private String name;
    private String token;

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
    }

    @AfterEach
    void close() {
        target.close();
    }

    @Test
    void anEmptyListTeachesTheCommandAndAStreamIsReachedFromBoth() {
        String stream = house.stream(name, target);
        String url = "/console/streams/" + stream;
        assertThat(house.administrator().page("/console/streams")).contains("href=\"" + url + "\"", name);
        assertThat(house.administrator().page("/console")).contains("href=\"" + url + "\"");
        String page = house.administrator().page(url);
        assertThat(page)
                .contains("Nothing was delivered yet.", target.url().toString(),
                        "Closed: the target is sent what is due.",
                        "user.created", "Given up after", "./rollcall stream show " + name,
                        "href=\"" + url + "/deliveries?status=pending\">0</a>")
                .doesNotContain(FaultTarget.TOKEN, "Probe now");
        assertThat(house.service().viewer().page(url)).contains("Nothing was delivered yet.")
                .doesNotContain("What to do");
        assertThat(house.administrator().page("/console/streams/" + name)).contains(stream);
    }

    @Test
    void aStreamIsMadeAndGetsAnotherTokenWhenItsTargetRefusesIt() {
        Browser administrator = house.administrator();
        assertThat(administrator.page("/console/streams")).contains("New event stream");
        assertThat(house.service().viewer().page("/console/streams")).doesNotContain("New event stream");
        String form = "/console/streams/new";
        assertThat(administrator.page(form)).contains("okta-like", "./rollcall stream create --help");
        Map<String, String> fields = Map.of("name", name, "kind", "scim", "address", target.url().toString(), "preset",
                "rfc", "connections", " " + name + ",");
        HttpResponse<String> without = administrator.submit(form, fields);
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(without.body()).contains("Fill in the field Token");
        Map<String, String> complete = new HashMap<>(fields);
        complete.put("token", FaultTarget.TOKEN);
        HttpResponse<String> made = administrator.submit(form, complete);
        assertThat(made.statusCode()).isEqualTo(303);
        String url = made.headers().firstValue("Location").orElseThrow();
        assertThat(administrator.page(url))
                .contains("group.member.added", "<bdi>" + name + "</bdi>", "Nothing was delivered yet.")
                .doesNotContain(FaultTarget.TOKEN);
        assertThat(administrator.submit(form, complete).statusCode()).isEqualTo(409);
        HttpResponse<String> signals = administrator.submit(form, Map.of("name", name + " signals", "kind", "webhook",
                "address", "https://signals.example.com/push", "format", "scim-set-notice"));
        assertThat(signals.statusCode()).as("there is no secret to show").isEqualTo(303);
        assertThat(administrator.page(signals.headers().firstValue("Location").orElseThrow()))
                .contains("scim-set-notice", "Audience");

        target.token("another-token");
        house.user(name, token, "ada");
        assertThat(house.waitFor(url, page -> page.contains("mark bad\">paused"))).contains("401");
        assertThat(administrator.submit(url + "/secret", Map.of("secret", " another-token ")).statusCode())
                .isEqualTo(303);
        assertThat(administrator.submit(url + "/resume", Map.of("backlog", "deliver")).statusCode()).isEqualTo(303);
        house.waitFor(url, page -> page.contains("100.0 % of 1") && page.contains("It delivers."));
        assertThat(house.audited(url.substring(url.lastIndexOf('/') + 1))).containsExactlyInAnyOrder(
                "POST " + form, "POST /console/streams/{stream}/secret", "POST /console/streams/{stream}/resume");
        assertThat(administrator.submit(url + "/quirks/nothing/forget", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void aWebhooksSecretIsShownOnce() {
        HttpResponse<String> made = house.administrator()
                .submit("/console/streams/new", Map.of("name", name, "kind",
                        "webhook", "address", "https://audit.example.com/hook"));
        assertThat(made.statusCode()).isEqualTo(200);
        String secret = StreamHouse.link(made.body(), ">(whsec_[^<]+)</pre>");
        String url = StreamHouse.link(made.body(), "class=\"button\" href=\"([^\"]+)\">To the stream");
        assertThat(house.administrator().page(url)).contains("Send one test event", "user.deleted")
                .doesNotContain(secret, "group.created", "Another token");
    }

    @Test
    void aStreamIsPausedWithAReasonAndResumed() {
        String url = "/console/streams/" + house.stream(name, target);
        assertThat(house.administrator().submit(url + "/pause", Map.of("reason", "moving")).statusCode())
                .isEqualTo(303);
        assertThat(house.administrator().page(url)).contains("mark bad\">paused", "moving", "Resume",
                "Nothing is sent: the stream is paused.", "Resume from now on").doesNotContain(">Pause</button>");
        house.title(house.user(name, token, "ada"), token, "Countess");
        house.waitFor(url, page -> page.contains("2 changes") || page.contains("2 deliveries"));
        assertThat(house.administrator().submit(url + "/probe", Map.of()).statusCode()).isEqualTo(400);
        assertThat(house.administrator().submit(url + "/resume", Map.of("backlog", "x")).statusCode()).isEqualTo(400);
        assertThat(house.administrator().submit(url + "/resume", Map.of("backlog", "deliver")).statusCode())
                .isEqualTo(303);
        house.waitFor(url, page -> page.contains("100.0 % of 1"));
        String superseded = house.administrator().page(url + "/deliveries?status=superseded");
        String first = house.administrator().page(StreamHouse.link(superseded, "href=\"([^\"]+)\">user.created"));
        assertThat(first).contains("A newer state of the same was sent in its place");
        assertThat(house.administrator().page(StreamHouse.link(first, "href=\"([^\"]+)\">What was sent in its place")))
                .contains("user.updated to " + name, "mark good\">delivered");
        assertThat(house.audited(url.substring(url.lastIndexOf('/') + 1)))
                .containsExactlyInAnyOrder("POST /console/streams/{stream}/pause",
                        "POST /console/streams/{stream}/resume");
        HttpResponse<String> tooLong = house.administrator().submit(url + "/pause", Map.of("reason", "x".repeat(1025)));
        assertThat(tooLong.statusCode()).isEqualTo(400);
    }

    @Test
    void aConnectionIsTestedStepByStep() {
        String url = "/console/streams/" + house.stream(name, target);
        HttpResponse<String> well = house.administrator().submit(url + "/test", Map.of());
        assertThat(well.statusCode()).isEqualTo(200);
        assertThat(well.body()).contains("The target takes what the stream would send.", "mark good\">ok",
                "POST ", "./rollcall stream test " + name).doesNotContain(FaultTarget.TOKEN, "mark bad");
        target.always("POST /Users", Fault.error(403, "", "no licence"));
        HttpResponse<String> ill = house.administrator().submit(url + "/test", Map.of());
        assertThat(ill.body()).contains("The target cannot be used as it is set.", "mark bad\">failed", "no licence");
        assertThat(house.audited(url.substring(url.lastIndexOf('/') + 1)))
                .contains("POST /console/streams/{stream}/test");
    }

    @Test
    void whatWouldBeSentForSomebodyIsShownAndNotSent() {
        house.user(name, token, "ada");
        String url = "/console/streams/" + house.stream(name, target) + "/preview";
        assertThat(house.administrator().page(url)).contains("./rollcall stream preview " + name, "preset rfc");
        String page = house.administrator().page(url + "?user=samlp%7C" + name + "%7Cada@acme.example");
        assertThat(page).contains("What would be sent", target.url() + "/Users", "ada@acme.example",
                "Once the target has taken it").doesNotContain(FaultTarget.TOKEN);
        assertThat(target.asked()).isEmpty();
        assertThat(house.administrator().get(url + "?user=samlp%7C" + name + "%7Cnobody").statusCode()).isEqualTo(404);
        assertThat(house.administrator().get(url + "?event=x").statusCode()).isEqualTo(404);
    }

    /** What follows the synchronisation ends with it. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aPlanIsShownBeforeItIsAppliedAndTheTargetIsEqualThen() {
        house.user(name, token, "ada");
        house.user(name, token, "bea");
        target.plant("{\"userName\":\"foreign\"}");
        String stream = house.stream(name, target);
        String url = "/console/streams/" + stream + "/sync";
        assertThat(house.administrator().page(url)).contains("never compared", "./rollcall sync " + name + " --dry-run",
                "Applying needs a finished dry run");
        HttpResponse<String> early = house.administrator().submit(url, Map.of("mode", "apply"));
        assertThat(early.statusCode()).isEqualTo(400);
        assertThat(early.body()).contains("There is no plan to apply");
        assertThat(house.administrator().submit(url, Map.of("mode", "burn")).statusCode()).isEqualTo(400);

        assertThat(house.administrator().submit(url, Map.of("mode", "dry-run")).statusCode()).isEqualTo(303);
        String live = house.administrator().get(url + "/live").body();
        assertThat(live).contains("event: done", "Dry run: Finished", "href=\"" + url + "\">See what came of it");
        String plan = house.administrator().page(url);
        assertThat(plan).contains("They differ. Nothing was changed", "Users to be created", "It changes 2 resources",
                "samlp|" + name + "|ada@acme.example", "0 of our 0 users there")
                .doesNotContain("sse-connect");
        assertThat(target.asked()).allMatch(what -> what.startsWith("GET "));
        assertThat(house.administrator().page(url + "?action=create")).contains("ada@acme.example");
        assertThat(house.administrator().page(url + "?action=delete")).doesNotContain("ada@acme.example");
        String file = house.administrator().page(url + "/plan");
        assertThat(file.lines()).hasSize(2).allMatch(line -> line.contains("\"action\":\"create\""));
        assertThat(house.service().viewer().page(url)).contains("They differ").doesNotContain("Apply</button>");

        assertThat(house.administrator()
                .submit(url, Map.of("mode", "apply", "percent", "101", "plan", planOf(url)))
                .statusCode())
                .isEqualTo(400);
        assertThat(house.administrator()
                .submit(url, Map.of("mode", "apply", "percent", "5", "plan", "2026-01-01T00:00:00Z"))
                .statusCode()).as("another plan than the page has shown").isEqualTo(409);
        assertThat(house.administrator()
                .submit(url, Map.of("mode", "apply", "percent", "5", "plan", planOf(url)))
                .statusCode())
                .isEqualTo(303);
        assertThat(house.administrator().get(url + "/live").body()).contains("2 of 2 changed", "event: done");
        assertThat(house.administrator().page(url)).contains("It is done.", "More than 5 %");
        assertThat(target.users()).hasSize(3);
        assertThat(house.administrator().submit(url, Map.of("mode", "verify")).statusCode()).isEqualTo(303);
        house.waitFor(url, page -> page.contains("Both are equal."));
        assertThat(house.audited(stream)).hasSize(3).containsOnly("POST /console/streams/{stream}/sync");
    }

    @Test
    void aShareThatIsTooLargeIsSaidBeforeAndStopsAnApplication() {
        house.user(name, token, "ada");
        target.plant("{\"userName\":\"gone\",\"active\":true,\"externalId\":\"samlp|" + name + "|gone\"}");
        String url = "/console/streams/" + house.stream(name, target) + "/sync";
        assertThat(house.administrator().submit(url, Map.of("mode", "dry-run")).statusCode()).isEqualTo(303);
        String plan = house.waitFor(url, page -> page.contains("They differ"));
        assertThat(plan).contains("<p class=\"problem\">1 of our 1 users there (100.0 %)",
                "More than 10 % of either stops an application.", "samlp|" + name + "|gone");
        assertThat(house.administrator()
                .submit(url, Map.of("mode", "apply", "percent", "10", "plan", planOf(url)))
                .statusCode())
                .isEqualTo(303);
        assertThat(house.waitFor(url, page -> page.contains("Stopped: ")))
                .contains("Nothing was changed")
                .doesNotContain("It is done.", "Apply</button>");
        assertThat(target.users()).hasSize(1);
    }

    @Test
    void aSickTargetSaysSinceWhenAndWhenItIsProbed() {
        String url = "/console/streams/" + house.stream(name, target);
        target.always("POST /Users", Fault.error(503, "", "database is down"));
        for (int i = 0; i < 6; i++) {
            house.user(name, token, "p" + i);
        }
        house.waitFor(url, page -> page.contains("answers in a row"));
        house.service().advance(Duration.ofMinutes(1));
        String page = house.waitFor(url, text -> text.contains("Open: ") || text.contains("Probing: "));
        assertThat(page).contains("The target does not take anything", "Since ", "database is down", "Probe now");
        String overview = house.administrator().page("/console");
        assertThat(overview).contains("aria-label=\"Probe now " + name + "\"", "aria-label=\"Pause " + name + "\"",
                "action=\"" + url + "/probe\"");
        assertThat(house.service().viewer().page("/console")).contains(name).doesNotContain("Probe now", "Pause ");
        target.heal();
        HttpResponse<String> probed = house.administrator()
                .submit(url + "/probe", Map.of("do", "probe", "back", "overview"));
        assertThat(probed.statusCode()).isEqualTo(303);
        assertThat(probed.headers().firstValue("Location")).contains("/console");
        house.waitFor(url, text -> text.contains("100.0 % of 6"));
        assertThat(house.audited(url.substring(url.lastIndexOf('/') + 1)))
                .containsExactly("POST /console/streams/{stream}/probe");
    }

    /** When the plan was made that the page offers to apply. */
    private static String planOf(String url) {
        return StreamHouse.link(house.administrator().page(url), "name=\"plan\" value=\"([^\"]+)\"");
    }
}
