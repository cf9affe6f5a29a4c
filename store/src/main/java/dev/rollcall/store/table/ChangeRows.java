package dev.rollcall.store.table;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeImage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.store.jdbc.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** How the rows of the change record are read. */
final class ChangeRows {
    /** What is told of a change. */
    static final String COLUMNS = "connection_id, change_id, part, last, resource_type, resource_id, user_name,"
            + " external_id, display_name, action, version, time, actor_kind, actor_id, request_id, plan, mapping";

    /** What shows its subject at that version. */
    static final String IMAGE = "created, person, linked, beside, image";

    private ChangeRows() {}

    /** What a record is read from. @param images whether with what may be large and only rendering needs */
    static String columns(boolean images) {
        return COLUMNS + ", created, person, linked, " + (images ? "beside, image" : "NULL AS beside, NULL AS image");
    }

    /** How many bytes a record has. @param images whether with what may be large and only rendering needs */
    static String size(boolean images) {
        return " octet_length(plan)"
                + (images ? " + coalesce(octet_length(beside), 0) + coalesce(octet_length(image), 0)" : "");
    }

    /**
     * A row of {@link #columns}.
     *
     * @param before how many columns come before them
     * @param end the place of the row that ends its change
     */
    static ChangeRecord read(Row row, int before, ChangePosition end) {
        Subject subject = new Subject(row.text(before + 5), row.text(before + 6), row.optionalText(before + 7),
                row.optionalText(before + 8), row.optionalText(before + 9));
        Cause cause = new Cause(new Actor(Actor.Kind.of(row.text(before + 13)), row.optionalText(before + 14)),
                row.optionalText(before + 15));
        int part = (int) row.number(before + 3);
        return new ChangeRecord(new ConnectionId(row.text(before + 1)), row.text(before + 2), part,
                row.flag(before + 4), subject, row.text(before + 10), row.number(before + 11),
                row.instant(before + 12), cause, row.text(before + 16),
                row.value(before + 17)
                        .map(version -> OptionalInt.of(((Long) version).intValue()))
                        .orElseGet(OptionalInt::empty),
                Optional.of(EventId.ofPart(end.transaction(), end.sequence(), part)), image(row, before + 17));
    }

    private static ChangeImage image(Row row, int before) {
        return new ChangeImage(row.optionalInstant(before + 1), row.optionalText(before + 2),
                row.optionalText(before + 3).map(ChangeRows::account),
                row.optionalText(before + 4).map(ChangeRows::beside), row.optionalText(before + 5));
    }

    private static ChangeImage.Account account(String text) {
        int blank = text.indexOf(' ');
        return new ChangeImage.Account(new ConnectionId(text.substring(0, blank)), text.substring(blank + 1));
    }

    private static ChangeImage.Beside beside(String text) {
        String[] parts = text.split(" ", 3);
        return new ChangeImage.Beside(parts[0].equals("1"),
                parts[1].isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(Long.parseLong(parts[1]))),
                parts[2]);
    }
}
