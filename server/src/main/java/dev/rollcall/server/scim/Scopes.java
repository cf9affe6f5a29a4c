package dev.rollcall.server.scim;

import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.HeaderName;
import java.util.List;
import java.util.stream.Collectors;

/** Which scope a request needs, and the refusal of a token that lacks it. */
final class Scopes {
    private Scopes() {}

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
    static List<ResourceKind> readable(Caller caller, List<ResourceKind> kinds) {
        List<ResourceKind> readable = kinds.stream().filter(kind -> caller.has(TokenScope.of(kind, "GET"))).toList();
        if (readable.isEmpty()) {
            throw missing(
                    caller,
                    kinds.stream().map(kind -> TokenScope.of(kind, "GET").keyword()).collect(Collectors.joining(" ")));
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
