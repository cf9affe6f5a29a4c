package dev.rollcall.entra.definition;

import java.io.Serial;

/** The job cannot do what was asked. The message says why and what to do next; it never holds a secret. */
public final class JobException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    /** What kind of failure it is, so that a caller can choose how to go on. */
    public enum Problem {
        /** The job file or another file of the folder is not as it must be. */
        DEFINITION,
        /** The state between runs cannot be used. */
        STATE,
        /** Another run uses the folder now. */
        BUSY,
        /** The job is in quarantine, and its next attempt is not due. */
        QUARANTINED,
        /** The job was in quarantine for so long that it was switched off. */
        DISABLED,
        /** The cycle was stopped before its end. */
        STOPPED,
        /** Users would be deleted instead of disabled, and nobody agreed to that yet. */
        UNCONFIRMED,
        /** What was asked does not fit the job, as an incremental cycle before the first initial one. */
        REQUEST,
        /** The folder has no job, or the source directory no such user or group. */
        NOT_FOUND
    }

    public JobException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    public JobException(Problem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
