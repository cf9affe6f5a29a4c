package dev.rollcall.check;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.target.ObjectType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the checks have made and not yet removed. */
final class Traces {
    private final List<Trace> traces = new ArrayList<>();

    /**
     * A resource that a check made.
     *
     * @param id empty when the endpoint did not say it
     * @param name the userName or displayName that it was made with
     */
    record Trace(ObjectType type, Optional<String> id, String name) {
        /** The attribute that the name stands in. */
        String nameAttribute() {
            return type == ObjectType.USER ? "userName" : "displayName";
        }
    }

    /** Looks at a request and its answer, and remembers what they made. */
    synchronized void follow(ScimRequest request, ScimAnswer answer) {
        if (!request.method().equals("POST") || answer.status() >= 300) {
            return;
        }
        String path = request.target().split("\\?", 2)[0].replace("//", "/");
        if (path.equals("/Bulk")) {
            followBulk(Json.parse(request.body().orElse("{}")), Json.parse(answer));
            return;
        }
        for (ObjectType type : ObjectType.values()) {
            if (path.equals(type.path())) {
                String id = Json.parse(answer).path("id").asString("");
                traces.add(new Trace(type, id.isEmpty() ? Optional.empty() : Optional.of(id),
                        name(type, Json.parse(request.body().orElse("{}")))));
            }
        }
    }

    /** Whatever an operation was meant to make may be there, whether or not its result says so. */
    private void followBulk(JsonNode request, JsonNode answer) {
        for (JsonNode operation : request.path("Operations")) {
            for (ObjectType type : ObjectType.values()) {
                if (operation.path("method").asString("").equals("POST")
                        && operation.path("path").asString("").equals(type.path())) {
                    traces.add(new Trace(type, made(answer, operation.path("bulkId").asString("")),
                            name(type, operation.path("data"))));
                }
            }
        }
    }

    private static Optional<String> made(JsonNode answer, String bulkId) {
        return answer.path("Operations")
                .valueStream()
                .filter(result -> result.path("bulkId").asString("").equals(bulkId))
                .map(result -> result.path("location").asString(""))
                .filter(location -> !location.isEmpty())
                .map(location -> location.substring(location.lastIndexOf('/') + 1))
                .findFirst();
    }

    /** Groups before users, the youngest first. */
    synchronized List<Trace> remaining() {
        return traces.reversed()
                .stream()
                .sorted((a, b) -> b.type().compareTo(a.type()))
                .toList();
    }

    /** Everything is known to be gone. */
    synchronized void forget() {
        traces.clear();
    }

    synchronized void removed(Trace trace) {
        traces.remove(trace);
    }

    private static String name(ObjectType type, JsonNode body) {
        String wanted = type == ObjectType.USER ? "userName" : "displayName";
        return body.properties()
                .stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(wanted))
                .map(entry -> entry.getValue().asString(""))
                .findFirst()
                .orElse("");
    }
}
