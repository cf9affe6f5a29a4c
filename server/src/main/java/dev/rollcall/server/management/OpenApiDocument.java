package dev.rollcall.server.management;

import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** The description of the management API at {@code /api/v2/openapi.json} (OpenAPI 3.1). The same for everybody; needs no token. */
final class OpenApiDocument {
    private static final String PATH = ManagementSurface.PREFIX + "/openapi.json";
    private static final String RESOURCE = "openapi.json";

    private final byte[] json;

    OpenApiDocument() {
        try (InputStream in = Objects.requireNonNull(OpenApiDocument.class.getResourceAsStream(RESOURCE))) {
            // Written anew, without the blanks that make it readable in the sources.
            this.json = ScimJson.write(ScimJson.tree(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document itself. */
    ObjectNode tree() {
        return (ObjectNode) ScimJson.tree(json);
    }

    boolean answers(HttpRequest request) {
        return request.rawPath().equals(PATH);
    }

    HttpResponse answer(HttpRequest request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw new ManagementFailure(405, "", "This path does not take " + request.method() + ", only GET, HEAD.")
                    .with(HeaderName.ALLOW, "GET, HEAD");
        }
        return HttpResponse.of(200, ManagementAnswer.JSON, json).with(HeaderName.CACHE_CONTROL, "public, max-age=300");
    }
}
