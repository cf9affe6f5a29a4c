package dev.rollcall.hardship;

/** With as many members and groups as a very large company has. Run by the profile full-size. */
class LargeGroupAtFullSize extends LargeGroupTest {
    @Override
    int members() {
        return 200_000;
    }

    @Override
    int groups() {
        return 10_000;
    }
}
