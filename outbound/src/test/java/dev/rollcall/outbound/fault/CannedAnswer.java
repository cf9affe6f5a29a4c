package dev.rollcall.outbound.fault;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer before it goes on the wire.
 *
 * @param headers besides {@code Content-Length}
 * @param body empty for none
 */
public record CannedAnswer(int status, Map<String, String> headers, String body) {
    /** An answer in SCIM's media type, or without a body. */
    public static CannedAnswer of(int status, String body) {
        return new CannedAnswer(status, body.isEmpty() ? Map.of() : Map.of("Content-Type", "application/scim+json"),
                body);
    }

    /** SCIM's error. */
    public static CannedAnswer error(int status, String scimType, String detail) {
        String type = scimType.isEmpty() ? "" : ",\"scimType\":\"" + scimType + "\"";
        return of(status, "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"" + status + "\""
                + type + ",\"detail\":\"" + detail + "\"}");
    }

    /** The same with one more header. */
    public CannedAnswer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new CannedAnswer(status, more, body);
    }

    /** The same under another status. */
    public CannedAnswer as(int other) {
        return new CannedAnswer(other, headers, body);
    }

    /** The bytes of the answer, which says that it has {@code more} bytes than it has. */
    byte[] bytes(int more) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Status\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (status != 204) {
            head.append("Content-Length: ").append(content.length + more).append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + (status == 204 ? 0 : content.length)];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(content, 0, all, start.length, all.length - start.length);
        return all;
    }
}
