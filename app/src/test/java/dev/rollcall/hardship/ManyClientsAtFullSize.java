package dev.rollcall.hardship;

/** With as many requests as the first cycle of a large company sends. Run by the profile full-size. */
class ManyClientsAtFullSize extends ManyClientsTest {
    @Override
    int added() {
        return 10_000;
    }

    @Override
    int thereBefore() {
        return 500;
    }
}
