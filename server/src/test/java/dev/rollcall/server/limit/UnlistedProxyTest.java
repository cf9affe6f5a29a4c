package dev.rollcall.server.limit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.incident.IncidentLog;
import dev.rollcall.server.testing.FakeRequest;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** The clients of a proxy that nobody has named share one limit of refused tokens, which the operator is told. */
class UnlistedProxyTest {
    private static final String PROXY = "192.0.2.7";

    private final RefusedTokens refused = new RefusedTokens(
            new AddressRate(new RateLimit(1, 2), () -> 0), new IncidentLog(() -> 0));
    private final Logger logger = (Logger) LoggerFactory.getLogger(RefusedTokens.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
    }

    @Test
    void isToldOfOnceWhenItsClientsAreMadeToWait() {
        FakeRequest forwarded = FakeRequest.get("/").from(PROXY).with(HeaderName.X_FORWARDED_FOR, "198.51.100.1");
        assertThat(refused.delay(forwarded, PROXY)).isEmpty();
        assertThat(lines.list).as("nobody waits").isEmpty();
        use(PROXY);
        assertThat(refused.delay(forwarded, PROXY)).isPresent();
        assertThat(refused.delay(forwarded, PROXY)).isPresent();
        assertThat(lines.list).singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage()).contains(PROXY, "server.trusted-proxies"));
    }

    @Test
    void isNotSuspectedInAClientThatGuessesNorInAProxyThatIsKnown() {
        use(PROXY);
        use("198.51.100.1");
        assertThat(refused.delay(FakeRequest.get("/").from(PROXY), PROXY)).isPresent();
        FakeRequest known = FakeRequest.get("/").from(PROXY).with(HeaderName.FORWARDED, "for=198.51.100.1");
        Optional<?> wait = refused.delay(known, "198.51.100.1");
        assertThat(wait).isPresent();
        assertThat(lines.list).isEmpty();
    }

    private void use(String address) {
        refused.count(address);
        refused.count(address);
    }
}
