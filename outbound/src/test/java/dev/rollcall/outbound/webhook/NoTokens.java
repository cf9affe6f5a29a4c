package dev.rollcall.outbound.webhook;

import dev.rollcall.directory.stream.SecurityEventTokenSource;

/** For streams that need no Security Event Token. */
final class NoTokens implements SecurityEventTokenSource {
    @Override
    public String issuer() {
        return "https://nobody.example/";
    }

    @Override
    public String token(String claims) {
        throw new AssertionError("A token was made: " + claims);
    }
}
