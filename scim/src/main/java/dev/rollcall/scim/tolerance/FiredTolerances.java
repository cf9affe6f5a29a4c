package dev.rollcall.scim.tolerance;

import dev.rollcall.scim.text.Excerpt;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what the tolerances did to one request, in order, for the log.
 *
 * <p>Made per request, not shared between threads. At most {@value #LIMIT} entries are kept; the rest are counted, so
 * that a large request cannot grow the log without bound.
 */
public final class FiredTolerances {
    static final int LIMIT = 50;

    /**
     * One deviation that was taken: which, and at what place of the request ({@code Operations[0].value}).
     *
     * @param tolerance which
     * @param where at what place of the request, for example {@code Operations[0].value}
     */
    public record Fired(Tolerance tolerance, String where) {}

    private final List<Fired> fired = new ArrayList<>();
    private int omitted;

    /** Nothing yet. */
    public FiredTolerances() {}

    /**
     * Records that a tolerance was used; the same tolerance at the same place is recorded once.
     *
     * @param tolerance which
     * @param where at what place of the request, for example {@code Operations[0].value}
     */
    public void fired(Tolerance tolerance, String where) {
        Fired entry = new Fired(tolerance, Excerpt.of(where));
        if (fired.contains(entry)) {
            return;
        }
        if (fired.size() < LIMIT) {
            fired.add(entry);
        } else {
            omitted++;
        }
    }

    /** {@return what fired, in order of the first use} */
    public List<Fired> entries() {
        return List.copyOf(fired);
    }

    /** {@return how many entries were left out because there were more than the limit} */
    public int omitted() {
        return omitted;
    }
}
