package dev.rollcall.store.table;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.util.Optional;

/** How an engine orders the rows of the change record, so that a reader who goes by that order never passes a late commit. */
public interface ChangeOrder {

    /** The two columns of a place, as {@code commit_xid} and {@code commit_seq}, for the list of a SELECT. */
    String place();

    /** What to sort by. */
    String sort();

    /** What to sort by from the newest on. */
    String descending();

    /** The condition that a row lies behind a place, or at it as well. */
    Sql from(ChangePosition place, boolean inclusive);

    /** The condition that a row lies at a place or before it. */
    Sql upTo(ChangePosition place);

    /** The condition that no transaction that is still running can bring a row before this one. */
    String settled();

    /** A place before every row that is not committed yet. */
    ChangePosition end(Database database);

    /** The number that a search halves: it never falls along the record. */
    long step(ChangePosition place);

    /** The place before every row of that number. */
    ChangePosition beginning(long step);

    /** Up to where a session that reads this end sees every change, and none that it does not see lies before. */
    EventId reached(ChangePosition end);

    /** The condition that a row may go; see {@link #kept}. */
    String removable();

    /** A row that must stay, so that its number never comes back; empty where numbers do not come back anyway. */
    Optional<ChangePosition> kept(Database database);

    /** Reads {@link #place} from a column on. */
    default ChangePosition read(Row row, int first) {
        return ChangePosition.behind(Long.parseUnsignedLong(row.text(first)), row.number(first + 1));
    }
}
