package dev.rollcall.directory.storage;

import java.util.Optional;

/**
 * A live resource as others point at it.
 *
 * @param type {@code User} or {@code Group}
 * @param displayName its displayName as it came (not folded), else empty
 */
public record Reference(String id, String type, Optional<String> displayName) {}
