package dev.rollcall.outbound.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.rollcall.client.address.AddressBlock;
import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.client.http.AddressLookup;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.person.StoredSettings;
import dev.rollcall.directory.rendering.EventRenderer;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.directory.stream.SigningSecret;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamSettings;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.directory.stream.TargetSecretsJson;
import dev.rollcall.directory.stream.WebhookTarget;
import dev.rollcall.mapping.expression.ExpressionLimits;
import dev.rollcall.outbound.credential.OutboundNetwork;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryWork;
import dev.rollcall.outbound.delivery.Exchange;
import dev.rollcall.outbound.delivery.TargetDriver;
import dev.rollcall.outbound.delivery.WorkClock;
import dev.rollcall.outbound.fault.CannedAnswer;
import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.fault.FaultTarget;
import dev.rollcall.outbound.fault.TargetRequest;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.sqlite.SqliteStorage;
import dev.rollcall.store.testing.MigratedSqlite;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Webhooks against a receiver that is built on the library of Standard Webhooks, and what a receiver's answers mean. */
class StandardWebhooksTest {
    private static final String TOKEN = "receivers-own-token-4711";
    private static final String BODY = "{\"specversion\":\"1.0\",\"type\":\"user.updated\",\"data\":{\"object\":{\"name\":\"Zoë\"}}}";
    private static final Random RANDOM = new Random(9);
    private static final SigningSecret OLD = secret(Optional.of(Instant.now().plus(Duration.ofHours(1))));
    private static final SigningSecret NEW = secret(Optional.empty());
    private static final StreamId ID = StreamId.next(RANDOM);
    private static final SecretSeal SEAL = new Reversed();

    @TempDir
    Path folder;

    private SqliteStorage storage;
    private FaultTarget receiver;

    @BeforeEach
    void open() {
        storage = MigratedSqlite.open(folder, StoreOptions.defaults());
        receiver = FaultTarget.start();
    }

    @AfterEach
    void close() {
        receiver.close();
        storage.close();
    }

    private static SigningSecret secret(Optional<Instant> until) {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return new SigningSecret(SigningSecret.PREFIX + Base64.getEncoder().encodeToString(key), Instant.EPOCH, until);
    }

    @Test
    void oldAndNewSecretsAreAcceptedDuringARotationAndTheNewOneAloneAfterwards() throws Exception {
        assertThat(deliver(Clock.systemUTC())).isInstanceOf(DeliveryOutcome.Done.class);
        verify(OLD, last(), BODY);
        verify(NEW, last(), BODY);
        assertThat(last().headers().get("authorization")).isEqualTo("Bearer " + TOKEN);
        assertThat(last().headers().get("webhook-id")).matches("evt_[A-Za-z0-9]{22}");

        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(61));
        assertThat(deliver(later)).isInstanceOf(DeliveryOutcome.Done.class);
        assertThat(last().headers().get("webhook-signature").split(" ")).hasSize(1);
    }

    @Test
    void whatWasTamperedWithAndWhatIsReplayedIsRefused() throws Exception {
        assertThat(deliver(Clock.systemUTC())).isInstanceOf(DeliveryOutcome.Done.class);
        TargetRequest sent = last();
        verify(NEW, sent, BODY);
        refused(() -> verify(NEW, sent, BODY.replace("Zoë", "Eve")));
        refused(() -> verify(secret(Optional.empty()), sent, BODY));
        Map<String, String> otherId = new HashMap<>(sent.headers());
        otherId.put("webhook-id", "evt_0000000000000000000001");
        refused(() -> verify(NEW, new TargetRequest("POST", "/", Map.of(), otherId, BODY), BODY));

        assertThat(deliver(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-6)))).isInstanceOf(
                DeliveryOutcome.Done.class);
        TargetRequest old = last();
        refused(() -> verify(NEW, old, BODY));
    }

    @Test
    void eachAnswerMeansWhatItMeansAndNothingKeptOfItHoldsASecret() {
        record Case(Fault fault, Class<? extends DeliveryOutcome> outcome) {}
        List<Case> cases = List.of(
                new Case(Fault.redirect(receiver.url("/elsewhere").toString()), DeliveryOutcome.Final.class),
                new Case(Fault.status(400), DeliveryOutcome.Final.class),
                new Case(Fault.status(404), DeliveryOutcome.Final.class),
                new Case(Fault.status(501), DeliveryOutcome.Final.class),
                new Case(Fault.status(500), DeliveryOutcome.Later.class),
                new Case(Fault.status(408), DeliveryOutcome.Later.class),
                new Case(Fault.busy(7), DeliveryOutcome.Later.class),
                new Case(Fault.status(429), DeliveryOutcome.Later.class),
                new Case(Fault.reset(), DeliveryOutcome.Later.class),
                new Case(Fault.status(401), DeliveryOutcome.Unauthorized.class),
                new Case(Fault.status(403), DeliveryOutcome.Unauthorized.class),
                new Case(Fault.status(410), DeliveryOutcome.Unauthorized.class));
        Clock clock = Clock.systemUTC();
        TargetDriver driver = driver(clock, List.of(NEW, OLD), true);
        for (Case each : cases) {
            receiver.next("POST", each.fault());
            DeliveryOutcome outcome = deliver(driver, clock);
            assertThat(outcome).as("%s", each.fault()).isInstanceOf(each.outcome());
            assertThat(outcome.exchanges().sent()).as("a redirect is not followed, nothing is sent twice").isEqualTo(1);
            String kept = outcome.exchanges()
                    .newest()
                    .stream()
                    .map(exchange -> exchange.request() + exchange.error() + exchange.response())
                    .collect(Collectors.joining());
            assertThat(kept).doesNotContain(TOKEN, OLD.secret().substring(6), NEW.secret().substring(6))
                    .contains("POST http://127.0.0.1:", "webhook-id", "Zoë");
        }
        receiver.next("POST", Fault.busy(7));
        assertThat(deliver(driver, clock)).isInstanceOfSatisfying(DeliveryOutcome.Later.class,
                later -> assertThat(later.retryAfter()).contains(Duration.ofSeconds(7)));
        receiver.next("POST", new Fault.Instead(new CannedAnswer(400, Map.of("Retry-After", "86400"), "no"), false));
        assertThat(deliver(driver, clock)).as("nothing of this event is mended by waiting")
                .isInstanceOf(DeliveryOutcome.Final.class);
        receiver.next("POST", Fault.commitThenReset());
        assertThat(deliver(driver, clock)).isInstanceOfSatisfying(DeliveryOutcome.Later.class,
                later -> assertThat(later.answerLost()).isTrue());
        receiver.next("POST", Fault.status(403));
        assertThat(deliver(driver, clock)).isInstanceOfSatisfying(DeliveryOutcome.Unauthorized.class,
                refused -> assertThat(refused.sure()).as("a probe tells").isFalse());
        driver.close();
    }

    @Test
    void whatAReceiverEchoesOfTheCredentialIsNotKept() {
        receiver.next("POST",
                new Fault.Instead(CannedAnswer.of(500, "you sent Bearer " + TOKEN + " and " + BODY), false));
        Exchange kept = deliver(Clock.systemUTC()).exchanges().newest().getFirst();
        assertThat(kept.response().orElseThrow()).contains("you sent Bearer [redacted]").doesNotContain(TOKEN);
        for (int before = 6_950; before < 7_050; before += 7) {
            receiver.next("POST", new Fault.Instead(CannedAnswer.of(500, "x".repeat(before) + TOKEN), false));
            assertThat(deliver(Clock.systemUTC()).exchanges().newest().getFirst().response().orElseThrow())
                    .as("cut " + before + " characters after the beginning")
                    .doesNotContain(TOKEN.substring(0, 4));
        }
    }

    @Test
    void withoutASecretInForceNothingIsSent() {
        SigningSecret over = secret(Optional.of(Instant.now().minusSeconds(1)));
        DeliveryOutcome outcome = deliver(Clock.systemUTC(), List.of(over), true);
        assertThat(outcome).isInstanceOf(DeliveryOutcome.Unauthorized.class);
        assertThat(receiver.journal()).isEmpty();
    }

    @Test
    void anAddressThatIsNotPublicIsNotCalledUnlessItIsAllowed() {
        DeliveryOutcome outcome = deliver(Clock.systemUTC(), List.of(NEW), false);
        assertThat(outcome).isInstanceOf(DeliveryOutcome.Later.class);
        assertThat(outcome.exchanges().newest().getFirst().error()).contains("127.0.0.1");
        assertThat(receiver.journal()).isEmpty();
    }

    private DeliveryOutcome deliver(Clock clock) {
        return deliver(clock, List.of(NEW, OLD), true);
    }

    private DeliveryOutcome deliver(Clock clock, List<SigningSecret> signing, boolean allowed) {
        try (TargetDriver driver = driver(clock, signing, allowed)) {
            return deliver(driver, clock);
        }
    }

    private DeliveryOutcome deliver(TargetDriver driver, Clock clock) {
        Instant now = clock.instant();
        EventId event = EventId.beside(now, RANDOM);
        StreamDelivery delivery = StreamDelivery
                .pending(ID, event, SubjectKey.test(event), EventType.USER_UPDATED, HeadIntent.DELIVER, now)
                .with(BODY);
        DeliveryHead head = DeliveryHead.due(ID, delivery.subject(), HeadIntent.DELIVER, event, HeadOrigin.EVENT, now);
        return driver.deliver(new DeliveryWork(stream(List.of()), head, List.of(delivery)), new WorkClock(clock,
                System::nanoTime, System.nanoTime(), Duration.ofMinutes(3), Duration.ofMinutes(2), () -> false));
    }

    private TargetDriver driver(Clock clock, List<SigningSecret> signing, boolean allowed) {
        EventSource source = new EventSource(storage, new EventRenderer(new PersonProfiles(new StoredSettings())));
        AddressGuard guard = AddressGuard.publicAnd(allowed ? List.of(AddressBlock.parse("127.0.0.1")) : List.of());
        return new WebhookDrivers(source, SEAL, new NoTokens(),
                new OutboundNetwork(guard, AddressLookup.system(), OutboundNetwork.ANSWER_BYTES), clock,
                ExpressionLimits.defaults(), "acme").open(stream(signing));
    }

    private EventStream stream(List<SigningSecret> signing) {
        String sealed = SEAL.seal(TargetSecretsJson.text(
                new TargetSecrets(Optional.of(TOKEN), Optional.empty(), signing)), ID.purpose());
        return new EventStream(ID, "receiver", StreamState.enabled(Instant.EPOCH), List.of(EventType.USER_UPDATED),
                new StreamSettings(new WebhookTarget(receiver.url("/hook?key=k"), new TargetAccess.Bearer(),
                        Duration.ofSeconds(30), 4, TargetNetwork.DIRECT), StreamFilter.NONE, DeliveryPolicy.DEFAULT),
                Optional.of(sealed), Instant.EPOCH, Instant.EPOCH, 1);
    }

    private TargetRequest last() {
        return receiver.journal().getLast().request();
    }

    private static void verify(SigningSecret secret, TargetRequest request, String body) throws Exception {
        Map<String, List<String>> headers = request.headers()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        new Webhook(secret.secret()).verify(body, HttpHeaders.of(headers, (name, value) -> true));
    }

    private static void refused(ThrowingCallable verification) {
        assertThatExceptionOfType(WebhookVerificationException.class).isThrownBy(verification);
    }

    /** Seals by turning round, which nobody takes for the text. */
    private static final class Reversed implements SecretSeal {
        @Override
        public String seal(String text, String purpose) {
            return new StringBuilder(purpose + "\n" + text).reverse().toString();
        }

        @Override
        public Optional<String> open(String sealed, String purpose) {
            String text = new StringBuilder(sealed).reverse().toString();
            return text.startsWith(purpose + "\n") ? Optional.of(text.substring(purpose.length() + 1))
                    : Optional.empty();
        }
    }
}
