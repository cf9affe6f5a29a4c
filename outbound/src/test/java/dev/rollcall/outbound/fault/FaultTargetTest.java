package dev.rollcall.outbound.fault;

import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.TransportException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultTargetTest {
    private static final String ADA = "{\"userName\":\"ada@example.com\",\"externalId\":\"auth0|1\",\"active\":true}";

    private final FaultTarget target = FaultTarget.start();
    private final HttpTransport transport = HttpTransport.open(target.url(), Optional.of(FaultTarget.TOKEN),
            HttpTransportOptions.defaults());

    /** For what is never answered: everything else has as long as a busy machine takes. */
    private final HttpTransport impatient = HttpTransport.open(target.url(), Optional.of(FaultTarget.TOKEN),
            HttpTransportOptions.defaults().withAnswerTimeout(Duration.ofMillis(500)));

    @AfterEach
    void close() {
        transport.close();
        impatient.close();
        target.close();
    }

    @Test
    void aUserIsMadeFoundChangedAndTakenAway() {
        assertThat(send("POST", "/Users", ADA).status()).isEqualTo(201);
        assertThat(find("externalId eq \"auth0|1\"").text()).contains("\"totalResults\":1", "\"id\":\"u1\"");
        assertThat(find("externalId eq \"auth0|2\"").text()).contains("\"totalResults\":0", "\"Resources\":[]");
        assertThat(send("POST", "/Users", ADA).status()).isEqualTo(409);
        assertThat(send("PATCH", "/Users/u1", patch("replace", "name.givenName", "\"Ada\"")).text())
                .contains("\"givenName\":\"Ada\"");
        assertThat(send("PATCH", "/Users/u1", patch("replace", "emails[type eq \"work\"].value", "\"a@b.c\"")).text())
                .contains("{\"type\":\"work\",\"value\":\"a@b.c\"}");
        assertThat(send("PATCH", "/Users/u1",
                patch("remove", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "null"))
                .status())
                .isEqualTo(200);
        assertThat(send("DELETE", "/Users/u1", "").status()).isEqualTo(204);
        assertThat(target.users()).isEmpty();
        assertThat(target.written("auth0|1")).extracting(line -> line.request().method())
                .containsExactly("POST", "PATCH", "PATCH", "PATCH", "DELETE");
    }

    @Test
    void membersAreAddedAndRemovedWithinTheTargetsLimits() {
        target.behave(TargetTrait.MEMBERS_20_1, true);
        String member = target.plant(ADA);
        send("POST", "/Groups", "{\"displayName\":\"Engineers\",\"externalId\":\"grp\"}");
        String group = target.groups().getFirst().get("id").asString();
        send("PATCH", "/Groups/" + group, patch("add", "members", "[{\"value\":\"" + member + "\"}]"));
        send("PATCH", "/Groups/" + group, patch("add", "members", "[{\"value\":\"" + member + "\"}]"));
        assertThat(target.groups().getFirst().get("members")).hasSize(1);
        send("PATCH", "/Groups/" + group, patch("remove", "members[value eq \"" + member + "\"]", "null"));
        assertThat(target.groups().getFirst().get("members")).isEmpty();
        String many = "[" + "{\"value\":\"x\"},".repeat(20) + "{\"value\":\"y\"}]";
        assertThat(send("PATCH", "/Groups/" + group, patch("add", "members", many)).status()).isEqualTo(400);
    }

    @Test
    void eachFaultIsWhatItSaysAndDoesWhatWasAskedOnlyWhenItSaysSo() {
        target.next("POST /Users", Fault.reset());
        lost(transport, "POST", "/Users");
        assertThat(target.users()).isEmpty();
        target.next("POST /Users", Fault.status(500));
        assertThat(send("POST", "/Users", ADA).status()).isEqualTo(500);
        target.next("POST /Users", Fault.busy(7));
        assertThat(send("POST", "/Users", ADA).header("Retry-After")).contains("7");
        target.next("POST /Users", Fault.stall());
        lost(impatient, "POST", "/Users");
        assertThat(target.users()).isEmpty();
        target.next("POST /Users", Fault.commitThenReset());
        lost(transport, "POST", "/Users");
        assertThat(target.users()).hasSize(1);
        for (Fault fault : List.of(Fault.resetMidBody(), Fault.dribble(), new Fault.Short(5),
                Fault.commitThenStall())) {
            target.next("PUT /Users", fault);
            lost(impatient, "PUT", "/Users/u1");
        }
        target.next("PUT /Users", new Fault.Twice());
        assertThat(send("PUT", "/Users/u1", ADA).status()).isEqualTo(200);
        assertThat(target.written("auth0|1")).hasSize(6);
    }

    @Test
    void chanceIsTheSameForTheSameSeed() {
        target.chance(7, 0.5, Fault.status(503));
        List<Integer> first = statuses();
        target.chance(7, 0.5, Fault.status(503));
        assertThat(statuses()).isEqualTo(first).contains(200, 503);
        target.heal();
        assertThat(statuses()).containsOnly(200);
    }

    @Test
    void tokensAreGivenAndRefused() {
        target.token("other");
        assertThat(find("userName eq \"a\"").status()).isEqualTo(401);
        assertThat(target.journal()).hasSize(1);
    }

    private List<Integer> statuses() {
        return IntStream.range(0, 20).mapToObj(i -> find("userName eq \"a\"").status()).toList();
    }

    private static void lost(HttpTransport by, String method, String path) {
        assertThatThrownBy(() -> send(by, method, path, ADA)).isInstanceOf(TransportException.class);
    }

    private ScimAnswer find(String filter) {
        return send("GET", "/Users?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8), "");
    }

    private static String patch(String op, String path, String value) {
        return "{\"Operations\":[{\"op\":\"" + op + "\",\"path\":\"" + path.replace("\"", "\\\"") + "\",\"value\":"
                + value + "}]}";
    }

    private ScimAnswer send(String method, String path, String body) {
        return send(transport, method, path, body);
    }

    private static ScimAnswer send(HttpTransport by, String method, String path, String body) {
        return by
                .send(new ScimRequest(method, path, List.of(new ScimHeader("Content-Type", "application/scim+json")),
                        body.isEmpty() ? Optional.empty() : Optional.of(body)));
    }
}
