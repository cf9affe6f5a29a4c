package dev.rollcall.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One HTTP answer: a status, headers and a body that may be empty. Confined to the thread that serves the request. */
public final class HttpResponse {
    private static final ResponseBody NOTHING = ResponseBody.of(new byte[0]);
    private static final int USUAL_HEADERS = 8;

    /** One header of the answer. */
    public record Field(HeaderName name, String value) {}

    private final int status;
    private final ResponseBody body;
    private final List<Field> fields = new ArrayList<>(USUAL_HEADERS);

    private HttpResponse(int status, ResponseBody body) {
        this.status = status;
        this.body = body;
    }

    /** An answer without a body. */
    public static HttpResponse empty(int status) {
        return new HttpResponse(status, NOTHING);
    }

    /** An answer with these bytes, which are not copied. */
    public static HttpResponse of(int status, String mediaType, byte[] bytes) {
        return new HttpResponse(status, ResponseBody.of(bytes)).with(HeaderName.CONTENT_TYPE, mediaType);
    }

    /** An answer whose body is written while it is sent. */
    public static HttpResponse streamed(int status, String mediaType, BodyWriter writer) {
        return new HttpResponse(status, ResponseBody.of(writer)).with(HeaderName.CONTENT_TYPE, mediaType);
    }

    /** Adds a header to this answer, beside those of the same name. */
    public HttpResponse with(HeaderName name, String value) {
        fields.add(new Field(name, value));
        return this;
    }

    /** The same headers and status with another body. */
    public HttpResponse withBody(ResponseBody other) {
        HttpResponse copy = new HttpResponse(status, other);
        copy.fields.addAll(fields);
        return copy;
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The body, which may have no bytes. */
    public ResponseBody body() {
        return body;
    }

    /** The headers in the order in which they were added. */
    public List<Field> fields() {
        return fields;
    }

    /** The first value of a header that was set. */
    public Optional<String> field(HeaderName name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }
}
