package dev.rollcall.mapping.place;

import java.util.List;
import java.util.Locale;

/** The canonical notation of what no schema declares: it is told apart without regard to case. */
final class UndeclaredPaths {
    private UndeclaredPaths() {}

    /** {@code urn:…:name} or {@code urn:…:name.part}, in lower case. */
    static String text(List<String> keys) {
        String name = keys.get(0) + ":" + keys.get(1) + (keys.size() > 2 ? "." + keys.get(2) : "");
        return name.toLowerCase(Locale.ROOT);
    }
}
