package dev.rollcall.outbound.engine;

/** By which the parts of the engine wake each other. */
interface EngineSignals {
    /** There may be something to dispatch. */
    void dispatch();

    /** There is a result to be made durable. */
    void results();
}
