package dev.rollcall.app.entra;

import dev.rollcall.entra.log.ModifiedProperty;

/** How a changed attribute is told. */
final class Changes {
    private Changes() {}

    /** {@code displayName: "Ada" → "Ada Lovelace"}. */
    static String line(ModifiedProperty property) {
        String after = property.newValue().map(Changes::quoted).orElse("(removed)");
        return property.displayName() + ": "
                + property.oldValue().map(before -> quoted(before) + " → " + after).orElse(after);
    }

    private static String quoted(String value) {
        return '"' + value + '"';
    }
}
