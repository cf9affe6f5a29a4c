package dev.rollcall.entra.log;

/** A system in a record. */
public record LoggedSystem(String id, String displayName) {}
