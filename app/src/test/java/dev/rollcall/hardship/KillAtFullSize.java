package dev.rollcall.hardship;

/** Killed again and again, each time at another moment. Run by the profile full-size. */
class KillAtFullSize extends KillTest {
    @Override
    int rounds() {
        return 8;
    }
}
