package dev.rollcall.outbound.engine;

import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.SkipRun;
import dev.rollcall.directory.stream.StreamDelivery;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stretch of the change record is for one stream.
 *
 * @param deliveries one for each event that the stream subscribes to, in the order of events
 * @param heads what is owed by them, one for each subject of which something is to be sent, in the order of their last events
 * @param skips what a filter passed over
 * @param deltas members that groups at the target are to gain or to lose, the newest for each
 */
record FanOut(List<StreamDelivery> deliveries, List<DeliveryHead> heads, List<SkipRun> skips,
        List<MemberDelta> deltas) {
    FanOut {
        deliveries = List.copyOf(deliveries);
        heads = List.copyOf(heads);
        skips = List.copyOf(skips);
        deltas = List.copyOf(deltas);
    }

    boolean isEmpty() {
        return deliveries.isEmpty() && heads.isEmpty() && skips.isEmpty() && deltas.isEmpty();
    }

    /**
     * The same in pieces of so many rows at most, each of which may be written apart, in order: what is owed is in the piece of its
     * delivery, and so are the members that a delivery of a group is about.
     */
    List<FanOut> pieces(int rows) {
        if (deliveries.size() + deltas.size() <= rows) {
            return List.of(this);
        }
        List<FanOut> pieces = new ArrayList<>();
        // Members first: a head that is due finds all of them.
        for (int i = 0; i < deltas.size(); i += rows) {
            pieces.add(
                    new FanOut(List.of(), List.of(), List.of(), deltas.subList(i, Math.min(i + rows, deltas.size()))));
        }
        int head = 0;
        for (int i = 0; i < deliveries.size(); i += rows) {
            List<StreamDelivery> some = deliveries.subList(i, Math.min(i + rows, deliveries.size()));
            int from = head;
            while (head < heads.size()
                    && heads.get(head).lastEvent().compareTo(some.getLast().event()) <= 0) {
                head++;
            }
            pieces.add(new FanOut(some, heads.subList(from, head), List.of(), List.of()));
        }
        if (!skips.isEmpty()) {
            pieces.add(new FanOut(List.of(), List.of(), skips, List.of()));
        }
        return pieces;
    }
}
