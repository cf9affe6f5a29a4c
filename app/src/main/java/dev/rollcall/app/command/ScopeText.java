package dev.rollcall.app.command;

import dev.rollcall.directory.token.TokenScope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The scopes of a token as they are written on the command line. */
final class ScopeText {
    private static final String ALL = "all";

    private ScopeText() {}

    /**
     * Reads scopes with commas between them, or {@code all}.
     *
     * @throws IllegalArgumentException when one is unknown or there is none; the message lists what there is
     */
    static Set<TokenScope> parse(String text) {
        if (text.strip().equals(ALL)) {
            return EnumSet.allOf(TokenScope.class);
        }
        EnumSet<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
        for (String keyword : text.split(",", -1)) {
            scopes.add(TokenScope.ofKeyword(keyword.strip())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "There is no scope \"%s\": use all, or some of %s.".formatted(keyword.strip(), all()))));
        }
        return scopes;
    }

    /** The scopes in few words: {@code all} when none is missing. */
    static String text(Set<TokenScope> scopes) {
        return scopes.size() == TokenScope.values().length
                ? ALL
                : scopes.stream().sorted().map(TokenScope::keyword).collect(Collectors.joining(","));
    }

    private static String all() {
        return Arrays.stream(TokenScope.values()).map(TokenScope::keyword).collect(Collectors.joining(", "));
    }
}
