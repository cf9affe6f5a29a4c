package dev.rollcall.check;

import dev.rollcall.client.entra.QueryText;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.client.target.ObjectType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Removes what the checks made, and nothing else: what it deletes was created by a request of this run, or has a name that
 * begins with the run's own prefix.
 */
final class Cleaning {
    private final ScimTransport transport;
    private final Traces traces;

    Cleaning(ScimTransport transport, Traces traces) {
        this.transport = transport;
        this.traces = traces;
    }

    /** Deletes what is known. What cannot be deleted stays known. */
    void clean() {
        for (Traces.Trace trace : traces.remaining()) {
            boolean gone = trace.id().map(id -> delete(trace.type(), id)).orElseGet(() -> deleteByName(trace));
            if (gone) {
                traces.removed(trace);
            }
        }
    }

    /** Tries once more, looks for anything with the prefix, and tells what is still there. */
    List<String> sweep(String prefix) {
        clean();
        List<String> leftOver = new ArrayList<>(traces.remaining()
                .stream()
                .map(trace -> trace.type().path() + "/" + trace.id().orElse(trace.name()))
                .toList());
        for (ObjectType type : new ObjectType[]{ObjectType.GROUP, ObjectType.USER}) {
            named(type, prefix).forEach(id -> delete(type, id));
            named(type, prefix).stream()
                    .map(id -> type.path() + "/" + id)
                    .filter(path -> !leftOver.contains(path))
                    .forEach(leftOver::add);
        }
        return leftOver;
    }

    private List<String> named(ObjectType type, String prefix) {
        String attribute = type == ObjectType.USER ? "userName" : "displayName";
        return query(type, attribute + " sw \"" + prefix + "\"")
                .stream()
                .flatMap(found -> found.path("Resources").valueStream())
                .filter(resource -> resource.path(attribute)
                        .asString("")
                        .toLowerCase(Locale.ROOT)
                        .startsWith(prefix))
                .map(resource -> resource.path("id").asString(""))
                .filter(id -> !id.isEmpty())
                .toList();
    }

    /** Whether it was looked for, and is not there or was deleted. */
    private boolean deleteByName(Traces.Trace trace) {
        return query(trace.type(), trace.nameAttribute() + " eq \"" + trace.name() + "\"")
                .map(found -> found.path("Resources")
                        .valueStream()
                        .filter(resource -> resource.path(trace.nameAttribute()).asString("").equals(trace.name()))
                        .map(resource -> resource.path("id").asString(""))
                        .filter(id -> !id.isEmpty())
                        .allMatch(id -> delete(trace.type(), id)))
                .orElse(false);
    }

    /** Empty when the endpoint does not answer it. */
    private Optional<JsonNode> query(ObjectType type, String filter) {
        return send("GET", QueryText.match(type, filter)).filter(answer -> answer.status() == 200).map(Json::parse);
    }

    private boolean delete(ObjectType type, String id) {
        return send("DELETE", QueryText.resource(type, id))
                .filter(answer -> answer.status() < 300 || answer.status() == 404 || answer.status() == 410)
                .isPresent();
    }

    /** Empty when there is no answer: the resource then is reported as left over. */
    private Optional<ScimAnswer> send(String method, String target) {
        try {
            return Optional.of(transport.send(new ScimRequest(method, target,
                    List.of(new ScimHeader("Accept", "application/scim+json")), Optional.empty())));
        } catch (TransportException e) {
            return Optional.empty();
        }
    }
}
