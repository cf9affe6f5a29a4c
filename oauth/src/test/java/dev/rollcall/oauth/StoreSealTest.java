package dev.rollcall.oauth;

import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.ManagementAdmission.Admitted;
import dev.rollcall.directory.client.SigningKey;
import dev.rollcall.directory.storage.Share;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** All who seal do it under one key file. */
class StoreSealTest {
    private static final ClientDraft DRAFT = ClientDraft.management("b", Set.of("read:users"));

    @TempDir
    private Path folder;

    @Test
    void aNodeWithAnotherKeyFileIsRefusedAndMakesNoKey() {
        try (OAuthHouse house = new OAuthHouse(folder)) {
            String token = house.token(DRAFT);
            KeyFile other = KeyFile.madeWhenMissing(folder.resolve("other.json"));
            SigningKeys node = new SigningKeys(house.storage, other, house.clock);
            for (Runnable use : List.<Runnable>of(node::requireKeyFile, node::signer, () -> node.rotate(false, false),
                    () -> node.rotate(true, false))) {
                assertThatThrownBy(use::run)
                        .isInstanceOf(KeyFileException.class)
                        .hasMessageContaining("other.json")
                        .hasMessageContaining("rollcall key rotate --lost");
            }
            assertThat(node.list()).hasSize(1);
            assertThat(house.oauth.management().authenticate(token)).isInstanceOf(Admitted.class);
            assertThat(house.token(DRAFT)).isNotEmpty();
        }
    }

    @Test
    void aStoreThatHasNotSealedAnythingYetIsSealedUnderTheFirst() {
        try (OAuthHouse house = new OAuthHouse(folder)) {
            new SigningKeys(house.storage, house.keyFile, house.clock).requireKeyFile();
            SigningKeys node = new SigningKeys(house.storage,
                    KeyFile.madeWhenMissing(folder.resolve("other.json")), house.clock);
            assertThatThrownBy(node::signer).isInstanceOf(KeyFileException.class);
            assertThat(node.list()).isEmpty();
        }
    }

    @Test
    void aStoreFromBeforeThereWasACheckIsCheckedByItsKeys() {
        try (OAuthHouse house = new OAuthHouse(folder)) {
            KeyFile first = KeyFile.madeWhenMissing(folder.resolve("first.json"));
            SigningKey row = new SigningKey("k", SigningKeysTest.publicKey("k"),
                    first.seal("{}", SigningKeySeal.purpose("k")), house.clock.instant(), Optional.empty());
            house.storage.write(Share.HOUSE, "k", session -> {
                session.signingKeys().insert(row);
                return row;
            });
            assertThatThrownBy(new SigningKeys(house.storage, house.keyFile, house.clock)::requireKeyFile)
                    .isInstanceOf(KeyFileException.class);
            new SigningKeys(house.storage, first, house.clock).requireKeyFile();
        }
    }

    @Test
    void twoNodesThatBeginAtATimeMakeOneKey() {
        try (OAuthHouse house = new OAuthHouse(folder)) {
            house.keyFile.make();
            SigningKeys one = new SigningKeys(house.storage, house.keyFile, house.clock);
            SigningKeys two = new SigningKeys(house.storage, KeyFile.at(house.keyFile.path()), house.clock);
            // Both have looked before either has made one.
            assertThat(one.keySet()).isEqualTo(two.keySet());
            assertThat(one.signer().getKeyID()).isEqualTo(two.signer().getKeyID());
            assertThat(one.list()).hasSize(1);
        }
    }

    @Test
    void withALostKeyFileOneGoesOnWhenThatIsSaid() {
        try (OAuthHouse house = new OAuthHouse(folder)) {
            String token = house.token(DRAFT);
            KeyFile other = KeyFile.madeWhenMissing(folder.resolve("other.json"));
            SigningKeys node = new SigningKeys(house.storage, other, house.clock);
            String kept = other.seal("kept", "p");
            for (int i = 0; i < KeyFile.MOST_KEPT + 1; i++) {
                KeyRotation.Done rotation = node.rotate(false, true);
                assertThat(rotation.unopened()).as("the key of the lost file").isEqualTo(1);
                assertThat(rotation.resealed()).isEqualTo(i);
                assertThat(other.open(kept, "p")).as("none is forgotten").contains("kept");
            }
            String first = other.seal("first", "p");
            house.clock.advance(SigningKeys.STALENESS);
            assertThat(house.oauth.management().authenticate(token)).isInstanceOf(Admitted.class);
            node.requireKeyFile();

            house.clock.advance(SigningKeys.KEPT.plusSeconds(1));
            assertThat(node.rotate(false, false).unopened()).isZero();
            for (int i = 0; i < KeyFile.MOST_KEPT - 1; i++) {
                node.rotate(false, false);
            }
            assertThat(other.open(first, "p")).as("nothing is sealed by it").isEmpty();
        }
    }

    @Test
    void aNodeSignsOnUntilItGetsTheNewKeyFileButNotForLong() throws Exception {
        try (OAuthHouse house = new OAuthHouse(folder)) {
            house.token(DRAFT);
            Path copy = Files.copy(house.keyFile.path(), folder.resolve("copy.json"),
                    StandardCopyOption.COPY_ATTRIBUTES);
            SigningKeys node = new SigningKeys(house.storage, KeyFile.at(copy), house.clock);
            String before = node.signer().getKeyID();
            String fresh = new SigningKeys(house.storage, house.keyFile, house.clock).rotate(false, false).keyId();
            house.clock.advance(SigningKeys.GRACE.minusSeconds(1));
            assertThat(node.signer().getKeyID()).isEqualTo(before);
            house.clock.advance(Duration.ofSeconds(1));
            assertThatThrownBy(node::signer).isInstanceOf(KeyFileException.class);
            Files.copy(house.keyFile.path(), copy, StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            assertThat(node.signer().getKeyID()).isEqualTo(fresh);
        }
    }
}
