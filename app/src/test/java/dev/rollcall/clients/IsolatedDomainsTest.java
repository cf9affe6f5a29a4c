package dev.rollcall.clients;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Several connections, and several clients at once. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(LiveServers.class)
class IsolatedDomainsTest {
    private final LiveServer server;

    IsolatedDomainsTest(StoreKind kind, LiveServers servers) {
        server = servers.on(kind);
    }

    @Test
    @Requirement({"7643-9-01", "7643-9-02", "7643-3.1-10"})
    void domainsDoNotSeeEachOther() {
        ClientFlow one = new ClientFlow(server.connect());
        ClientFlow other = new ClientFlow(server.connect());
        String user = one.user("same");
        assertThat(other.user("same")).isNotEqualTo(user);
        assertThat(other.client().get("/Users/" + user).status()).isEqualTo(404);
        assertThat(other.find("/Users", "externalId eq \"x-same\"").at("/totalResults")).isEqualTo(1);
        assertThat(one.client().with(other.client().token()).get("/Users/" + user).status()).isEqualTo(401);
    }

    @Test
    @Requirement("7644-3.13-01")
    void unknownVersionsAreRejected() {
        ScimClient client = server.connect();
        String path = client.base().substring(server.uri().toString().length()).replace("/v2/", "/v9/");
        Answer answer = server.at(server.uri().toString(), client.token().orElseThrow())
                .send("GET", path + "/Users", Optional.empty(), Map.of());
        assertThat(answer.status()).isIn(400, 404);
    }

    @Test
    @Requirement({"7643-4.1.1-02", "7643-4.1.1-03"})
    void oneOfManyCreatesWins() throws Exception {
        ScimClient client = server.connect();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> creates = IntStream.range(0, 16)
                    .<Callable<Integer>>mapToObj(i -> () -> client
                            .send("POST", "/Users",
                                    "{schemas:['" + Urn.USER + "'],userName:'" + (i % 2 == 0 ? "Same" : "sAME")
                                            + "'}")
                            .status())
                    .toList();
            List<Integer> statuses = pool.invokeAll(creates).stream().map(Future::resultNow).toList();
            assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
        }
        assertThat(client.get("/Users").at("/totalResults")).isEqualTo(1);
    }
}
