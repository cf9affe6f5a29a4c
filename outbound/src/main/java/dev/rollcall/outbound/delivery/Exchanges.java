package dev.rollcall.outbound.delivery;

import java.util.ArrayList;
import java.util.List;

/**
 * The requests of one run in the order in which they were sent, the newest {@value #MOST}.
 *
 * @param sent how many there were in all
 */
public record Exchanges(List<Exchange> newest, int sent) {
    /** How many are kept. */
    public static final int MOST = 20;

    private static final Exchanges NONE = new Exchanges(List.of(), 0);

    public Exchanges {
        newest = List.copyOf(newest.subList(Math.max(0, newest.size() - MOST), newest.size()));
    }

    /** Nothing was sent. */
    public static Exchanges none() {
        return NONE;
    }

    /** All of a run. */
    public static Exchanges of(List<Exchange> all) {
        return new Exchanges(all, all.size());
    }

    /** With one more. */
    public Exchanges and(Exchange next) {
        List<Exchange> all = new ArrayList<>(newest);
        all.add(next);
        return new Exchanges(all, sent + 1);
    }

    /** With those of a run that followed. */
    public Exchanges and(Exchanges later) {
        List<Exchange> all = new ArrayList<>(newest);
        all.addAll(later.newest);
        return new Exchanges(all, sent + later.sent);
    }
}
