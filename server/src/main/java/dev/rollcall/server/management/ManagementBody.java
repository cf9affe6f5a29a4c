package dev.rollcall.server.management;

import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.limit.BodyLimits;
import dev.rollcall.server.limit.BodyMemory;
import dev.rollcall.server.limit.BodyReader;
import dev.rollcall.server.limit.BodyReservation;
import dev.rollcall.server.limit.BodyWeight;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of one request, received when it is asked for, within its share of {@link BodyMemory}, which it keeps until it is
 * closed.
 */
final class ManagementBody implements AutoCloseable {
    private final BodyMemory memory;
    private final BodyLimits limits;
    private final JsonLimits json;
    private @Nullable BodyReservation room;
    private Optional<ObjectNode> body = Optional.empty();

    ManagementBody(BodyMemory memory, BodyLimits limits, JsonLimits json) {
        this.memory = memory;
        this.limits = limits;
        this.json = json.withMaxValues(limits.userValues());
    }

    Optional<ObjectNode> read(HttpRequest request, Share share, Presence client) {
        if (room != null) {
            return body;
        }
        BodyReservation reserved = memory.open(share, client);
        room = reserved;
        byte[] bytes = BodyReader.read(request.body(), limits.user(), "limits.body", reserved);
        if (isNothing(bytes)) {
            return body;
        }
        requireJson(request.header(HeaderName.CONTENT_TYPE));
        reserved.handle(BodyWeight.of(bytes, json));
        body = Optional.of(ScimJson.parse(bytes, json));
        return body;
    }

    /** Takes so many bytes of the same memory for what a request without a body reads. */
    void reserve(long bytes, Share share, Presence client) {
        BodyReservation reserved = room == null ? memory.open(share, client) : room;
        room = reserved;
        reserved.handle(bytes);
    }

    @Override
    public void close() {
        body = Optional.empty();
        if (room != null) {
            room.close();
        }
    }

    /** Clients that have nothing to say send no body, an empty one, or the JSON text {@code null}. */
    private static boolean isNothing(byte[] bytes) {
        return bytes.length == 0
                || bytes.length < 16 && new String(bytes, StandardCharsets.UTF_8).strip().equals("null");
    }

    private static void requireJson(Optional<String> contentType) {
        String type = contentType.orElse("application/json").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals("application/json") && !type.endsWith("+json") && !type.isEmpty()) {
            throw new ManagementFailure(
                    415, "", "A body of this Content-Type is not read. Send application/json in UTF-8.");
        }
    }
}
