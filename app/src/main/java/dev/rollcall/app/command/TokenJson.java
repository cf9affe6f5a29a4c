package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Times;
import dev.rollcall.directory.token.IssuedToken;
import dev.rollcall.directory.token.ScimToken;
import dev.rollcall.directory.token.TokenScope;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A SCIM token as {@code --json} prints it: Auth0's fields, all of them always there. */
final class TokenJson {
    private TokenJson() {}

    /** A token that was just made, with its secret. */
    static ObjectNode of(IssuedToken issued) {
        ObjectNode object = JsonNodeFactory.instance
                .objectNode()
                .put("token_id", issued.token().tokenId())
                .put("token", issued.secret());
        return append(object, issued.token());
    }

    /** A token as it is kept; the secret is not. */
    static ObjectNode of(ScimToken token) {
        ObjectNode object = append(JsonNodeFactory.instance.objectNode().put("token_id", token.tokenId()), token);
        return object.put("last_used_at", token.lastUsedAt().map(Times::text).orElse(null));
    }

    /** The scopes in their usual order. */
    static List<String> scopes(ScimToken token) {
        return token.scopes().stream().sorted().map(TokenScope::keyword).toList();
    }

    private static ObjectNode append(ObjectNode object, ScimToken token) {
        ArrayNode scopes = object.putArray("scopes");
        scopes(token).forEach(scopes::add);
        return object.put("created_at", Times.text(token.createdAt()))
                .put("valid_until", token.validUntil().map(Times::text).orElse(null));
    }
}
