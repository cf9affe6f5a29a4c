package dev.rollcall.check;

import java.util.Optional;

/**
 * What may be the cause of one finding or of several.
 *
 * @param key those with the same key are one cause
 * @param mend empty when the first check's own says it best
 */
record Blame(String key, String headline, Optional<String> mend) {}
