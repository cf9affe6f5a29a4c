package dev.rollcall.directory.resource;

/**
 * How the limits of requests on resources are used at a moment; what is counted begins at the start.
 *
 * @param scansRunning searches that no index serves and that have their turn
 * @param scansAtOnce how many may have it together
 * @param scans how their turns are waited for
 * @param changes how the turns of changes of one resource are waited for
 * @param searchesRefused searches that were refused as {@code tooMany}
 * @param changesRefused changes that were refused with 413: their plan, or the resource that it makes, is too large
 * @param listsShortened list answers that ended early because their resources are large
 */
public record ResourceUse(
        int scansRunning, int scansAtOnce, TurnUse scans, TurnUse changes, long searchesRefused, long changesRefused,
        long listsShortened) {}
