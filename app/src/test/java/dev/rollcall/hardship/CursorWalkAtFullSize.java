package dev.rollcall.hardship;

/** With as many users as a very large company has. Run by the profile full-size. */
class CursorWalkAtFullSize extends CursorWalkTest {
    @Override
    int users() {
        return 100_000;
    }

    @Override
    int page() {
        return 1_000;
    }
}
