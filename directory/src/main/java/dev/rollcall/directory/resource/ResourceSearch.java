package dev.rollcall.directory.resource;

import dev.rollcall.directory.resource.FilterNarrowing.Narrowed;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.IndexColumn;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Searches for rows of one connection whose results are not answered in SCIM. For whoever has a session, so that several
 * connections and what is beside the rows can be read in one snapshot.
 *
 * <p>Guarantees: the total is exact. Without a verification a list costs what its page costs and what is passed over, which
 * has its bound ({@link ScanLimits#indexRows}); with one, all candidates are looked at, within the bounds of
 * {@link ScanLimits}, and are otherwise refused with {@code tooMany}. In memory is a page, and a chunk of candidates.
 */
public final class ResourceSearch {
    /** Candidates that a search looks at without a turn. */
    private static final int AT_ONCE = 500;

    private static final int CHUNK = 200;
    private static final int CHUNK_BYTES = 4 << 20;

    private final ResourceLimits limits;

    ResourceSearch(ResourceLimits limits) {
        this.limits = limits;
    }

    /** Which of some candidates are meant, in their order. */
    @FunctionalInterface
    public interface Verification extends Function<List<StoredResource>, List<StoredResource>> {}

    /** Rows, and how many there are in all. */
    public record Found(long total, List<StoredResource> rows) {}

    /** The search looks at more than one without a turn may; nothing was found. */
    public static final class TurnNeededException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private TurnNeededException() {
            super("The search needs a turn.", null, false, false);
        }
    }

    /** What a search may still look at; shared by the connections that it goes through. */
    public static final class Budget {
        private final ScanLimits limits;
        private final boolean inTurn;
        private int rows;
        private long bytes;

        private Budget(ScanLimits limits, boolean inTurn) {
            this.limits = limits;
            this.inTurn = inTurn;
        }

        private void pay(StoredResource row) {
            bytes += row.document().length;
            rows++;
            if (!inTurn && rows > AT_ONCE) {
                throw new TurnNeededException();
            }
            if (rows > limits.resources() || bytes > limits.bytes()) {
                throw tooMany("No index serves this search, and it would look at more than " + limits.resources()
                        + " resources (limits.filter-scan) or " + limits.bytes()
                        + " bytes of them (limits.filter-scan-bytes).");
            }
        }
    }

    /** The budget of a search that may look at little, because it has no turn: {@link TurnNeededException} beyond that. */
    public Budget atOnce() {
        return new Budget(limits.scans(), false);
    }

    /** The whole budget of a search. */
    public Budget inTurn() {
        return new Budget(limits.scans(), true);
    }

    /** How many such searches may run at the same time, and for how long one waits. */
    public ScanLimits scans() {
        return limits.scans();
    }

    /**
     * What an index can say of a SCIM filter: it selects at least what the filter selects. {@link Condition.All} when that is
     * nothing, also when the filter cannot be read.
     */
    public Condition narrowing(ResourceKind kind, String filter) {
        try {
            Filter parsed = FilterParser.parse(
                    filter, kind.type(), Dialect.tolerant(), new FiredTolerances(), limits.filter());
            Narrowed narrowed = new FilterNarrowing(kind).narrow(parsed);
            return narrowed.condition();
        } catch (ScimException unreadable) {
            // It was made of somebody's mapping; what it would find, the verification finds.
            return new Condition.All();
        }
    }

    /**
     * A window of a list that needs no verification.
     *
     * @throws ScimException {@code tooMany} when more rows of an index would be passed over or counted than may be
     */
    public Found list(ReadSession session, ResourceQuery list) {
        long total = session.resources()
                .count(list.connection(), list.type(), list.condition(), limits.scans().indexRows() + 1L);
        boolean byPlace = list.condition() instanceof Condition.All && list.order() == IndexColumn.ID;
        if (!byPlace
                && (list.offset() > limits.scans().indexRows()
                        || total > limits.scans().indexRows()
                                && !(list.condition() instanceof Condition.All))) {
            throw tooMany("This place in the list takes passing over more than " + limits.scans().indexRows()
                    + " rows of an index (limits.index-scan).");
        }
        return new Found(total, list.limit() == 0
                ? List.of()
                : session.resources().list(list, limits.pageBytes()).resources());
    }

    /**
     * A window of those candidates that are meant.
     *
     * @param list the candidates, with the offset and limit of the window
     * @param counts whether the total is wanted; otherwise it is that of what was looked at until the window was full
     * @throws ScimException {@code tooMany} when more would be looked at than may be
     */
    public Found list(
            ReadSession session, ResourceQuery list, Verification verification, boolean counts, Budget budget) {
        Window window = new Window(list.limit(), limits.pageBytes());
        long matches = 0;
        Optional<ResourceQuery.Position> after = list.after();
        boolean goesOn = true;
        while (goesOn) {
            ResourceStretch found = session.resources().list(Search.stretch(list, after, 0, CHUNK), CHUNK_BYTES);
            List<StoredResource> chunk = found.resources();
            for (StoredResource row : chunk) {
                budget.pay(row);
            }
            for (StoredResource row : verification.apply(chunk)) {
                if (matches++ >= list.offset()) {
                    window.add(row);
                }
            }
            goesOn = !found.ended() && !chunk.isEmpty() && (counts || !window.full());
            if (goesOn) {
                after = Optional.of(session.resources().position(list, chunk.getLast()));
            }
        }
        return new Found(matches, new ArrayList<>(window.resources()));
    }

    private static ScimException tooMany(String why) {
        return ScimException.of(ScimType.TOO_MANY, why);
    }
}
