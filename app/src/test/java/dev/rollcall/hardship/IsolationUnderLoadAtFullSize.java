package dev.rollcall.hardship;

/** With hundreds of names. Run by the profile full-size. */
class IsolationUnderLoadAtFullSize extends IsolationUnderLoadTest {
    @Override
    int names() {
        return 40;
    }
}
