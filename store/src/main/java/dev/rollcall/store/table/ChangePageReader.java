package dev.rollcall.store.table;

import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.store.table.ChangeTable.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one page of the change record: at most so many records, and no more once they have {@value #BYTES} bytes. */
final class ChangePageReader {
    static final long BYTES = 8L << 20;

    private final ChangeTable table;
    private final int limit;
    private final boolean images;
    private final List<ChangeRecord> page = new ArrayList<>();
    private long size;

    ChangePageReader(ChangeTable table, int limit, boolean images) {
        this.table = table;
        this.limit = limit;
        this.images = images;
    }

    ChangeFeedPage page(Optional<ConnectionId> connection, ChangePosition after) {
        ChangePosition position = after;
        List<End> ends = table.ends(connection, after, after.part() > 0, limit, images);
        int next = 0;
        while (next < ends.size() && !full()) {
            End end = ends.get(next);
            if (end.part() == 0) {
                int behind = run(ends, next);
                page.addAll(table.ends(connection, end.place(), ends.get(behind - 1).place(), images));
                position = ends.get(behind - 1).place();
                next = behind;
            } else {
                position = parts(connection, end, position.compareTo(end.place()) == 0 ? position.part() : 0);
                next++;
            }
        }
        return new ChangeFeedPage(page, position.text());
    }

    private boolean full() {
        return page.size() >= limit || size >= BYTES;
    }

    /** How far the changes of one part each reach that are read by one statement. */
    private int run(List<End> ends, int first) {
        int next = first;
        int records = page.size();
        while (next < ends.size() && ends.get(next).part() == 0 && records < limit && size < BYTES) {
            size += ends.get(next).size();
            records++;
            next++;
        }
        return next;
    }

    /** Reads a change from a part on. @return the position behind what was read */
    private ChangePosition parts(Optional<ConnectionId> connection, End end, int from) {
        for (int part = from; part < end.part(); part++) {
            if (full()) {
                return new ChangePosition(end.place().transaction(), end.place().sequence(), part);
            }
            ChangeRecord record = table.part(end, part, images)
                    .orElseThrow(() -> new IllegalStateException("The change " + end.changeId() + " lacks a part."));
            page.add(record);
            size += bytes(record);
        }
        if (full()) {
            return new ChangePosition(end.place().transaction(), end.place().sequence(), end.part());
        }
        page.addAll(table.ends(connection, end.place(), end.place(), images));
        size += end.size();
        return end.place();
    }

    private static long bytes(ChangeRecord record) {
        return record.plan().length() + record.image().document().map(String::length).orElse(0)
                + record.image().overlay().map(overlay -> overlay.content().length()).orElse(0);
    }
}
