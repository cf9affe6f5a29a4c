package dev.rollcall.directory.storage;

import java.util.Optional;

/**
 * One membership row and what it points at.
 *
 * @param target the live resource of the same connection whose id is the value; empty while there is none
 */
public record ResolvedMember(Member member, Optional<Reference> target) {}
