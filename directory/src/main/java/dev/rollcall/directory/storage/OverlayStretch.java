package dev.rollcall.directory.storage;

import java.util.Map;

/**
 * What only the product has of the first of some people.
 *
 * @param overlays by their ids; whoever has none is left out
 * @param people how many of them, from the first one on, were looked at
 */
public record OverlayStretch(Map<String, StoredOverlay> overlays, int people) {
    public OverlayStretch {
        overlays = Map.copyOf(overlays);
    }

    /** Bytes of what was read, about. */
    public long bytes() {
        return overlays.values().stream().mapToLong(overlay -> overlay.content().length()).sum();
    }
}
