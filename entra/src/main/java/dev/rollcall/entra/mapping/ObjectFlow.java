package dev.rollcall.entra.mapping;

/** What the job may do with objects of the target. */
public enum ObjectFlow {
    CREATE,
    UPDATE,
    DELETE
}
