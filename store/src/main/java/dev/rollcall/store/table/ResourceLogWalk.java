package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds rows about one resource of one connection, in the order of their ids: it walks over the connection's blocks and looks through
 * those that may have some, through the late rows, and through what no block reaches to yet.
 *
 * <p>Costs: as many rows that are passed over, and bytes of blocks, as its {@link Limits} say, and one stretch or block; the walk then ends
 * early, and says up to where it came.
 */
final class ResourceLogWalk {
    /**
     * What one walk may cost.
     *
     * @param stretch rows without a block that one statement looks through
     * @param rows rows that are looked through for those about the resource; a page of a person's log never comes to as many, were each of
     *     its rows in a block of its own
     * @param bytes of blocks, each row having four at most
     */
    record Limits(int stretch, long rows, long bytes) {
        static final Limits USUAL = new Limits(10_000, 300_000, 16 << 20);
    }

    private final Database database;
    private final LogBlocks blocks;
    private final LogSearch search;
    private final ConnectionId connection;
    private final String resource;
    private final boolean back;
    private final long wanted;
    private final Limits limits;
    /** The bound that the walk ends at; no row at it counts. */
    private final String end;
    private final Deque<Found> late = new ArrayDeque<>();
    private final List<String> matching = new ArrayList<>();
    /** The bound up to which all was looked at; no row at it counts any more. */
    private String reached;
    private int looked;
    private long rows;
    private long bytes;

    ResourceLogWalk(Database database, LogBlocks blocks, LogSearch search, Limits limits) {
        this.database = database;
        this.blocks = blocks;
        this.search = search;
        this.limits = limits;
        this.connection = search.connection().orElseThrow();
        this.resource = search.resourceId().orElseThrow();
        this.back = search.newestFirst();
        this.wanted = search.offset() + search.limit() + 1L;
        String low = later(LogWalk.firstId(search.since()).orElse(""), back ? "" : search.from().orElse(""));
        String high = earlier(LogWalk.endId(search.until()).orElse(LogBlocks.BEHIND_ALL),
                back ? search.from().orElse(LogBlocks.BEHIND_ALL) : LogBlocks.BEHIND_ALL);
        this.reached = back ? high : low;
        this.end = back ? low : high;
    }

    /**
     * What was found.
     *
     * @param ids of the rows that match, in the order of the search; no more than are passed over, wanted, and one
     * @param reached up to which id all was looked at; empty when that is all there is
     */
    record Path(List<String> ids, Optional<String> reached) {}

    Path run() {
        if (low().compareTo(high()) < 0) {
            database.each(late(search, low(), high()), row -> late.add(Found.read(row)));
            String covered = blocks.covered(connection).orElse("");
            if (back) {
                beyondBlocks(covered);
            }
            if (!isOver()) {
                blocks.beyond(connection, reached, back, this::pass);
            }
            if (!back && !isOver()) {
                beyondBlocks(covered);
            }
            if (!isOver()) {
                look("", LogBlocks.BEHIND_ALL, false);
            }
        }
        return new Path(matching, isOver() ? Optional.of(reached) : Optional.empty());
    }

    /** Looks through what no block reaches to. */
    private void beyondBlocks(String covered) {
        while (!isOver()) {
            String first = later(covered, low());
            String last = high();
            if (first.compareTo(last) >= 0) {
                return;
            }
            Optional<String> stretch = database.first(stretch(search, first, last, limits.stretch()),
                    row -> row.text(1));
            look(back ? stretch.orElse(first) : first, back ? last : stretch.orElse(last), true);
            if (stretch.isEmpty()) {
                return;
            }
            rows += limits.stretch();
        }
    }

    /** @return whether the next block is to be looked at */
    private boolean pass(LogBlock block) {
        if (back ? block.last().compareTo(end) <= 0 : block.first().compareTo(end) >= 0) {
            return false;
        }
        if (back && block.first().compareTo(reached) >= 0) {
            // The one in which the look before ended, or one that lies within another: nothing of it is left.
            return true;
        }
        boolean may = block.mayHave(resource);
        look(block.first(), block.last(), may);
        bytes += block.size();
        rows += may ? LogBlocks.ROWS : 0;
        return !isOver();
    }

    /**
     * Takes the rows from one id to another, of which none beyond was looked at yet.
     *
     * @param all whether the log itself is looked through, or the late rows alone
     */
    private void look(String first, String last, boolean all) {
        Comparator<String> order = Comparator.naturalOrder();
        Map<String, Boolean> found = new TreeMap<>(back ? order.reversed() : order);
        String from = later(first, low());
        String to = earlier(last, high());
        if (all) {
            // Two more: the rows at the bounds, which do not count.
            database.each(rows(search, from, to, search.budget() - looked + 2L), row -> {
                Found one = Found.read(row);
                found.put(one.id(), one.matches());
            });
        }
        while (!late.isEmpty()
                && (back ? late.getFirst().id().compareTo(first) >= 0
                        : late.getFirst().id().compareTo(last) <= 0)) {
            Found one = late.removeFirst();
            found.put(one.id(), one.matches());
        }
        for (Map.Entry<String, Boolean> row : found.entrySet()) {
            if (isOver()) {
                return;
            }
            if (row.getKey().compareTo(low()) > 0 && row.getKey().compareTo(high()) < 0) {
                looked++;
                reached = row.getKey();
                if (row.getValue()) {
                    matching.add(row.getKey());
                }
            }
        }
        if (!isOver()) {
            reached = back ? earlier(reached, first) : later(reached, last);
        }
    }

    private boolean isOver() {
        return looked >= search.budget()
                || matching.size() >= wanted
                || rows >= limits.rows()
                || bytes >= limits.bytes();
    }

    private String low() {
        return back ? end : reached;
    }

    private String high() {
        return back ? reached : end;
    }

    /** Finds the last of so many rows of the connection between two ids. */
    static Sql stretch(LogSearch search, String low, String high, int rows) {
        return new Sql.Builder().add("SELECT l.id FROM request_log l WHERE ")
                .add(LogBlocks.between(search.connection().orElseThrow(), low, high))
                .add(LogBlocks.order(search.newestFirst()) + " LIMIT 1 OFFSET ?", rows - 1L)
                .build();
    }

    /** Finds the rows about the resource from one id to another, and whether each is one that is asked for. */
    static Sql rows(LogSearch search, String first, String last, long most) {
        return matches(search).add(" FROM request_log l WHERE ")
                .add(LogBlocks.from(search.connection().orElseThrow(), first, last))
                .add(" AND l.resource_id = ?" + LogBlocks.order(search.newestFirst()) + " LIMIT ?",
                        search.resourceId().orElseThrow(), most)
                .build();
    }

    /** Finds the late rows about the resource between two ids. */
    static Sql late(LogSearch search, String low, String high) {
        return matches(search).add(" FROM request_log_late a JOIN request_log l ON l.connection_id = a.connection_id"
                + " AND l.id = a.id WHERE a.connection_id = ? AND a.resource_id = ? AND a.id > ? AND a.id < ?"
                + " ORDER BY a.id" + (search.newestFirst() ? " DESC" : "") + " LIMIT ?",
                search.connection().orElseThrow().value(),
                search.resourceId().orElseThrow(), low, high, search.budget()).build();
    }

    private static Sql.Builder matches(LogSearch search) {
        return LogWalk.filter(search, new Sql.Builder().add("SELECT l.id, CASE WHEN 1 = 1"))
                .add(" THEN 1 ELSE 0 END");
    }

    private static String later(String one, String other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static String earlier(String one, String other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** A row about the resource, and whether it is one that is asked for. */
    private record Found(String id, boolean matches) {
        static Found read(Row row) {
            return new Found(row.text(1), row.flag(2));
        }
    }
}
