package dev.rollcall.server.management;

import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse.Field;
import java.util.List;
import java.util.Optional;

/**
 * A refusal in Auth0's shape, {@code {"statusCode","error","message","errorCode"}}. The message tells the caller what to do
 * next and holds no secret.
 */
public final class ManagementFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int statusCode;
    private final String errorCode;
    private final transient List<Field> fields;

    private ManagementFailure(int statusCode, String errorCode, String message, List<Field> fields) {
        super(message, null, false, false);
        this.statusCode = statusCode;
        this.errorCode = errorCode;
        this.fields = fields;
    }

    /** @param errorCode a word for programs; empty text for none */
    public ManagementFailure(int statusCode, String errorCode, String message) {
        this(statusCode, errorCode, message, List.of());
    }

    /** 400: the body is not as it must be. */
    public static ManagementFailure body(String message) {
        return new ManagementFailure(400, "invalid_body", message);
    }

    /** 400: the query is not as it must be. */
    public static ManagementFailure query(String message) {
        return new ManagementFailure(400, "invalid_query_string", message);
    }

    /** 404. @param errorCode such as {@code inexistent_connection} */
    public static ManagementFailure missing(String errorCode, String message) {
        return new ManagementFailure(404, errorCode, message);
    }

    /** The same with a header. */
    public ManagementFailure with(HeaderName name, String value) {
        return new ManagementFailure(statusCode, errorCode, message(), List.of(new Field(name, value)));
    }

    /** The HTTP status. */
    public int statusCode() {
        return statusCode;
    }

    /** The word for programs. */
    public Optional<String> errorCode() {
        return errorCode.isEmpty() ? Optional.empty() : Optional.of(errorCode);
    }

    /** The sentence. */
    public String message() {
        return String.valueOf(getMessage());
    }

    List<Field> fields() {
        return fields;
    }
}
