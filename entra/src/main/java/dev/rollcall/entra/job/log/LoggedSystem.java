package dev.rollcall.entra.job.log;

/** A system in a record. */
public record LoggedSystem(String id, String displayName) {}
