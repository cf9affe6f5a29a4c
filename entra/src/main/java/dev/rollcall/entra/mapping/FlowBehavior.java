package dev.rollcall.entra.mapping;

/** When a mapping is applied. */
public enum FlowBehavior {
    ALWAYS,
    ONLY_DURING_OBJECT_CREATION
}
