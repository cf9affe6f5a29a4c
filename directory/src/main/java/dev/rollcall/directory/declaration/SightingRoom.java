package dev.rollcall.directory.declaration;

/** How much of the memory a search for undeclared attributes may take for what it saw, in bytes, counted generously. */
final class SightingRoom {
    /** In all. */
    static final int BYTES = 8 << 20;
    /** Of an attribute, beside its name: its sets, its maps, its place in others. */
    private static final int OF_AN_ATTRIBUTE = 600;

    private long taken;

    /** @return whether there was room for another attribute of that name */
    boolean take(String name) {
        long wanted = OF_AN_ATTRIBUTE + 4L * name.length();
        if (taken + wanted > BYTES) {
            return false;
        }
        taken += wanted;
        return true;
    }

    /** Whether it was all taken, so that some were passed over. */
    boolean isFull() {
        return taken + OF_AN_ATTRIBUTE > BYTES;
    }
}
