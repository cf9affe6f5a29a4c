package dev.rollcall.clients;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Every recorded request, against a running server on every store, each on a connection of its own. */
@ExtendWith(LiveServers.class)
class TrafficTest {
    private static final Scripts SCRIPTS = Scripts.all();

    @TestFactory
    Stream<DynamicContainer> playsTheRecordedTraffic(LiveServers servers) {
        return Arrays.stream(StoreKind.values())
                .map(kind -> dynamicContainer(kind.name(), TrafficCases.requests()
                        .stream()
                        .map(traffic -> test(servers.on(kind), traffic))));
    }

    @Test
    void everyRequestHasItsAssertion() {
        assertThat(SCRIPTS.ids()).containsExactlyInAnyOrderElementsOf(
                TrafficCases.requests().stream().map(TrafficCase::id).toList());
        assertThat(TrafficCases.all()).hasSize(120);
    }

    private static DynamicTest test(LiveServer server, TrafficCase traffic) {
        return dynamicTest(traffic.id(), () -> {
            ScimClient client = server.connect();
            boolean refused = traffic.statuses().contains(401);
            Stage stage = new Stage(traffic, refused ? client.with(Optional.of("tok_0123456789abcdef.00")) : client);
            Script script = SCRIPTS.find(traffic.id()).orElseThrow();
            script.given().accept(stage);
            Answer answer = stage.play();
            assertThat(answer.status()).as(answer.toString()).isIn(traffic.statuses());
            checkShape(traffic, answer);
            script.then().accept(stage, answer);
        });
    }

    private static void checkShape(TrafficCase traffic, Answer answer) {
        JsonNode expected = traffic.expected();
        if (expected.path("body").isObject()) {
            Shape.assertFits(expected.path("body"), answer.json(), "");
        }
        switch (expected.path("body_type").asString("")) {
            case "" -> {}
            case "ListResponse", "ListResponse of Schema" ->
                assertThat(answer.at("/schemas/0")).isEqualTo(Urn.LIST);
            case "User" -> assertThat(answer.at("/schemas/0")).isEqualTo(Urn.USER);
            case "Error invalidValue" -> assertThat(answer.at("/scimType")).isEqualTo("invalidValue");
            default -> throw new AssertionError("no check for the body type of " + traffic.id());
        }
        JsonNode total = expected.path("totalResults");
        if (total.isInt()) {
            assertThat(answer.json().path("totalResults")).isEqualTo(total);
        } else if (total.isString()) {
            assertThat(answer.json().path("totalResults").asInt()).isIn(0, 1);
        }
    }
}
