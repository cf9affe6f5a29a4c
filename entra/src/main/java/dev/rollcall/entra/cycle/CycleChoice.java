package dev.rollcall.entra.cycle;

/** Which cycle is asked for. */
public enum CycleChoice {
    /** An initial one when there is no watermark or the mapping or scope changed, otherwise an incremental one. */
    AUTOMATIC,
    INITIAL,
    /** Refused before the first initial one; an initial one all the same when the mapping or scope changed. */
    INCREMENTAL
}
