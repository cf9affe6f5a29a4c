package dev.rollcall.benchmarks.compare;

/** A connection and a token with all scopes. */
record RollcallAccess(String connectionId, String token) {}
