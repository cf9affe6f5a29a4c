package dev.rollcall.clients;

/** The stores on which the same requests must have the same answers. */
public enum StoreKind {
    SQLITE,
    POSTGRESQL
}
