package dev.rollcall.app.transfer;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.access.GuardEdit;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.configuration.ConnectionDetail;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.EndpointState;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The first line of an export, as far as it says how the connection serves and what callers of the management API keep of it. */
final class ConnectionHead {
    private ConnectionHead() {}

    /** Exports of earlier versions are read as well; they say less. */
    static boolean isKnown(ObjectNode first) {
        int format = first.path("format").asInt(0);
        return format >= 1 && format <= ConnectionExport.FORMAT;
    }

    static ConnectionDetail detail(ObjectNode first, Connection made) {
        Optional<String> displayName = Optional.of(first.path("display_name"))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue);
        String document = first.path("detail") instanceof ObjectNode detail ? detail.toString() : "{}";
        return new ConnectionDetail(made.id(), displayName, document, made.createdAt());
    }

    /** @throws TransferException when it is none that can be set */
    static Optional<GuardEdit> guard(ObjectNode first, ExportLines lines) {
        if (!(first.path("guard") instanceof ObjectNode guard)) {
            return Optional.empty();
        }
        int share = guard.path("share_percent").asInt(0);
        int atLeast = guard.path("at_least").asInt(0);
        if (share < 1 || share > 100 || atLeast < 1) {
            throw lines.wrong("has a guard that is none");
        }
        return Optional.of(new GuardEdit.Set(share, atLeast));
    }

    /** Puts the guard up, and pauses or closes the endpoint, when everything else is in. */
    static Connection finish(LocalDirectory directory, Connection made, ObjectNode first, Optional<GuardEdit> guard) {
        EndpointState endpoint = EndpointState.ofKeyword(first.path("endpoint").asString(""))
                .orElse(EndpointState.OPEN);
        if (guard.isPresent() || endpoint == EndpointState.PAUSED) {
            directory.configurations()
                    .update(made.id(), new ConfigurationEdit(Optional.empty(), Optional.empty(), Optional.empty(),
                            Optional.of(endpoint == EndpointState.PAUSED), guard, Optional.empty(),
                            Optional.empty()),
                            Actor.COMMAND_LINE);
        }
        if (endpoint == EndpointState.CLOSED) {
            directory.configurations().delete(made.id());
        }
        return directory.connections().find(made.id().value()).orElseThrow();
    }
}
