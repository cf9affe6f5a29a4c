package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.resource.FilterNarrowing.Narrowed;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Condition.Comparator;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Searches for rows of one connection whose results are not answered in SCIM. For whoever has a session, so that several
 * connections and what is beside the rows can be read in one snapshot.
 *
 * <p>Guarantees: the total is exact. A list costs what its page costs and what is passed over, which has its bound
 * ({@link ScanLimits#indexRows}); candidates that are still to be looked at come in stretches, within the bounds of
 * {@link ScanLimits}, and are otherwise refused with {@code tooMany}. In memory is a page, or a stretch.
 */
public final class ResourceSearch {
    /** Candidates that a search looks at without a turn. */
    private static final int AT_ONCE = 500;

    private static final int CHUNK = 200;
    private static final int CHUNK_BYTES = 4 << 20;

    /** Whose turn a search through several connections is. */
    private static final ConnectionId SEVERAL = new ConnectionId("con_severalConnectns");

    private final ResourceLimits limits;
    private final ConnectionTurns turns;

    ResourceSearch(ResourceLimits limits, ConnectionTurns turns) {
        this.limits = limits;
        this.turns = turns;
    }

    /** Searches with turns of their own, for a process that serves nobody else. */
    public static ResourceSearch alone(ResourceLimits limits) {
        return new ResourceSearch(limits,
                ConnectionTurns.ofSearches(limits.scans().atOnce(), limits.scans().patience()));
    }

    /**
     * Rows, and how many there are in all.
     *
     * @param total 0 when it was not asked for
     * @param ended whether the list surely ends with the rows
     */
    public record Found(long total, List<StoredResource> rows, boolean ended) {}

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

        /** Takes back what was paid for candidates that are looked at later, with the next ones. */
        public void giveBack(List<StoredResource> later) {
            rows -= later.size();
            later.forEach(row -> bytes -= row.document().length);
        }
    }

    /** What a search may cost that no index serves. */
    public ScanLimits scans() {
        return limits.scans();
    }

    /** The budget of a search that may look at little, because it has no turn: {@link TurnNeededException} beyond that. */
    public Budget atOnce() {
        return new Budget(limits.scans(), false);
    }

    /** The whole budget of a search. */
    public Budget inTurn() {
        return new Budget(limits.scans(), true);
    }

    /**
     * Does a search in its turn, of which there are a few for all of the house, those of SCIM among them.
     *
     * @param connection whose turn it is; empty for a search through several
     * @throws ScimException 429 or 503 when no turn comes
     */
    public <T> T inTurn(Optional<ConnectionId> connection, Presence client, Supplier<T> work) {
        return turns.inTurn(connection.orElse(SEVERAL), client, work);
    }

    /** The same for a search in parts, which lets others go first between them. */
    public <T> T inTurn(Optional<ConnectionId> connection, Presence client, Function<PartedTurn, T> work) {
        return turns.inTurn(connection.orElse(SEVERAL), client, work);
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
     * @param counts whether the total is wanted
     * @throws ScimException {@code tooMany} when more rows of an index would be passed over or counted than may be
     */
    public Found list(ReadSession session, ResourceQuery list, boolean counts) {
        long total = counts
                ? session.resources()
                        .count(list.connection(), list.type(), list.condition(), limits.scans().indexRows() + 1L)
                : 0;
        if (list.limit() == 0 || counts && list.offset() >= total) {
            return new Found(total, List.of(), counts);
        }
        boolean byPlace = list.condition() instanceof Condition.All && list.order() == IndexColumn.ID;
        if (!byPlace
                && (list.offset() > limits.scans().indexRows()
                        || total > limits.scans().indexRows()
                                && !(list.condition() instanceof Condition.All))) {
            throw tooMany("This place in the list takes passing over more than " + limits.scans().indexRows()
                    + " rows of an index (limits.index-scan).");
        }
        ResourceStretch found = session.resources().list(list, limits.pageBytes());
        return new Found(total, found.resources(), found.ended());
    }

    /**
     * The next candidates of a search.
     *
     * @param list the candidates, in their order
     * @param after behind which they begin; empty for the first ones
     * @throws ScimException {@code tooMany} when more would be looked at than may be
     */
    public ResourceStretch candidates(
            ReadSession session, ResourceQuery list, Optional<ResourceQuery.Position> after, Budget budget) {
        ResourceStretch found = session.resources().list(Search.stretch(list, after, 0, CHUNK), CHUNK_BYTES);
        found.resources().forEach(budget::pay);
        return found;
    }

    /**
     * The next candidates who are not active or whom the administrator has blocked, in the order of their ids: each kind by its own
     * index, however many there are who are neither.
     */
    public ResourceStretch notLetIn(
            ReadSession session, ResourceQuery list, Optional<ResourceQuery.Position> after, Budget budget) {
        ResourceStretch inactive = session.resources()
                .list(Search.stretch(with(list, new Condition.Number(IndexColumn.ACTIVE, Comparator.EQ, 0)), after, 0,
                        CHUNK), CHUNK_BYTES);
        List<String> ids = session.overlays()
                .blocked(list.connection(), after.map(ResourceQuery.Position::id).orElse(""), CHUNK);
        ResourceStretch blocked = ids.isEmpty()
                ? new ResourceStretch(List.of(), true)
                : session.resources().list(Search.stretch(with(list, oneOf(ids)), after, 0, CHUNK), CHUNK_BYTES);
        boolean blockedEnd = blocked.resources().size() == ids.size() && ids.size() < CHUNK;
        NavigableMap<String, StoredResource> merged = new TreeMap<>();
        inactive.resources().forEach(row -> merged.put(row.id(), row));
        blocked.resources().forEach(row -> merged.put(row.id(), row));
        // Behind the end of the shorter stretch there may be others of its kind.
        List<StoredResource> sure = new ArrayList<>(merged.values());
        if (!inactive.ended()) {
            sure.removeIf(row -> row.id().compareTo(inactive.resources().getLast().id()) > 0);
        }
        if (!blockedEnd) {
            sure.removeIf(row -> row.id().compareTo(blocked.resources().getLast().id()) > 0);
        }
        sure.forEach(budget::pay);
        return new ResourceStretch(sure, inactive.ended() && blockedEnd);
    }

    private static Condition oneOf(List<String> ids) {
        return new Condition.Or(ids.stream()
                .<Condition>map(id -> new Condition.Text(IndexColumn.ID, Comparator.EQ, id))
                .toList());
    }

    private static ResourceQuery with(ResourceQuery list, Condition condition) {
        return new ResourceQuery(list.connection(), list.type(), condition, list.order(), list.descending(),
                list.after(),
                list.offset(), list.limit());
    }

    private static ScimException tooMany(String why) {
        return ScimException.of(ScimType.TOO_MANY, why);
    }
}
