package dev.rollcall.oauth;

import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.ManagementAdmission.Admitted;
import dev.rollcall.directory.client.ManagementAdmission.Refused;
import dev.rollcall.directory.client.SigningKey;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamSettings;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.WebhookTarget;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The keys of access tokens, and the file that seals them. */
class SigningKeysTest {
    private static final ClientDraft DRAFT = ClientDraft.management("b", Set.of("read:users"));

    @TempDir
    private Path folder;

    @Test
    void aRotationBreaksNoTokenThatIsOut() {
        try (OAuthHouse house = new OAuthHouse(folder)) {
            String before = house.token(DRAFT);
            SigningKeys beside = new SigningKeys(house.storage, KeyFile.at(house.keyFile.path()), house.clock);
            String fresh = beside.rotate(false, false).keyId();
            house.clock.advance(SigningKeys.STALENESS);
            String after = house.token(DRAFT);

            assertThat(SignedToken.parse(after).orElseThrow().keyId()).contains(fresh);
            assertThat(SignedToken.parse(before).orElseThrow().keyId()).isNotEqualTo(Optional.of(fresh));
            assertThat(house.oauth.management().authenticate(before)).isInstanceOf(Admitted.class);
            assertThat(house.oauth.management().authenticate(after)).isInstanceOf(Admitted.class);
            assertThat(PublicKeySet.parse(house.oauth.authorizationServer().keySet()).named(Optional.of(fresh)))
                    .hasSize(1);
            assertThat(house.oauth.authorizationServer().keySet()).contains(fresh).doesNotContain("\"d\"");

            house.clock.advance(SigningKeys.KEPT.plusSeconds(1));
            assertThat(house.oauth.authorizationServer().keySet()).as("the old key, when its tokens have expired")
                    .doesNotContain(SignedToken.parse(before).orElseThrow().keyId().orElseThrow());
            beside.rotate(false, false);
            assertThat(beside.list()).hasSize(2);
        }
    }

    @Test
    void aRevocationVoidsAllTokensAtOnce() {
        try (OAuthHouse house = new OAuthHouse(folder)) {
            String before = house.token(DRAFT);
            assertThat(house.oauth.management().authenticate(before)).isInstanceOf(Admitted.class);
            new SigningKeys(house.storage, KeyFile.at(house.keyFile.path()), house.clock).rotate(true, false);
            house.clock.advance(SigningKeys.STALENESS);
            assertThat(house.oauth.management().authenticate(before)).isInstanceOf(Refused.class);
            assertThat(house.oauth.management().authenticate(house.token(DRAFT))).isInstanceOf(Admitted.class);
        }
    }

    @Test
    void theKeyFileIsItsOwnersAloneAndOneThatOthersReadIsRefused() throws IOException {
        KeyFile file = KeyFile.at(folder.resolve("k.json"));
        assertThat(file.make()).isTrue();
        assertThat(file.make()).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path()))).isEqualTo("rw-------");
        String sealed = file.seal("text", "purpose");
        assertThat(file.open(sealed, "purpose")).contains("text");
        assertThat(file.open(sealed, "another purpose")).isEmpty();
        assertThat(file.open("no seal", "purpose")).isEmpty();

        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> KeyFile.at(file.path()).seal("text", "purpose"))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("chmod 600");
        Files.writeString(file.path(), "{}");
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> KeyFile.at(file.path()).seal("text", "purpose"))
                .isInstanceOf(KeyFileException.class);
    }

    @Test
    void aRotatedKeyFileOpensWhatItSealedAndARunningNodeReadsItAgain() throws IOException {
        KeyFile running = KeyFile.at(folder.resolve("k.json"));
        running.make();
        String old = running.seal("old", "p");
        KeyFile beside = KeyFile.at(running.path());
        // The time of the file tells that it has changed, and some file systems count in seconds.
        Files.setLastModifiedTime(running.path(), FileTime.fromMillis(1_000));
        KeyFile again = KeyFile.at(running.path());
        assertThat(again.open(old, "p")).contains("old");
        for (int i = 0; i < KeyFile.MOST_KEPT - 1; i++) {
            beside.rotate();
            beside.forgetOldest();
        }
        String fresh = beside.seal("new", "p");
        assertThat(again.open(fresh, "p")).contains("new");
        assertThat(again.open(old, "p")).contains("old");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(running.path())))
                .isEqualTo("rw-------");
        beside.rotate();
        assertThat(KeyFile.at(running.path()).open(old, "p")).as("nobody said that nothing is sealed by it")
                .contains("old");
        beside.forgetOldest();
        assertThat(KeyFile.at(running.path()).open(old, "p")).as("beyond the most keys").isEmpty();
    }

    @Test
    void theSecretsOfEventStreamsAreSealedAnewAndOpenWhenTheirFirstKeyIsForgotten() {
        try (OAuthHouse house = new OAuthHouse(folder)) {
            SigningKeys keys = new SigningKeys(house.storage, house.keyFile, house.clock);
            keys.requireKeyFile();
            StreamId id = StreamId.next(new Random(1));
            Instant now = house.clock.instant();
            String sealed = house.keyFile.seal("the target's token", id.purpose());
            house.storage.write(Share.OUTBOUND, "test", session -> {
                session.streams()
                        .add(new EventStream(id, "crm", StreamState.enabled(now), List.of(EventType.USER_CREATED),
                                new StreamSettings(new WebhookTarget(URI.create("https://crm.example/hook"),
                                        new TargetAccess.Bearer(), Duration.ofSeconds(5), 4, TargetNetwork.DIRECT),
                                        StreamFilter.NONE, DeliveryPolicy.DEFAULT),
                                Optional.of(sealed), now, now, 0), session.changes().end());
                return id;
            });
            for (int i = 0; i <= KeyFile.MOST_KEPT + 1; i++) {
                house.clock.advance(SigningKeys.KEPT.plusSeconds(1));
                assertThat(keys.rotate(false, false).unopened()).isZero();
            }
            String resealed = house.storage.read(Share.OUTBOUND, session -> session.streams().find(id).orElseThrow())
                    .secrets()
                    .orElseThrow();
            assertThat(house.keyFile.open(resealed, id.purpose())).contains("the target's token");
            assertThat(house.keyFile.open(sealed, id.purpose())).as("its first key is forgotten").isEmpty();
        }
    }

    @Test
    void everythingIsSealedAnewByARotation() {
        try (OAuthHouse house = new OAuthHouse(folder)) {
            house.token(DRAFT);
            List<SigningKey> before = new SigningKeys(house.storage, house.keyFile, house.clock).list();
            house.clock.advance(SigningKeys.STALENESS);
            assertThat(new SigningKeys(house.storage, house.keyFile, house.clock).rotate(false, false))
                    .satisfies(rotation -> assertThat(rotation.resealed()).isEqualTo(1))
                    .satisfies(rotation -> assertThat(rotation.unopened()).isZero());
            List<SigningKey> after = house.storage.read(Share.HOUSE, s -> s.signingKeys().all());
            assertThat(after).hasSize(2);
            assertThat(after.getLast().keyId()).isEqualTo(before.getFirst().keyId());
            assertThat(after.getLast().sealed()).isNotEqualTo(before.getFirst().sealed());
        }
    }

    static String publicKey(String id) {
        return TestIssuer.key(id).toPublicJWK().toJSONString();
    }

    @Test
    void noSecretIsInTheStore() throws IOException {
        String secret;
        String token;
        String key;
        try (OAuthHouse house = new OAuthHouse(folder)) {
            var client = house.clients.create(DRAFT);
            secret = client.secret().orElseThrow().text();
            token = OAuthHouse.granted(house.ask(client, Optional.empty(), Optional.empty())).accessToken();
            key = new SigningKeys(house.storage, house.keyFile, house.clock).signer().getD().toString();
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("rollcall.db")).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString())
                        .doesNotContain(secret, secret.substring(secret.indexOf('.') + 1), token, key);
            }
        }
        assertThat(Files.readString(folder.resolve("rollcall.db"), StandardCharsets.ISO_8859_1)).contains("cli_");
    }
}
