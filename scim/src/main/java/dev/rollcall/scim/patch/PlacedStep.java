package dev.rollcall.scim.patch;

/**
 * A step and the place of the operation that it comes from.
 *
 * @param where for example {@code Operations[2].path}
 */
record PlacedStep(Step step, String where) {}
