package dev.rollcall.entra.cycle;

/** Hears how a cycle goes on, object by object, always from one thread at a time. It must return soon. */
@FunctionalInterface
public interface CycleListener {
    /** Hears nothing. */
    CycleListener NONE = progress -> {};

    void progress(CycleProgress progress);
}
