package dev.rollcall.server.option;

/** Of which requests the answer's body goes into the log, redacted and cut; the setting {@code log.responses}. */
public enum ResponseLogging {
    /** None. */
    OFF,
    /** Those that were refused. */
    FAILURES,
    /** Those that write, and those that were refused. */
    WRITES,
    /** All; what is streamed because it is large is never kept. */
    ALL;

    /** Whether the answer to such a request is kept. */
    public boolean keeps(String method, int status) {
        return switch (this) {
            case OFF -> false;
            case FAILURES -> status >= 400;
            case WRITES -> status >= 400 || !method.equals("GET") && !method.equals("HEAD");
            case ALL -> true;
        };
    }
}
