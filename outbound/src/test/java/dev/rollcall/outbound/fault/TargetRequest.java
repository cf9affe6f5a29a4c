package dev.rollcall.outbound.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request as it came off the wire.
 *
 * @param path without the query, as sent
 * @param query the parameters, decoded
 * @param headers by name in lower case
 * @param body as sent; empty when there was none
 */
public record TargetRequest(
        String method, String path, Map<String, String> query, Map<String, String> headers, String body) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Whether this is a write. */
    public boolean writes() {
        return !method.equals("GET");
    }

    /** Whether the path, below the base URL, begins so: {@code "/Users"}. */
    public boolean isOn(String start) {
        return path.substring(Math.min(path.length(), FaultTarget.BASE.length())).startsWith(start);
    }

    /** Method and path below the base URL in one word: {@code "POST /Users"}. */
    public String what() {
        return method + " " + (path.startsWith(FaultTarget.BASE) ? path.substring(FaultTarget.BASE.length()) : path);
    }

    /** The header of that name, in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body as a JSON object; an empty one when it is none. */
    public ObjectNode json() {
        try {
            return JSON.readTree(body) instanceof ObjectNode object ? object : JSON.createObjectNode();
        } catch (tools.jackson.core.JacksonException e) {
            return JSON.createObjectNode().put("unreadable", e.getOriginalMessage());
        }
    }

    /** The externalId in the body, if it has one at its top. */
    public Optional<String> externalId() {
        return Optional.ofNullable(json().get("externalId")).map(node -> node.asString());
    }

    /** The next request of a connection; empty when the client has closed it. */
    static Optional<TargetRequest> read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            head.write(next);
            ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : next == '\r' ? 1 : 0;
        }
        String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n");
        String[] first = lines[0].split(" ", 3);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] pair = lines[i].split(":", 2);
            headers.put(pair[0].strip().toLowerCase(Locale.ROOT), pair[1].strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        String[] target = first[1].split("\\?", 2);
        return Optional.of(new TargetRequest(
                first[0], target[0], target.length == 1 ? Map.of() : query(target[1]), headers, body));
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new TreeMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    @Override
    public String toString() {
        return what() + (query.isEmpty() ? "" : " " + query) + (body.isEmpty() ? "" : " " + body);
    }
}
