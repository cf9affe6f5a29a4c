package dev.rollcall.entra.state;

/**
 * What a cycle did, in objects.
 *
 * @param unchanged looked at and found to be as wanted
 * @param failed objects whose own operation failed
 * @param linked managers set or removed, and groups whose members were changed
 * @param unresolved references that point to nobody in the target, logged as warnings
 * @param referenceFailed reference operations that the target refused
 * @param staged deletions that wait for a decision
 */
public record CycleCounts(
        int created,
        int updated,
        int disabled,
        int deleted,
        int unchanged,
        int skipped,
        int failed,
        int linked,
        int unresolved,
        int referenceFailed,
        int staged) {
    public static final CycleCounts NONE = new CycleCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** All operations that were tried on objects themselves; references are not among them. */
    public int attempts() {
        return created + updated + disabled + deleted + unchanged + failed;
    }
}
