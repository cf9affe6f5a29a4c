package dev.rollcall.directory.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a SCIM token may do: one HTTP verb on one kind of resource. */
public enum TokenScope {
    GET_USERS,
    POST_USERS,
    PUT_USERS,
    PATCH_USERS,
    DELETE_USERS,
    GET_GROUPS,
    POST_GROUPS,
    PUT_GROUPS,
    PATCH_GROUPS,
    DELETE_GROUPS;

    /** The scope as it is written, for example {@code get:users}. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    /** The scope of that keyword. */
    public static Optional<TokenScope> ofKeyword(String keyword) {
        return Arrays.stream(values()).filter(s -> s.keyword().equals(keyword)).findFirst();
    }

    /** The scope for a verb ({@code GET}, {@code POST}, …) on an endpoint ({@code users}, {@code groups}). */
    public static TokenScope of(String verb, String endpoint) {
        return valueOf(verb.toUpperCase(Locale.ROOT) + "_" + endpoint.toUpperCase(Locale.ROOT));
    }
}
