package dev.rollcall.check;

/** The requests of a check and what it demands of their answers. */
@FunctionalInterface
interface CheckScript {
    /**
     * Returns when the check is passed.
     *
     * @throws CheckFailure when the endpoint is at fault
     * @throws CheckAbort when no judgement is possible, or none is needed
     */
    void run(Workbench bench);

    /** Whether it makes users or groups. */
    default boolean creates() {
        return true;
    }

    /** Whether it sends many requests at once; how long their answers take says nothing of the others. */
    default boolean floods() {
        return false;
    }
}
