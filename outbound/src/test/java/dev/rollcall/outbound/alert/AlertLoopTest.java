package dev.rollcall.outbound.alert;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.SecretSeal;
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
import dev.rollcall.setting.SettingValues;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.sqlite.SqliteStorage;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is wrong with a stream is told once for each cause, and once when it is over. */
class AlertLoopTest {
    private static final Instant BEGIN = Instant.parse("2026-11-27T12:00:00Z");
    private static final Random RANDOM = new Random(4);
    private static final StreamId ID = StreamId.next(RANDOM);
    private static final SecretSeal PLAIN = new SecretSeal() {
        @Override
        public String seal(String text, String purpose) {
            return text;
        }

        @Override
        public Optional<String> open(String sealed, String purpose) {
            return Optional.of(sealed);
        }
    };

    @TempDir
    Path folder;

    private SqliteStorage storage;
    private Instant now = BEGIN;
    private final List<String> told = new ArrayList<>();
    private boolean receiverIsThere = true;
    private final AlertSender receiver = new AlertSender() {
        @Override
        public void send(AlertMessage message) {
            if (!receiverIsThere) {
                throw new AlertFailedException("nobody is there");
            }
            told.add(message.headline());
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void open() {
        storage = MigratedSqlite.open(folder, StoreOptions.defaults());
        add(TargetSecrets.NONE);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private void add(TargetSecrets secrets) {
        EventStream stream = new EventStream(ID, "crm", StreamState.enabled(BEGIN), List.of(EventType.USER_CREATED),
                new StreamSettings(new WebhookTarget(URI.create("https://crm.example/hook"), new TargetAccess.Bearer(),
                        Duration.ofSeconds(5), 4, TargetNetwork.DIRECT), StreamFilter.NONE, DeliveryPolicy.DEFAULT),
                Optional.of(PLAIN.seal(TargetSecretsJson.text(secrets), ID.purpose())), BEGIN, BEGIN, 0);
        storage.write(Share.OUTBOUND, "test", session -> {
            session.streams().remove(ID);
            session.streams().add(stream, session.changes().end());
            return stream;
        });
    }

    private AlertLoop loop() {
        return new AlertLoop(storage, new AlertRules(Duration.ofMinutes(15), Duration.ofDays(7), PLAIN),
                List.of(receiver),
                new Clock() {
                    @Override
                    public ZoneOffset getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return now;
                    }
                });
    }

    private void state(StreamState state) {
        assertThat(storage.<Boolean>write(Share.OUTBOUND, "test", session -> session.streams()
                .state(ID, state, Set.of(StreamState.Kind.values())))).isTrue();
    }

    private void rounds(AlertLoop... loops) {
        for (int round = 0; round < 3; round++) {
            for (AlertLoop loop : loops) {
                assertThat(loop.round()).isPositive();
                now = now.plus(AlertLoop.PAUSE);
            }
        }
    }

    @Test
    void eachCauseIsToldOnceByOneNodeAndOnceWhenItIsOver() {
        AlertLoop one = loop();
        AlertLoop other = loop();
        rounds(one, other);
        assertThat(told).isEmpty();
        state(StreamState.paused("The target refuses everything (401).", now));
        rounds(one, other);
        assertThat(told).containsExactly("event stream crm: paused");
        state(StreamState.enabled(now));
        rounds(one, other);
        assertThat(told).containsExactly("event stream crm: paused", "Over: event stream crm: paused");
        state(StreamState.paused("Again.", now));
        rounds(one, other);
        assertThat(told).hasSize(3).last().isEqualTo("event stream crm: paused");
    }

    @Test
    void aPauseThatSomebodyAskedForIsNoAlertAndASyncThatIsNeededIsOne() {
        state(new StreamState(StreamState.Kind.PAUSED, Optional.empty(), now));
        rounds(loop());
        assertThat(told).isEmpty();
        state(StreamState.needsSync("The store is a restored one.", now));
        rounds(loop());
        assertThat(told).containsExactly("event stream crm: needs_sync");
    }

    @Test
    void anOldBacklogIsToldAndOverWhenItIsDelivered() {
        EventId event = EventId.beside(now, RANDOM);
        StreamDelivery delivery = StreamDelivery.pending(ID, event, SubjectKey.test(event), EventType.USER_CREATED,
                HeadIntent.DELIVER, now);
        storage.write(Share.OUTBOUND, "test",
                session -> session.deliveries().fanOut(ID, List.of(delivery), List.of(), List.of()));
        rounds(loop());
        assertThat(told).isEmpty();
        now = now.plus(Duration.ofMinutes(15));
        rounds(loop());
        assertThat(told).containsExactly("event stream crm: backlog");
    }

    @Test
    void aTokenThatSaysWhenItEndsIsToldOfBefore() {
        String claims = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"exp\":" + now.plus(Duration.ofDays(8)).getEpochSecond() + "}")
                        .getBytes(StandardCharsets.UTF_8));
        add(new TargetSecrets(Optional.of("e30." + claims + ".c2ln"), Optional.empty(), List.of()));
        rounds(loop());
        assertThat(told).isEmpty();
        now = now.plus(Duration.ofDays(2));
        rounds(loop());
        assertThat(told).containsExactly("event stream crm: expiry");
        add(new TargetSecrets(Optional.of("no-web-token"), Optional.empty(), List.of()));
        rounds(loop());
        assertThat(told).hasSize(2).last().isEqualTo("Over: event stream crm: expiry");
    }

    @Test
    void whatDoesNotGetThereIsToldAgainAndGivenUpInTheEnd() {
        AlertLoop loop = loop();
        receiverIsThere = false;
        state(StreamState.paused("The target refuses everything (401).", now));
        rounds(loop);
        assertThat(told).isEmpty();
        receiverIsThere = true;
        rounds(loop);
        assertThat(told).containsExactly("event stream crm: paused");
        receiverIsThere = false;
        state(StreamState.enabled(now));
        rounds(loop);
        now = now.plus(AlertLoop.PATIENCE);
        rounds(loop);
        receiverIsThere = true;
        rounds(loop);
        assertThat(told).as("given up, and in the log").hasSize(1);
    }

    @Test
    void aMailGoesOutAsItIsWrittenAndNothingGoesUnencryptedUnlessThatIsSaid() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> mail = CompletableFuture.supplyAsync(() -> smtp(server));
            SettingValues settings = SettingValues.defaults()
                    .with(AlertSettings.SMTP_PORT, server.getLocalPort())
                    .with(AlertSettings.SMTP_SECURITY, AlertSettings.SmtpSecurity.OFF);
            state(StreamState.paused("The target refuses everything (401).", now));
            AlertLoop loop = new AlertLoop(storage, new AlertRules(Duration.ofMinutes(15), Duration.ofDays(7), PLAIN),
                    List.of(new SmtpSender(settings, "127.0.0.1", "admin@acme.example", Clock.systemUTC())),
                    Clock.systemUTC());
            assertThat(loop.round()).isPositive();
            assertThat(mail.get(60, TimeUnit.SECONDS)).contains("RCPT TO:<admin@acme.example>",
                    "Subject: [Rollcall] event stream crm: paused", "The target refuses everything (401).",
                    "rollcall stream show " + ID);

            CompletableFuture<String> plain = CompletableFuture.supplyAsync(() -> smtp(server));
            SmtpSender encrypted = new SmtpSender(
                    settings.with(AlertSettings.SMTP_SECURITY, AlertSettings.SmtpSecurity.STARTTLS), "127.0.0.1",
                    "admin@acme.example", Clock.systemUTC());
            AlertMessage message = storage.read(Share.OUTBOUND, session -> new AlertMessage("crm",
                    session.streams().alerts(ID).getFirst()));
            assertThatExceptionOfType(AlertFailedException.class).isThrownBy(() -> encrypted.send(message));
            assertThat(plain.get(60, TimeUnit.SECONDS)).doesNotContain("MAIL FROM");
        }
    }

    /** A mail server that takes one session and knows no encryption. */
    private static String smtp(ServerSocket server) {
        StringBuilder seen = new StringBuilder();
        try (Socket socket = server.accept();
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = socket.getOutputStream()) {
            answer(out, "220 small");
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                seen.append(line).append('\n');
                if (data) {
                    data = !line.equals(".");
                    if (!data) {
                        answer(out, "250 taken");
                    }
                } else if (line.startsWith("DATA")) {
                    data = true;
                    answer(out, "354 go on");
                } else if (line.startsWith("QUIT")) {
                    answer(out, "221 bye");
                    return seen.toString();
                } else {
                    answer(out, "250 ok");
                }
            }
            return seen.toString();
        } catch (IOException e) {
            return seen + " " + e;
        }
    }

    private static void answer(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
