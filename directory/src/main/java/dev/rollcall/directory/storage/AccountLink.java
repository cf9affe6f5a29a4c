package dev.rollcall.directory.storage;

import java.time.Instant;

/** An account that is part of a primary one. */
public record AccountLink(PersonKey primary, PersonKey linked, Instant linkedAt) {}
