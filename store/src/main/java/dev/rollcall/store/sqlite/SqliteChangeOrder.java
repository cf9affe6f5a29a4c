package dev.rollcall.store.sqlite;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.table.ChangeOrder;
import dev.rollcall.store.table.ChangePosition;
import java.util.Optional;

/** By sequence: there is one writer at a time, so the sequence is the order of commits. */
final class SqliteChangeOrder implements ChangeOrder {
    private static final Sql NEWEST = Sql.of("SELECT coalesce(max(seq), 0) FROM change");

    @Override
    public String place() {
        return "'0' AS commit_xid, change.seq AS commit_seq";
    }

    @Override
    public String sort() {
        return "change.seq";
    }

    @Override
    public String descending() {
        return "change.seq DESC";
    }

    @Override
    public Sql from(ChangePosition place, boolean inclusive) {
        return Sql.of("change.seq " + (inclusive ? ">=" : ">") + " ?", place.sequence());
    }

    @Override
    public Sql upTo(ChangePosition place) {
        return Sql.of("seq <= ?", place.sequence());
    }

    @Override
    public String settled() {
        return "1 = 1";
    }

    @Override
    public ChangePosition end(Database database) {
        return ChangePosition.behind(0, database.number(NEWEST));
    }

    @Override
    public long step(ChangePosition place) {
        return place.sequence();
    }

    @Override
    public ChangePosition beginning(long step) {
        return ChangePosition.behind(0, Math.max(0, step - 1));
    }

    @Override
    public EventId reached(ChangePosition end) {
        return new EventId(0, end.sequence(), 0).endOfChange();
    }

    @Override
    public String removable() {
        return "seq < (SELECT max(c.seq) FROM change c)";
    }

    /** A new row gets the number after the greatest one that is there. */
    @Override
    public Optional<ChangePosition> kept(Database database) {
        return Optional.of(end(database));
    }
}
