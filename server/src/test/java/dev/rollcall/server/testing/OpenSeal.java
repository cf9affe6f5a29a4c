package dev.rollcall.server.testing;

import dev.rollcall.directory.stream.SecretSeal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A seal that hides what it seals from a look and holds no key; what it seals opens for the same purpose alone. */
public final class OpenSeal implements SecretSeal {
    @Override
    public String seal(String text, String purpose) {
        return Base64.getEncoder().encodeToString((purpose + "\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<String> open(String sealed, String purpose) {
        String text = new String(Base64.getDecoder().decode(sealed), StandardCharsets.UTF_8);
        return text.startsWith(purpose + "\n") ? Optional.of(text.substring(purpose.length() + 1)) : Optional.empty();
    }
}
