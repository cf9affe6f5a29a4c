package dev.rollcall.app.terminal;

/** What the process ends with, so that scripts can tell what happened. */
public final class ExitCode {
    /** What was asked for is done. */
    public static final int DONE = 0;

    /** It could not be done. */
    public static final int FAILED = 1;

    /** It was asked for in a way that is not understood. */
    public static final int WRONG_USAGE = 2;

    /** What it is about does not exist. */
    public static final int NOT_FOUND = 3;

    private ExitCode() {}
}
