package dev.rollcall.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One HTTP answer: a status, few headers and a body that may be empty. Confined to the thread that serves the request. */
public final class ScimHttpResponse {
    private static final byte[] NOTHING = new byte[0];
    private static final int USUAL_HEADERS = 8;

    /** One header of the answer. */
    public record Field(ResponseHeader name, String value) {}

    private final int status;
    private final byte[] body;
    private final List<Field> fields = new ArrayList<>(USUAL_HEADERS);

    private ScimHttpResponse(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    /** An answer without a body. */
    public static ScimHttpResponse empty(int status) {
        return new ScimHttpResponse(status, NOTHING);
    }

    /** An answer with a SCIM message in UTF-8. The array is not copied. */
    public static ScimHttpResponse scim(int status, byte[] json) {
        return new ScimHttpResponse(status, json).with(ResponseHeader.CONTENT_TYPE, MediaTypes.SCIM);
    }

    /** An answer with plain JSON in UTF-8, for what is not SCIM. The array is not copied. */
    public static ScimHttpResponse json(int status, byte[] json) {
        return new ScimHttpResponse(status, json).with(ResponseHeader.CONTENT_TYPE, MediaTypes.JSON);
    }

    /** Adds a header to this answer. */
    public ScimHttpResponse with(ResponseHeader name, String value) {
        fields.add(new Field(name, value));
        return this;
    }

    /** The same headers and status with another body. */
    public ScimHttpResponse withBody(byte[] other) {
        ScimHttpResponse copy = new ScimHttpResponse(status, other);
        copy.fields.addAll(fields);
        return copy;
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The body; empty when there is none. Not to be changed. */
    public byte[] body() {
        return body;
    }

    /** The headers in the order in which they were added. */
    public List<Field> fields() {
        return fields;
    }

    /** The value of a header that was set. */
    public Optional<String> field(ResponseHeader name) {
        for (Field field : fields) {
            if (field.name() == name) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }
}
