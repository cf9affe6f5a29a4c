package dev.rollcall.entra.log;

/**
 * A user or a group in a record.
 *
 * @param id the source id, or the target's own; empty text when there is none
 * @param identityType {@code User} or {@code Group}
 */
public record LoggedIdentity(String id, String displayName, String identityType) {}
