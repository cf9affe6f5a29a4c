package dev.rollcall.directory.storage;

/**
 * The upkeep of the store.
 *
 * <p>Guarantees: nothing that anybody may still read is taken away. Changes never expire past a reader whose lease lasts,
 * and a change's parts only together; parts whose last one is missing go a day later. What others wrote since a chore was
 * found due is looked at again, so that running one that is not due any more does nothing.
 */
public interface UpkeepStore extends UpkeepView {

    /**
     * Does one piece of a chore: so few rows that no other write waits for long.
     *
     * @param expiry what {@link Chore.Expire} goes by
     * @return whether there may be more to do at once
     */
    boolean run(Chore chore, Expiry expiry);
}
