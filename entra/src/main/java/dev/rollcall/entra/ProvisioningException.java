package dev.rollcall.entra;

import dev.rollcall.entra.http.ScimAnswer;
import java.io.Serial;
import java.util.Optional;

/** An operation on the target failed, in the words of Entra's provisioning log. */
public final class ProvisioningException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Optional<ScimAnswer> answer;

    public ProvisioningException(ErrorCode code, String message, Optional<ScimAnswer> answer) {
        super(message);
        this.code = code;
        this.answer = answer;
    }

    public ErrorCode code() {
        return code;
    }

    /** What the target answered, if it did. */
    public Optional<ScimAnswer> answer() {
        return answer;
    }
}
