package dev.rollcall.outbound.scim;

import dev.rollcall.mapping.target.TargetBody;
import dev.rollcall.outbound.scim.TargetFailure.Meaning;

/**
 * Why a body is not sent that has not all that it should have: what it lacks would be cleared at the target, or left there as it was,
 * and the delivery would look well.
 */
final class UnmadeRows {
    private UnmadeRows() {}

    /** Lets nothing pass but a body that is whole. */
    static void refuse(TargetBody body) {
        if (!body.isWhole()) {
            throw failure(body);
        }
    }

    /** What it means: a try later where nothing but time was missing, else that somebody has to mend the row or the profile. */
    static TargetFailure failure(TargetBody body) {
        int others = body.problems().size() - 1;
        return TargetFailure.of(body.late() ? Meaning.LATER : Meaning.FINAL,
                "mapping: " + body.problems().getFirst() + (others > 0 ? " (and " + others + " more)" : ""));
    }
}
