package dev.rollcall.server.management.connection;

import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.access.SetupLinkDraft;
import dev.rollcall.directory.access.SetupLinks;
import dev.rollcall.directory.access.SetupLinks.Made;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.setup.SetupLink;
import dev.rollcall.directory.setup.SetupProgress;
import dev.rollcall.directory.setup.SetupStep;
import dev.rollcall.server.management.BodyFields;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The set-up links of a connection. A link itself is in the answer to its creation and nowhere else. */
final class SetupLinkEndpoint {
    /** Seconds; a thousand years, which no lifetime exceeds. */
    private static final long LONGEST = Duration.ofDays(365_000).toSeconds();

    private final SetupLinks links;
    private final UnaryOperator<String> path;
    private final ScimConfigurations configurations;
    private final ConnectionLookup lookup;

    /** @param path what stands behind the service's address in a link, by its secret */
    SetupLinkEndpoint(SetupLinks links, UnaryOperator<String> path, ScimConfigurations configurations,
            ConnectionLookup lookup) {
        this.links = links;
        this.path = path;
        this.configurations = configurations;
        this.lookup = lookup;
    }

    ManagementAnswer list(ManagementRequest request) {
        ConnectionId id = configured(request);
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        links.countedFor(request.share()).list(id).forEach(link -> array.add(json(link)));
        return ManagementAnswer.ok(array);
    }

    ManagementAnswer create(ManagementRequest request) {
        ConnectionId id = configured(request);
        BodyFields fields = new BodyFields(request.body().orElseGet(JsonNodeFactory.instance::objectNode));
        fields.requireKnown(List.of("lifetime", "tokens", "token_lifetime", "only_empty", "success_url"));
        SetupLinkDraft draft = new SetupLinkDraft(
                seconds(fields, "lifetime").orElse(SetupLinkDraft.USUAL_LIFETIME),
                fields.flag("only_empty").orElse(false),
                Math.clamp(fields.number("tokens").orElse(SetupLinkDraft.USUAL_TOKENS), 0, Integer.MAX_VALUE),
                seconds(fields, "token_lifetime"), fields.text("success_url").map(SetupLinkDraft::success));
        Made made = request.change(201, trail -> links.countedFor(request.share()).audited(trail).create(id, draft));
        return ManagementAnswer.created(json(made.link()).put("url", request.baseUrl() + path.apply(made.secret())));
    }

    ManagementAnswer revoke(ManagementRequest request) {
        ConnectionId id = configured(request);
        String linkId = request.parameter("linkId");
        boolean revoked = request.change(204, trail -> links.countedFor(request.share())
                .audited(trail)
                .revoke(id, linkId));
        if (!revoked) {
            throw ManagementFailure.missing("setup_link_not_found",
                    "The connection has no such set-up link. It may have been revoked already, or forgotten after its"
                            + " end.");
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

    private static Optional<Duration> seconds(BodyFields fields, String name) {
        OptionalLong seconds = fields.number(name);
        return seconds.isPresent() ? Optional.of(Duration.ofSeconds(Math.clamp(seconds.getAsLong(), 0, LONGEST)))
                : Optional.empty();
    }

    private static ObjectNode json(SetupLink link) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", link.linkId())
                .put("created_at", link.createdAt().toString())
                .put("expires_at", link.expiresAt().toString())
                .put("only_empty", link.onlyEmpty())
                .put("tokens", link.mostTokens())
                .put("tokens_made", link.tokensMade());
        link.tokenLifetime().ifPresent(lifetime -> json.put("token_lifetime", lifetime.toSeconds()));
        link.success().ifPresent(success -> json.put("success_url", success.text()));
        ArrayNode arrived = json.putArray("arrived");
        Arrays.stream(SetupStep.values())
                .filter(step -> link.progress().state(step) == SetupProgress.State.DONE)
                .map(SetupStep::keyword)
                .forEach(arrived::add);
        return json;
    }
}
