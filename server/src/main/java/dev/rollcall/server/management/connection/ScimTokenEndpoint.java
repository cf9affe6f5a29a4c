package dev.rollcall.server.management.connection;

import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.access.Tokens;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.token.IssuedToken;
import dev.rollcall.directory.token.ScimToken;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.server.management.BodyFields;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The SCIM tokens of a connection. The secret is in the answer to its creation and nowhere else. */
final class ScimTokenEndpoint {
    /** Seconds; a thousand years, which no lifetime exceeds. */
    private static final long LONGEST = Duration.ofDays(365_000).toSeconds();

    private final Tokens tokens;
    private final ScimConfigurations configurations;
    private final ConnectionLookup lookup;

    ScimTokenEndpoint(Tokens tokens, ScimConfigurations configurations, ConnectionLookup lookup) {
        this.tokens = tokens;
        this.configurations = configurations;
        this.lookup = lookup;
    }

    ManagementAnswer list(ManagementRequest request) {
        ConnectionId id = configured(request);
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        tokens.countedFor(request.share()).list(id).forEach(token -> array.add(json(token)));
        return ManagementAnswer.ok(array);
    }

    ManagementAnswer create(ManagementRequest request) {
        ConnectionId id = configured(request);
        BodyFields fields = new BodyFields(request.body().orElseGet(JsonNodeFactory.instance::objectNode));
        fields.requireKnown(List.of("scopes", "token_lifetime"));
        Set<TokenScope> scopes = fields.texts("scopes")
                .map(ScimTokenEndpoint::scopes)
                .orElseGet(TokenScope::ofUsersAndGroups);
        Optional<Duration> lifetime = lifetime(fields.number("token_lifetime"));
        IssuedToken issued = request.change(201, trail -> tokens.countedFor(request.share())
                .audited(trail)
                .issue(id, scopes, lifetime));
        return ManagementAnswer.created(json(issued.token()).put("token", issued.secret()));
    }

    ManagementAnswer delete(ManagementRequest request) {
        ConnectionId id = configured(request);
        String tokenId = request.parameter("tokenId");
        boolean revoked = request.change(204, trail -> tokens.countedFor(request.share())
                .audited(trail)
                .revoke(id, tokenId));
        if (!revoked) {
            throw ManagementFailure.missing(
                    "scim_token_not_found", "The connection has no such token. It may have been revoked already.");
        }
        return ManagementAnswer.nothing();
    }

    private ConnectionId configured(ManagementRequest request) {
        ConnectionId id = lookup.of(request).connection().id();
        if (configurations.countedFor(request.share()).find(id).isEmpty()) {
            throw ManagementFailure.missing("scim_configuration_not_found",
                    "SCIM is not enabled for this connection: it has no SCIM configuration. Create one first.");
        }
        return id;
    }

    private static Optional<Duration> lifetime(OptionalLong seconds) {
        if (seconds.isPresent() && (seconds.getAsLong() < 0 || seconds.getAsLong() > LONGEST)) {
            throw ManagementFailure
                    .body("The field token_lifetime must be more than 900 seconds, or null for a token that"
                            + " never expires.");
        }
        return seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsLong())) : Optional.empty();
    }

    private static Set<TokenScope> scopes(List<String> keywords) {
        Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
        for (String keyword : keywords) {
            scopes.add(TokenScope.ofKeyword(keyword)
                    .orElseThrow(() -> ManagementFailure
                            .body("There is no scope \"" + Excerpt.of(keyword) + "\": use some of "
                                    + Arrays.stream(TokenScope.values())
                                            .map(TokenScope::keyword)
                                            .collect(Collectors.joining(", "))
                                    + ".")));
        }
        return scopes;
    }

    private static ObjectNode json(ScimToken token) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("token_id", token.tokenId());
        ArrayNode scopes = json.putArray("scopes");
        token.scopes().stream().sorted().map(TokenScope::keyword).forEach(scopes::add);
        json.put("created_at", token.createdAt().toString());
        token.validUntil().ifPresent(until -> json.put("valid_until", until.toString()));
        token.lastUsedAt().ifPresent(at -> json.put("last_used_at", at.toString()));
        return json;
    }
}
