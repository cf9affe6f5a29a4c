package dev.rollcall.outbound.sync;

/** With as many people as a large company has. Run by the profile full-size; {@code -Drollcall.sync.people} says how many. */
class SyncAtFullSize extends SyncManyPeopleTest {
    @Override
    int people() {
        return Integer.getInteger("rollcall.sync.people", 50_000);
    }

    @Override
    int groups() {
        return 1_000;
    }
}
