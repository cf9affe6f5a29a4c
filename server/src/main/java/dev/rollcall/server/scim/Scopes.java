package dev.rollcall.server.scim;

import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.server.http.HeaderName;
import java.util.List;
import java.util.stream.Collectors;

/** Which scope a request needs, and the refusal of a token that lacks it. */
final class Scopes {
    private Scopes() {}

    /** The scope for a method on a type of resource; {@code HEAD} and searches need what {@code GET} needs. */
    static TokenScope needed(String method, ResourceType type) {
        boolean users = type.name().equals("User");
        return switch (method) {
            case "POST" -> users ? TokenScope.POST_USERS : TokenScope.POST_GROUPS;
            case "PUT" -> users ? TokenScope.PUT_USERS : TokenScope.PUT_GROUPS;
            case "PATCH" -> users ? TokenScope.PATCH_USERS : TokenScope.PATCH_GROUPS;
            case "DELETE" -> users ? TokenScope.DELETE_USERS : TokenScope.DELETE_GROUPS;
            default -> users ? TokenScope.GET_USERS : TokenScope.GET_GROUPS;
        };
    }

    /**
     * Requires a scope.
     *
     * @throws RefusalException 403 that names the scope
     */
    static void require(Caller caller, TokenScope scope) {
        if (!caller.has(scope)) {
            throw missing(caller, scope.keyword());
        }
    }

    /**
     * Those of the types that the caller may read.
     *
     * @throws RefusalException 403 when there is none
     */
    static List<ResourceType> readable(Caller caller, List<ResourceType> types) {
        List<ResourceType> readable = types.stream().filter(type -> caller.has(needed("GET", type))).toList();
        if (readable.isEmpty()) {
            throw missing(
                    caller, types.stream().map(type -> needed("GET", type).keyword()).collect(Collectors.joining(" ")));
        }
        return readable;
    }

    private static RefusalException missing(Caller caller, String scope) {
        return new RefusalException(
                ScimException.of(
                        403,
                        "The token lacks the scope " + scope.replace(" ", " or ")
                                + ". Issue one that has it (rollcall token create "
                                + caller.connection().id() + " --scopes " + scope.replace(' ', ',')
                                + ",…) and put it into the identity provider, or switch this action off there."),
                HeaderName.WWW_AUTHENTICATE,
                "Bearer realm=\"Rollcall\", error=\"insufficient_scope\", scope=\"" + scope + "\"");
    }
}
