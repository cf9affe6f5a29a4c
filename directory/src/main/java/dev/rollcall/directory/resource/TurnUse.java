package dev.rollcall.directory.resource;

/**
 * How turns are used at a moment.
 *
 * @param waiting requests that wait for theirs
 * @param refused requests that were refused because it did not come in time, or too many waited, since the start
 */
public record TurnUse(int waiting, long refused) {}
