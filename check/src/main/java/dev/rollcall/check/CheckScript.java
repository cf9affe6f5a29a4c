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
}
