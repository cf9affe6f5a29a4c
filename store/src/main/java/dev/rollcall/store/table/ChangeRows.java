package dev.rollcall.store.table;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeImage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.store.jdbc.Row;
import java.util.Optional;
import java.util.OptionalInt;

/** How the rows of the change record are read. */
final class ChangeRows {
    /** The columns of a record. */
    static final String COLUMNS = "connection_id, change_id, part, last, resource_type, resource_id, user_name,"
            + " external_id, display_name, action, version, time, actor_kind, actor_id, request_id, plan, mapping";

    private ChangeRows() {}

    /** What a record is read from. @param images whether with what only rendering needs */
    static String columns(boolean images) {
        return COLUMNS;
    }

    /** How many bytes a record has. @param images whether with what only rendering needs */
    static String size(boolean images) {
        return " octet_length(plan)";
    }

    /**
     * A row of {@link #columns}.
     *
     * @param before how many columns come before them
     * @param end the place of the row that ends its change
     */
    static ChangeRecord read(Row row, int before, ChangePosition end, boolean images) {
        Subject subject = new Subject(row.text(before + 5), row.text(before + 6), row.optionalText(before + 7),
                row.optionalText(before + 8),
                row.optionalText(before + 9));
        Cause cause = new Cause(new Actor(Actor.Kind.of(row.text(before + 13)), row.optionalText(before + 14)),
                row.optionalText(before + 15));
        int part = (int) row.number(before + 3);
        return new ChangeRecord(new ConnectionId(row.text(before + 1)), row.text(before + 2), part,
                row.flag(before + 4), subject,
                row.text(before + 10), row.number(before + 11), row.instant(before + 12), cause, row.text(before + 16),
                row.value(before + 17)
                        .map(version -> OptionalInt.of(((Long) version).intValue()))
                        .orElseGet(OptionalInt::empty),
                Optional.of(EventId.ofPart(end.transaction(), end.sequence(), part)), ChangeImage.NONE);
    }
}
