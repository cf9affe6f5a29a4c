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

    /**
     * Whether the answer to such a request is kept.
     *
     * @param path of the request; a search by POST reads
     */
    public boolean keeps(String method, String path, int status) {
        return switch (this) {
            case OFF -> false;
            case FAILURES -> status >= 400;
            case WRITES -> status >= 400
                    || !method.equals("GET") && !method.equals("HEAD") && !path.endsWith("/.search");
            case ALL -> true;
        };
    }
}
