package dev.rollcall.directory.declaration;

/**
 * How far a look at what is stored has come. It ends early with what a search may cost, with its time, or when its turn is over;
 * then what it tells is of the first resources alone.
 *
 * @param at resources that were looked at
 * @param of so many that there were when it began
 * @param complete whether those are all
 */
public record LookExtent(long at, long of, boolean complete) {

    /** In words. */
    public String text() {
        return complete ? at + " resources looked at" : "At least " + at + " of " + of + " resources looked at";
    }
}
