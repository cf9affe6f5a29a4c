package dev.rollcall.benchmarks.process;

/** A connection and a token with all scopes. */
public record RollcallAccess(String connectionId, String token) {}
