package dev.rollcall.server.management.connection;

import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.access.Connections.Described;
import dev.rollcall.directory.access.EndpointCredentials;
import dev.rollcall.directory.access.MappingText;
import dev.rollcall.directory.access.Provisioning;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.access.Stretch;
import dev.rollcall.directory.configuration.KeptMapping;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.person.ReKeyPreview;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.server.management.BodyFields;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import dev.rollcall.server.management.PageCursor;
import dev.rollcall.server.management.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Opens, shows, changes and closes SCIM endpoints, and keeps the versions of mappings. */
final class ScimConfigurationEndpoint {
    private static final String LIST = "scim_configurations";

    private final ScimConfigurations configurations;
    private final ReKeyPreview reKeying;
    private final ConnectionLookup lookup;
    private final MappingTurns turns;

    ScimConfigurationEndpoint(
            ScimConfigurations configurations, ReKeyPreview reKeying, ConnectionLookup lookup, MappingTurns turns) {
        this.turns = turns;
        this.configurations = configurations;
        this.reKeying = reKeying;
        this.lookup = lookup;
    }

    ManagementAnswer list(ManagementRequest request) {
        PageRequest.AfterCursor page = PageRequest.afterCursor(request.query());
        String after = page.from().map(cursor -> PageCursor.read(LIST, 1, cursor).getFirst()).orElse("");
        request.reserve(Math.min(2 * Stretch.MOST_CHARACTERS, page.limit() * 2L * MappingText.LARGEST));
        Stretch<Provisioning> found = configurations.countedFor(request.share()).after(after, page.limit());
        Optional<String> next = found.more()
                ? Optional.of(PageCursor.write(LIST, List.of(found.elements().getLast().connection().id().value())))
                : Optional.empty();
        return page.answer(LIST, found.elements(), one -> json(request, one), next, OptionalLong.empty());
    }

    ManagementAnswer create(ManagementRequest request) {
        ConnectionId id = lookup.of(request).connection().id();
        ConfigurationEdit wanted = request.body()
                .map(body -> edit(request, id, body))
                .orElse(ConfigurationEdit.NOTHING);
        Provisioning made = request.change(201, trail -> audited(request, trail)
                .create(id, wanted, request.caller().actor()));
        return ManagementAnswer.created(json(request, made));
    }

    ManagementAnswer read(ManagementRequest request) {
        Described described = lookup.of(request);
        return ManagementAnswer.ok(ScimConfigurationForm.of(
                configured(request, described.connection().id()), described, request.tenantName(), request.baseUrl()));
    }

    ManagementAnswer change(ManagementRequest request) {
        ConnectionId id = lookup.of(request).connection().id();
        ConfigurationEdit edit = edit(request, id, request.requiredBody());
        Provisioning before = configured(request, id);
        request.query().requireOnly("dry_run");
        if (request.query().flag("dry_run", false)) {
            return ManagementAnswer.ok(preview(request, before, edit));
        }
        Provisioning after = request.change(200, trail -> audited(request, trail)
                .update(id, edit, request.caller().actor()));
        return ManagementAnswer.ok(ScimConfigurationForm.of(
                after, lookup.of(request), request.tenantName(), request.baseUrl()));
    }

    /** What the change would mean for those who are here already; nothing is changed. */
    private ObjectNode preview(ManagementRequest request, Provisioning before, ConfigurationEdit edit) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("dry_run", true);
        UserIdAttribute to = edit.userId()
                .map(wanted -> UserIdAttribute.named(wanted)
                        .orElseThrow(() -> ManagementFailure.body(ScimConfigurations.NO_ATTRIBUTE)))
                .orElseGet(() -> UserIdAttribute.of(before.connection()));
        ReKeyPreview.Preview preview = reKeying.of(request.share(), before.connection(), to);
        if (preview.from() == to) {
            return json.put("message", "Sign-ins would go on to find people as they do.");
        }
        json.set("re_key", preview.json());
        return json.put("message", "Sign-ins would find people by " + to.attribute() + " instead of "
                + preview.from().attribute()
                + ". No user_id would change. Whoever clashes or has no value would not be found by"
                + " it: have the identity provider send each its own first.");
    }

    /** With {@code dry_run=true} it only says what would go. */
    ManagementAnswer delete(ManagementRequest request) {
        ConnectionId id = lookup.of(request).connection().id();
        configured(request, id);
        request.query().requireOnly("dry_run");
        if (request.query().flag("dry_run", false)) {
            EndpointCredentials gone = configurations.countedFor(request.share()).credentials(id);
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("dry_run", true);
            gone.tokens().forEach(json.putArray("tokens")::add);
            gone.clients().forEach(json.putArray("clients")::add);
            return ManagementAnswer.ok(json.put("trusts_entra", gone.trustsEntra())
                    .put("message",
                            "The SCIM endpoint would be closed, these tokens revoked, these OAuth clients deleted"
                                    + " with their secrets"
                                    + (gone.trustsEntra() ? ", and the trust in Entra's own tokens"
                                            + " ended" : "")
                                    + ". Users, groups and the versions of the mapping would stay."));
        }
        request.change(204, trail -> audited(request, trail).delete(id));
        return ManagementAnswer.nothing();
    }

    ManagementAnswer defaultMapping(ManagementRequest request) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("mapping", MappingText.defaults(lookup.of(request).connection().strategy()));
        return ManagementAnswer.ok(json);
    }

    /** The versions of the mapping that are kept, newest first; there are as many as {@code limits.mapping-versions} at most. */
    ManagementAnswer versions(ManagementRequest request) {
        ConnectionId id = lookup.of(request).connection().id();
        int inForce = configured(request, id).configuration().mappingVersion();
        ArrayNode versions = JsonNodeFactory.instance.arrayNode();
        for (KeptMapping version : configurations.countedFor(request.share()).versions(id)) {
            versions.addObject()
                    .put("mapping_version", version.version())
                    .put("in_force", version.version() == inForce)
                    .put("created_at", version.createdAt().toString())
                    .put("created_by", version.createdBy())
                    .put("characters", version.characters());
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("mapping_version", inForce);
        json.set("versions", versions);
        return ManagementAnswer.ok(json);
    }

    ManagementAnswer rollBack(ManagementRequest request) {
        ConnectionId id = lookup.of(request).connection().id();
        BodyFields fields = new BodyFields(request.requiredBody());
        fields.requireKnown(List.of("mapping_version"));
        long version = fields.number("mapping_version")
                .orElseThrow(() -> ManagementFailure.body(
                        "The field mapping_version is missing. Send the version to go back to, 0 for the default rows."));
        if (version < 0 || version > Integer.MAX_VALUE) {
            throw ManagementFailure.body("The field mapping_version must be 0 or the number of a version.");
        }
        configured(request, id);
        Provisioning after = request.change(200, trail -> audited(request, trail).rollBack(id, (int) version));
        return ManagementAnswer.ok(json(request, after));
    }

    private ConfigurationEdit edit(ManagementRequest request, ConnectionId id, ObjectNode body) {
        MappingLimits limits = configurations.settings().limits();
        // A connection that keeps its turns busy can be paused all the same.
        return body.path("mapping").isEmpty()
                ? ScimConfigurationForm.edit(body, limits)
                : turns.spend(request, id, () -> ScimConfigurationForm.edit(body, limits));
    }

    private Provisioning configured(ManagementRequest request, ConnectionId id) {
        return configurations.countedFor(request.share())
                .find(id)
                .orElseThrow(() -> ManagementFailure.missing("scim_configuration_not_found",
                        "SCIM is not enabled for this connection: it has no SCIM configuration. Create one with POST."));
    }

    private static ObjectNode json(ManagementRequest request, Provisioning provisioning) {
        return ScimConfigurationForm.of(provisioning, request.tenantName(), request.baseUrl());
    }

    private ScimConfigurations audited(ManagementRequest request, AuditTrail trail) {
        return configurations.countedFor(request.share()).audited(trail);
    }
}
