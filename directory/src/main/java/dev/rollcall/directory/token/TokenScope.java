package dev.rollcall.directory.token;

import dev.rollcall.directory.type.ResourceKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a SCIM token may do: one HTTP verb on users, on groups, or on all that the connection declares itself. */
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
    DELETE_GROUPS,
    GET_RESOURCES,
    POST_RESOURCES,
    PUT_RESOURCES,
    PATCH_RESOURCES,
    DELETE_RESOURCES;

    /** What the types are called together that a connection declares itself. */
    private static final String DECLARED = "resources";

    /** Those of users and groups, which identity providers work with unless something else was agreed. */
    public static Set<TokenScope> ofUsersAndGroups() {
        return EnumSet.range(GET_USERS, DELETE_GROUPS);
    }

    /** The scope as it is written, for example {@code get:users}. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    /** The scope of that keyword. */
    public static Optional<TokenScope> ofKeyword(String keyword) {
        return Arrays.stream(values()).filter(s -> s.keyword().equals(keyword)).findFirst();
    }

    /** The scope for a method on a type; {@code HEAD} and searches need what {@code GET} needs. */
    public static TokenScope of(ResourceKind kind, String method) {
        String verb = switch (method) {
            case "POST", "PUT", "PATCH", "DELETE" -> method;
            default -> "GET";
        };
        String noun = kind.isDeclared() ? DECLARED : kind.type().endpoint().substring(1);
        return valueOf(verb + "_" + noun.toUpperCase(Locale.ROOT));
    }
}
