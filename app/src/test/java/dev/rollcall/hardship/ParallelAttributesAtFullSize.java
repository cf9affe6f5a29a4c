package dev.rollcall.hardship;

/** Again and again. Run by the profile full-size. */
class ParallelAttributesAtFullSize extends ParallelAttributesTest {
    @Override
    int rounds() {
        return 50;
    }
}
