package dev.rollcall.outbound.scim;

/**
 * How many resources of a list are asked for at once: half as many once an answer was larger than what is read, and twice as many again,
 * up to what the stream says, after {@value #WELL} answers that were not. Used by one thread.
 */
final class PageSize {
    /** After so many answers that could be read more is asked for again. */
    static final int WELL = 8;

    private final int most;
    private int now;
    private int well;

    /** @param most what the stream says, at least 1 */
    PageSize(int most) {
        this.most = most;
        this.now = most;
    }

    int now() {
        return now;
    }

    /** An answer could be read. */
    void wentWell() {
        well++;
        if (well >= WELL && now < most) {
            now = Math.min(most, now * 2);
            well = 0;
        }
    }

    /** An answer was too large; whether less can be asked for. */
    boolean halve() {
        well = 0;
        if (now == 1) {
            return false;
        }
        now /= 2;
        return true;
    }
}
