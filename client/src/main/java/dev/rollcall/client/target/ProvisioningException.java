package dev.rollcall.client.target;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.reader.Rejection;
import java.io.Serial;
import java.util.List;
import java.util.Optional;

/** An operation on the target failed, in the words of Entra's provisioning log. */
public final class ProvisioningException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Optional<ScimAnswer> answer;
    private final transient List<Rejection> rejections;

    public ProvisioningException(ErrorCode code, String message, Optional<ScimAnswer> answer) {
        this(code, message, answer, List.of());
    }

    public ProvisioningException(
            ErrorCode code, String message, Optional<ScimAnswer> answer, List<Rejection> rejections) {
        super(message);
        this.code = code;
        this.answer = answer;
        this.rejections = List.copyOf(rejections);
    }

    public ErrorCode code() {
        return code;
    }

    /** What the target answered, if it did. */
    public Optional<ScimAnswer> answer() {
        return answer;
    }

    /** Why the answer cannot be read, with cause and mend in plain words; empty when that is not what failed. */
    public List<Rejection> rejections() {
        return rejections;
    }
}
