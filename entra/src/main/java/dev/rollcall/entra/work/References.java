package dev.rollcall.entra.work;

import java.util.List;
import java.util.Optional;

/**
 * The references of an object that is in the target now.
 *
 * @param wanted the source ids that it refers to: its manager, or its members
 * @param seenManager the id of the manager that the target showed
 */
public record References(
        String sourceId,
        String displayName,
        String targetId,
        List<String> wanted,
        Optional<String> seenManager) {}
