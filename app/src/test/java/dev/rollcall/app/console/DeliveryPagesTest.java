package dev.rollcall.app.console;

import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.fault.FaultTarget;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Dead letters by cause, one by one, and delivering them again: how many first. */
class DeliveryPagesTest {
    private static final String CAUSE = "POST /Users -&gt; 400 [invalidValue]: &lt;b&gt;No title&lt;/b&gt;";

    @TempDir
    private static Path folder;
    private static StreamHouse house;
    private static int count;

    private FaultTarget target;
    private String name;
    private String token;
    private String stream;
    private String deliveries;

    @BeforeAll
    static void serve() {
        house = StreamHouse.start(folder);
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    /** A stream whose target refuses two people for good. */
    @BeforeEach
    void fail() {
        target = FaultTarget.start();
        target.always("POST /Users", Fault.error(400, "invalidValue", "<b>No title</b>"));
        name = "crm" + ++count;
        token = house.connection(name);
        stream = house.stream(name, target);
        deliveries = "/console/streams/" + stream + "/deliveries";
        house.user(name, token, "ada");
        house.user(name, token, "bea");
        house.waitFor(deliveries, page -> page.contains(">2</a></td>"));
    }

    @AfterEach
    void close() {
        target.close();
    }

    @Test
    void causesStandFirstAndTheListIsFilteredByItsLink() {
        Browser viewer = house.service().viewer();
        String page = viewer.page(deliveries);
        assertThat(page).contains("Dead letters by cause", CAUSE, "the newest",
                "samlp|" + name + "|ada@acme.example", "samlp|" + name + "|bea@acme.example")
                .doesNotContain("Deliver again", "method=\"post\" action=\"/console/streams");
        assertThat(viewer.page("/console/streams/" + stream))
                .contains("Nothing of what was sent in the last 24 hours was taken: 2",
                        "<dt>Last delivery</dt><dd> none yet", "<dt>Answered well</dt><dd><time")
                .doesNotContain("It delivers.");
        assertThat(viewer.page("/console/streams").split("<bdi>" + name + "</bdi>", 2)[1].split("</tr>", 2)[0])
                .as("it has answered, and taken nothing")
                .contains("none yet");
        String ofCause = StreamHouse.link(page, "href=\"([^\"]+)\">2</a></td>");
        assertThat(viewer.page(ofCause)).contains("ada@", "bea@", "--cause 'POST /Users");
        String ofAda = StreamHouse.link(page, "href=\"([^\"]+)\"><bdi>samlp\\|" + name + "\\|ada");
        assertThat(viewer.page(ofAda)).contains("ada@").doesNotContain("bea@acme.example</bdi>");
        assertThat(viewer.page(deliveries + "?status=delivered")).contains("No delivery is of this kind",
                "./rollcall stream deliveries " + name + " --status delivered");
        assertThat(viewer.page(deliveries + "?type=user.deleted&within=1h&since=2026-01-01T00:00:00Z"))
                .contains("No delivery is of this kind", "--type user.deleted --since 2026-01-01T00:00:00Z",
                        "name=\"since\" type=\"text\" value=\"2026-01-01T00:00:00Z\"")
                .doesNotContain("value=\"1h\" selected");
        HttpResponse<String> wrong = viewer.get(deliveries + "?status=lost");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("There is no status", "pending, delivered");
        assertThat(viewer.get(deliveries + "?subject=x").statusCode()).isEqualTo(400);
        assertThat(viewer.get("/console/streams/evs_nothing/deliveries").statusCode()).isEqualTo(404);
    }

    @Test
    void aDeliverySaysWhatWasAskedAndAnsweredAndWhatWouldBeSentNow() {
        String list = house.administrator().page(deliveries);
        String one = StreamHouse.link(list, "href=\"(" + deliveries + "/evt_[^\"]+)\">user.created");
        String page = house.administrator().page(one);
        assertThat(page).contains("It was given up", CAUSE, "answer 400",
                "What would be sent now", "POST " + target.url() + "/Users", "userName")
                .doesNotContain("<b>No title", FaultTarget.TOKEN);
        assertThat(page.substring(page.indexOf("What would be sent now"))).contains("POST " + target.url() + "/Users",
                "@acme.example", "Once the target has taken it: delivered").doesNotContain("PUT ");
        assertThat(page).contains("Deliver this one again", "Sends the current state");
        assertThat(house.service().viewer().page(one)).doesNotContain("Deliver this one again");

        target.heal();
        HttpResponse<String> done = house.administrator().submit(one + "/redeliver", Map.of());
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).contains(one);
        assertThat(house.waitFor(one, text -> text.contains("mark good\">delivered"))).contains("The target has it");
        assertThat(target.users()).hasSize(1);
        assertThat(house.audited(stream)).contains("POST /console/streams/{stream}/deliveries/{event}/redeliver");
        assertThat(house.administrator().submit(one + "/redeliver", Map.of()).statusCode()).isEqualTo(409);
    }

    @Test
    void theCountComesFirstAndThoseAreDeliveredThatItMeant() {
        String list = house.administrator().page(deliveries);
        String ask = StreamHouse.link(list, "href=\"([^\"]+redelivery[^\"]*)\">Deliver again");
        String page = house.administrator().page(ask);
        assertThat(page).contains("2 dead letters</a> meant. Nothing was done yet.", CAUSE,
                "current state of each subject once",
                "./rollcall stream redeliver " + name + " --cause 'POST /Users");
        String redeliver = StreamHouse.link(page, "action=\"([^\"]+redelivery\\?[^\"]+failed-before=[^\"]+)\"");

        house.user(name, token, "cid");
        house.waitFor(deliveries, text -> text.contains(">3</a></td>"));
        target.heal();
        HttpResponse<String> others = house.administrator().submit(redeliver, Map.of("count", "3"));
        assertThat(others.statusCode()).isEqualTo(409);
        assertThat(others.body()).contains("It is 2 dead letters by now");
        assertThat(house.administrator()
                .submit(redeliver.replaceAll("&failed-before=[^&]+", ""), Map.of("count", "3"))
                .statusCode())
                .as("no page has counted those")
                .isEqualTo(409);
        HttpResponse<String> done = house.administrator().submit(redeliver, Map.of("count", "2"));
        assertThat(done.statusCode()).isEqualTo(303);
        String where = done.headers().firstValue("Location").orElseThrow();
        assertThat(house.administrator().page(where)).contains("2 dead letters are on the way again.");
        house.waitFor(deliveries + "?status=delivered", text -> text.split("mark good", -1).length == 3);
        assertThat(house.administrator().page(deliveries)).contains(">1</a></td>");
        assertThat(target.users()).hasSize(2);
        assertThat(house.audited(stream)).contains("POST /console/streams/{stream}/redelivery");
    }

    /** The next try would be in an hour. */
    @Test
    void whatWaitsForItsNextTryIsSentAtOnceAndAPersonsPageSaysThatItWaits() throws IOException {
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, "{\"delivery\":{\"first_delay_ms\":3600000}}");
        house.service().run("stream edit " + name + " --file " + file);
        target.heal();
        target.always("POST /Users", Fault.error(500, "", "not now"));
        String cid = house.user(name, token, "cid");
        String list = house.waitFor(deliveries + "?status=pending",
                text -> !text.contains("No delivery is of this kind"));
        String one = StreamHouse.link(list.substring(list.lastIndexOf("</form>")),
                "href=\"(" + deliveries + "/evt_[^\"]+)\">user.created");
        String waits = house.waitFor(one, text -> text.contains("It was tried once in vain"));
        assertThat(waits).contains("Send it now", "It is tried at once and not at the time below.", "Tried next")
                .doesNotContain("All dead letters about the same");
        assertThat(house.service().viewer().page(one)).doesNotContain("Send it now");
        assertThat(house.service().viewer().submit(one + "/redeliver", Map.of()).statusCode()).isEqualTo(403);
        String person = "/console/connections/" + name + "/users/" + cid.substring(cid.lastIndexOf('/') + 1);
        assertThat(house.administrator().page(person)).contains(">newer waits</a>")
                .doesNotContain("has all that happened");

        house.administrator().submit("/console/streams/" + stream + "/pause", Map.of());
        HttpResponse<String> paused = house.administrator().submit(one + "/redeliver", Map.of());
        assertThat(paused.statusCode()).isEqualTo(409);
        assertThat(paused.body()).contains("The stream is paused, so nothing is sent.");
        assertThat(house.administrator().page(one)).doesNotContain("Send it now");
        house.administrator().submit("/console/streams/" + stream + "/resume", Map.of("backlog", "deliver"));
        house.waitFor(one, text -> text.contains("It was tried 2 times in vain") && text.contains("Send it now"));

        target.heal();
        HttpResponse<String> sent = house.administrator().submit(one + "/redeliver", Map.of());
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        assertThat(house.waitFor(one, text -> text.contains("mark good\">delivered"))).doesNotContain("Send it now");
        assertThat(target.users()).hasSize(1);
        assertThat(house.audited(stream)).contains("POST /console/streams/{stream}/deliveries/{event}/redeliver");
        assertThat(house.administrator().page(person)).contains("has all that happened", "Version there")
                .doesNotContain("newer waits");
    }

    @Test
    void whatIsGivenUpIsSkippedWithItsReasonAndAlarmsNobodyAnyMore() {
        String bad = "mark bad\"><bdi>" + name + "</bdi>";
        assertThat(attention()).contains(bad);
        String page = house.administrator().page("/console/streams/" + stream + "/redelivery");
        String discard = StreamHouse.link(page, "action=\"([^\"]+discard\\?[^\"]+)\"");
        HttpResponse<String> without = house.administrator().submit(discard, Map.of("reason", " "));
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(without.body()).contains("Fill in the field Reason");
        HttpResponse<String> done = house.administrator().submit(discard, Map.of("reason", "test users", "count", "2"));
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(house.administrator().page(done.headers().firstValue("Location").orElseThrow()))
                .contains("2 dead letters are given up.", "Somebody discarded it");
        assertThat(house.administrator().page(deliveries)).doesNotContain("Dead letters by cause");
        assertThat(house.administrator().page("/console/streams/" + stream))
                .contains("mark good\">enabled", "they were given up", "0.0 % of 2 in the last 24 hours")
                .doesNotContain("class=\"problem\"", "mark bad", "It delivers.");
        assertThat(attention()).doesNotContain(bad, "<bdi>" + name + "</bdi>");
        assertThat(house.audited(stream)).contains("POST /console/streams/{stream}/discard");
        assertThat(house.administrator().page("/console/streams/" + stream + "/redelivery"))
                .contains("There is nothing to deliver again", "--dry-run");
    }

    /** What the overview says that needs attention. */
    private static String attention() {
        return house.administrator().page("/console").split("id=\"connections\"", 2)[0];
    }
}
