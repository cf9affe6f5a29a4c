package dev.rollcall.entra.cycle;

import dev.rollcall.entra.state.CycleCounts;
import dev.rollcall.entra.work.Effect;
import java.util.EnumMap;
import java.util.Map;

/** Counts what becomes of the objects of one cycle; for one thread at a time. */
final class CycleTally {
    private final Map<Effect, Integer> counts = new EnumMap<>(Effect.class);

    void add(Effect effect) {
        counts.merge(effect, 1, Integer::sum);
    }

    CycleCounts counts() {
        return new CycleCounts(
                of(Effect.CREATED),
                of(Effect.UPDATED),
                of(Effect.DISABLED),
                of(Effect.DELETED),
                of(Effect.UNCHANGED),
                of(Effect.SKIPPED),
                of(Effect.FAILED),
                of(Effect.LINKED),
                of(Effect.UNRESOLVED),
                of(Effect.REFERENCE_FAILED),
                of(Effect.STAGED));
    }

    private int of(Effect effect) {
        return counts.getOrDefault(effect, 0);
    }
}
