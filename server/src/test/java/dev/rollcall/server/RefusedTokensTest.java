package dev.rollcall.server;

import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.HeldReads;
import dev.rollcall.server.testing.ManagementClient.Reply;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What those cost who guess tokens: little, and none of what belongs to others. */
@Timeout(120)
class RefusedTokensTest {
    private static final int BURST = 10;

    private final HeldReads reads = new HeldReads();

    private Service service;
    private ScimClient known;
    private ScimClient unseen;

    @BeforeEach
    void start(@TempDir Path folder) {
        service = Service.start(folder, ServerOptions.defaults().with(RequestSettings.REFUSED_TOKEN_RATE, 1), reads);
        known = service.connect("known");
        unseen = service.connect("unseen");
        assertThat(known.get("/Users").status()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        reads.letGo();
        service.close();
    }

    @Test
    void anAddressThatGuessesIsToldToWaitUnlessItShowsWhatWasGoodBefore() {
        ScimClient guessing = known.withToken(known.token() + "0");
        for (int i = 0; i < BURST; i++) {
            assertThat(guessing.get("/Users").status()).isEqualTo(401);
        }
        int before = reads.count();
        assertThat(guessing.get("/Users")).satisfies(refused -> {
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).contains("1");
            assertThat(refused.json().path("detail").stringValue()).contains("limits.refused-token-rate");
        });
        assertThat(unseen.withToken(null).get("/Users").status()).isEqualTo(429);
        assertThat(unseen.get("/Users").status()).isEqualTo(429);
        assertThat(known.withToken(unseen.token()).get("/Users").status()).isEqualTo(429);
        assertThat(unseen.withToken(known.token()).get("/Users").status()).isEqualTo(429);
        assertThat(reads.count()).as("reads for what is not looked at").isEqualTo(before);
        assertThat(known.get("/Users").status()).isEqualTo(200);
        service.clock().advance(Duration.ofSeconds(1));
        assertThat(known.get("/Users").status()).isEqualTo(200);
        assertThat(unseen.get("/Users").status()).isEqualTo(200);
        assertThat(guessing.get("/Users").status()).isEqualTo(401);
        assertThat(guessing.get("/Users").status()).isEqualTo(429);
    }

    @Test
    void theManagementApiCountsTheSame() {
        for (int i = 0; i < BURST; i++) {
            service.manage().withToken(Optional.of("guessed")).get("/connections").error(401);
        }
        Reply refused = service.manage().withToken(Optional.of("guessed")).get("/connections");
        assertThat(refused.error(429, "too_many_requests")).contains("limits.refused-token-rate");
        assertThat(refused.header("Retry-After")).contains("1");
        assertThat(known.withToken("tok_guessed.00").get("/Users").status()).isEqualTo(429);
        service.clock().advance(Duration.ofSeconds(1));
        service.manage("cli_any", ManagementScope.words()).get("/connections").is(200);
    }

    /** Otherwise whoever knows a connection's id could keep its own requests waiting. */
    @Test
    void guessesAtAConnectionDoNotCountForIt() {
        reads.hold(known.connection());
        assertThat(known.withToken("tok_guessed.00").get("/Users").status()).isEqualTo(401);
        assertThat(known.withToken(null).get("/Users").status()).isEqualTo(401);
        assertThat(known.withToken(unseen.token()).get("/Users").status()).isEqualTo(401);
    }
}
