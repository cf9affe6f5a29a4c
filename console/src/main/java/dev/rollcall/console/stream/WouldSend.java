package dev.rollcall.console.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What would be sent for an event.
 *
 * @param outcome what would come of it, or why nothing would be sent
 */
public record WouldSend(List<Request> requests, String outcome) {
    public WouldSend {
        requests = List.copyOf(requests);
    }

    /**
     * One request.
     *
     * @param line method and URL
     * @param headers one a line; secrets are left out
     * @param body empty text for none
     */
    public record Request(String line, String headers, String body) {}

    /** Of a preview, as {@code StreamActions} makes it. */
    static WouldSend of(ObjectNode preview) {
        List<Request> requests = new ArrayList<>();
        preview.path("requests")
                .forEach(request -> requests.add(new Request(
                        request.path("method").asString("") + " " + request.path("url").asString(""),
                        request.path("headers")
                                .properties()
                                .stream()
                                .map(header -> header.getKey() + ": " + header.getValue().asString(""))
                                .collect(Collectors.joining("\n")),
                        body(request.path("body")))));
        String outcome = preview.path("outcome").asString("");
        return new WouldSend(requests, requests.isEmpty() ? "Nothing would be sent: " + outcome
                : "Once the target has taken it: " + outcome);
    }

    /** Nothing, for a reason that is a sentence. */
    static WouldSend nothing(String sentence) {
        return new WouldSend(List.of(), sentence);
    }

    private static String body(JsonNode body) {
        if (body.isMissingNode() || body.isNull()) {
            return "";
        }
        return body.isString() ? body.stringValue() : body.toPrettyString();
    }
}
