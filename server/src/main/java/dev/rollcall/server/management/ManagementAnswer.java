package dev.rollcall.server.management;

import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.http.BodyWriter;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** What a route answers. */
public final class ManagementAnswer {
    /** The type of every answer that is one JSON text. */
    public static final String JSON = "application/json; charset=utf-8";

    private final HttpResponse response;

    private ManagementAnswer(HttpResponse response) {
        this.response = response.with(HeaderName.CACHE_CONTROL, "no-store");
    }

    /** 200 with a body. */
    public static ManagementAnswer ok(JsonNode body) {
        return of(200, body);
    }

    /** 201 with what was made. */
    public static ManagementAnswer created(JsonNode body) {
        return of(201, body);
    }

    /** 202 with a body. */
    public static ManagementAnswer accepted(JsonNode body) {
        return of(202, body);
    }

    /** 204. */
    public static ManagementAnswer nothing() {
        return new ManagementAnswer(HttpResponse.empty(204));
    }

    /** A status with a body. */
    public static ManagementAnswer of(int status, JsonNode body) {
        return new ManagementAnswer(HttpResponse.of(status, JSON, ScimJson.write(body)));
    }

    /** 200 with a JSON text. */
    static ManagementAnswer written(byte[] json) {
        return new ManagementAnswer(HttpResponse.of(200, JSON, json));
    }

    /** 200 with a body that is written while it is sent. */
    public static ManagementAnswer streamed(String mediaType, BodyWriter writer) {
        return new ManagementAnswer(HttpResponse.streamed(200, mediaType, writer));
    }

    /** The same with a header. */
    public ManagementAnswer with(HeaderName name, String value) {
        response.with(name, value);
        return this;
    }

    HttpResponse response() {
        return response;
    }
}
