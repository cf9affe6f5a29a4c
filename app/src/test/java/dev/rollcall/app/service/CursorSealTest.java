package dev.rollcall.app.service;

import dev.rollcall.directory.access.KeysUnavailableException;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.oauth.KeyFile;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CursorSealTest {
    @TempDir
    private Path folder;

    @Test
    void whoHasNoKeyFileIsToldToPageByIndex() {
        CursorSeal without = over(KeyFile.at(folder.resolve("none.json")));
        assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> without.seal("a", "b"))
                .withMessageContaining("startIndex")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("none.json"));
        assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> without.open("YQ==", "b"));
    }

    @Test
    void whoHasOneIsServed() {
        CursorSeal with = over(KeyFile.madeWhenMissing(folder.resolve("keys.json")));
        assertThat(with.open(with.seal("a", "b"), "b")).contains("a");
        assertThat(with.open(with.seal("a", "b"), "c")).isEmpty();
    }

    private static CursorSeal over(KeyFile file) {
        return new CursorSeal(new SecretSeal() {
            @Override
            public String seal(String text, String purpose) {
                return file.seal(text, purpose);
            }

            @Override
            public Optional<String> open(String sealed, String purpose) {
                return file.open(sealed, purpose);
            }
        });
    }
}
