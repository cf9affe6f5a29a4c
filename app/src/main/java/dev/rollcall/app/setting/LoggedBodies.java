package dev.rollcall.app.setting;

/** Of which requests the body is kept in the log, redacted. */
public enum LoggedBodies {
    ALL,
    FAILURES,
    OFF
}
