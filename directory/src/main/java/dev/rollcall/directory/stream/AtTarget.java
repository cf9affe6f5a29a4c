package dev.rollcall.directory.stream;

/** Whether a target has a subject, as far as its last answer tells. */
public enum AtTarget {
    /** It has. */
    PRESENT,
    /** It has not. */
    ABSENT,
    /** No answer tells. */
    UNKNOWN
}
