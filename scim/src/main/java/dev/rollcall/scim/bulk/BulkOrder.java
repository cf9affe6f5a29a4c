package dev.rollcall.scim.bulk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * The order in which the operations of a bulk request are worked.
 *
 * <p>Guarantees: it is the order of the request, but that an operation waits for those that make what it refers to, and
 * for the earlier ones on the same resource, so that it ends as if all were worked one after the other (7644-3.7-10). Those
 * that refer to each other in a circle wait for nobody in it, and what refers to one of the circle waits for all of it. Takes
 * time in proportion to the operations and their references. Confined to one thread.
 */
final class BulkOrder {
    private final List<Set<Integer>> before;
    private final List<Set<Integer>> after = new ArrayList<>();
    private final BitSet circle;
    private final int[] missing;
    private final Queue<Integer> ready = new PriorityQueue<>();
    private final List<Integer> behindCircle = new ArrayList<>();
    private int circleLeft;

    /**
     * @param needs which creations each operation refers to, itself never
     * @param resources the path of each operation that changes a resource, empty text for the others
     */
    BulkOrder(List<Set<Integer>> needs, List<String> resources) {
        this.before = withEarlier(needs, resources);
        before.forEach(_ -> after.add(new LinkedHashSet<>()));
        for (int i = 0; i < before.size(); i++) {
            for (int earlier : before.get(i)) {
                after.get(earlier).add(i);
            }
        }
        this.circle = withoutLeaves(withoutLeaves(all(before.size()), before, after), after, before);
        this.circleLeft = circle.cardinality();
        this.missing = new int[before.size()];
        for (int i = 0; i < before.size(); i++) {
            missing[i] = missing(i);
            if (missing[i] == 0) {
                ready.add(i);
            }
        }
    }

    /** The next operation; empty when all were worked, or the last one given has not been {@linkplain #worked told}. */
    OptionalInt next() {
        Integer first = ready.poll();
        return first == null ? OptionalInt.empty() : OptionalInt.of(first);
    }

    /** Those that wait for an operation, or would if they were not in a circle with it. */
    Set<Integer> laterThan(int operation) {
        return after.get(operation);
    }

    /** Says that an operation has been worked, whatever came of it. */
    void worked(int operation) {
        if (!circle.get(operation)) {
            after.get(operation).forEach(this::arrived);
        } else if (--circleLeft == 0) {
            behindCircle.forEach(this::arrived);
        }
    }

    private void arrived(int operation) {
        if (--missing[operation] == 0) {
            ready.add(operation);
        }
    }

    /** For how many others an operation waits; the circle counts as one. */
    private int missing(int operation) {
        int others = 0;
        boolean behind = false;
        for (int earlier : before.get(operation)) {
            if (!circle.get(earlier)) {
                others++;
            } else {
                behind |= !circle.get(operation);
            }
        }
        if (behind) {
            behindCircle.add(operation);
            others++;
        }
        return others;
    }

    /** Only creations are referred to, so no circle comes of these. */
    private static List<Set<Integer>> withEarlier(List<Set<Integer>> needs, List<String> resources) {
        List<Set<Integer>> before = new ArrayList<>();
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < needs.size(); i++) {
            Set<Integer> all = new LinkedHashSet<>(needs.get(i));
            String resource = resources.get(i);
            if (!resource.isEmpty()) {
                Integer earlier = last.put(resource.toLowerCase(Locale.ROOT), i);
                if (earlier != null) {
                    all.add(earlier);
                }
            }
            before.add(all);
        }
        return before;
    }

    private static BitSet all(int size) {
        BitSet all = new BitSet(size);
        all.set(0, size);
        return all;
    }

    /** Takes away whatever depends on nothing that is left, until nothing such is left. */
    private static BitSet withoutLeaves(BitSet from, List<Set<Integer>> on, List<Set<Integer>> dependent) {
        BitSet left = (BitSet) from.clone();
        int[] count = new int[on.size()];
        Deque<Integer> leaves = new ArrayDeque<>();
        left.stream().forEach(i -> {
            count[i] = (int) on.get(i).stream().filter(left::get).count();
            if (count[i] == 0) {
                leaves.add(i);
            }
        });
        while (!leaves.isEmpty()) {
            int leaf = leaves.remove();
            left.clear(leaf);
            for (int other : dependent.get(leaf)) {
                if (left.get(other) && --count[other] == 0) {
                    leaves.add(other);
                }
            }
        }
        return left;
    }
}
