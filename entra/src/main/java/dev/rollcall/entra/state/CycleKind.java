package dev.rollcall.entra.state;

/** Which objects a cycle looks at. */
public enum CycleKind {
    /** All of the scope. */
    INITIAL,
    /** Those that changed since the watermark, and the escrowed ones that are due. */
    INCREMENTAL
}
