package dev.rollcall.server.management;

import dev.rollcall.server.http.PercentDecoder;
import java.util.ArrayList;
import java.util.List;

/**
 * A path of the management API in segments. It is split before it is decoded, so that {@code %2F} and {@code %7C} are part of
 * an id; {@code +} is a plus. Slashes that are doubled or stand at the end do not matter.
 */
final class ManagementPath {
    private ManagementPath() {}

    /** @throws dev.rollcall.scim.ScimException 400 when it cannot be decoded */
    static List<String> segments(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String segment : rawPath.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(PercentDecoder.decode(segment, false, "the path"));
            }
        }
        return segments;
    }
}
