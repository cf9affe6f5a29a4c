package dev.rollcall.clients;

/** The stores on which the same requests must have the same answers. */
enum StoreKind {
    SQLITE,
    POSTGRESQL
}
