package dev.rollcall.clients;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a server answered.
 *
 * @param method the verb of the request
 * @param path path and raw query of the request, relative to the SCIM base
 * @param header the first value of a header by its name
 */
record Answer(String method, String path, int status, Function<String, Optional<String>> header, byte[] body) {

    /** The body as JSON; fails when there is none. */
    JsonNode json() {
        try {
            return Json.strict(body);
        } catch (JacksonException e) {
            throw new AssertionError("no JSON in " + this, e);
        }
    }

    /** The value at a JSON pointer, null when nothing is there. */
    Object at(String pointer) {
        return Json.at(json(), pointer);
    }

    String id() {
        return json().path("id").stringValue();
    }

    /** The request, as the reader of answers wants it. */
    ScimRequest request() {
        return new ScimRequest(method, path.startsWith("/") ? path : "/" + path, List.of(), Optional.empty());
    }

    /** The answer, as the reader of answers wants it. */
    ScimAnswer received() {
        return new ScimAnswer(status, List.of(new ScimHeader("Content-Type", contentType())), body, Duration.ZERO);
    }

    String contentType() {
        return header.apply("Content-Type").orElse("");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + path + " -> " + status + " " + contentType() + " " + text();
    }
}
