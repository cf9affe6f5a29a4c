package dev.rollcall.server.management;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which page of a list is asked for, and in which of Auth0's three shapes it is answered.
 *
 * <p>{@code take} or {@code from} ask for the pages after a cursor, an object with {@code next} until the last; otherwise
 * {@code page} and {@code per_page} ask for a page by its number, an object with {@code start}, {@code limit}, {@code
 * length} and {@code total} when {@code include_totals=true}, else a bare array. A page beyond the end is empty.
 */
public sealed interface PageRequest {
    /** How many items a page has at most. */
    int LARGEST = 100;
    /** How many it has unless the client says otherwise. */
    int USUAL = 50;
    /** So many items into a long list pages are found by their number; further on by a cursor. */
    int DEEPEST = 100_000;

    /** How many items the page has at most. */
    int limit();

    /** The page after a cursor; the first without one. */
    record AfterCursor(int limit, Optional<String> from) implements PageRequest {}

    /** @param totals whether the answer is an object with totals */
    record ByNumber(int page, int limit, boolean totals) implements PageRequest {
        /** How many items are before it. */
        public long offset() {
            return (long) page * limit;
        }
    }

    /** What a query asks for. */
    static PageRequest of(ManagementQuery query) {
        if (query.has("take") || query.has("from")) {
            return afterCursor(query);
        }
        int limit = query.number("per_page", USUAL, 1, LARGEST);
        int page = query.number("page", 0, 0, Integer.MAX_VALUE);
        return new ByNumber(page, limit, query.flag("include_totals", false));
    }

    /** That a page by its number is too far into a list that goes on there. */
    static ManagementFailure tooDeep() {
        return ManagementFailure
                .query("A page by its number reaches " + DEEPEST + " items into this list. Go on with take and from, or"
                        + " narrow the list.");
    }

    /** What a query asks for of a list that is paged by cursors alone. */
    static AfterCursor afterCursor(ManagementQuery query) {
        return new AfterCursor(query.number("take", USUAL, 1, LARGEST), query.text("from"));
    }

    /**
     * The answer of rows that may be large: each is made and written by itself, so that the objects of one are in memory at a time.
     *
     * @param name of the field that holds the items
     * @param form makes the item of a row
     * @param next the cursor of the page that follows; empty at the end
     * @param total how many items there are; asked for with totals alone
     */
    default <T> ManagementAnswer answer(
            String name, List<T> rows, Function<T, ObjectNode> form, Optional<String> next, OptionalLong total) {
        ObjectNode frame = switch (this) {
            case AfterCursor _ -> cursorFrame(next);
            case ByNumber byNumber when byNumber.totals() -> numberedFrame(byNumber, rows.size(), total);
            case ByNumber _ -> JsonNodeFactory.instance.objectNode();
        };
        boolean bare = this instanceof ByNumber byNumber && !byNumber.totals();
        return ManagementAnswer.written(new ItemWriter(bare ? "" : name).write(frame, rows, form));
    }

    private static ObjectNode cursorFrame(Optional<String> next) {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        // Left out at the end: an empty text makes a client ask for ever.
        next.ifPresent(cursor -> page.put("next", cursor));
        return page;
    }

    private static ObjectNode numberedFrame(ByNumber page, int length, OptionalLong total) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("start", page.offset())
                .put("limit", page.limit())
                .put("length", length)
                .put("total", total.orElse(page.offset() + length));
    }

    /**
     * The answer.
     *
     * @param name of the field that holds the items
     * @param next the cursor of the page that follows; empty at the end
     * @param total how many items there are; asked for with totals alone
     */
    default ManagementAnswer answer(
            String name, List<ObjectNode> items, Optional<String> next, OptionalLong total) {
        return answer(name, items, Function.identity(), next, total);
    }
}
