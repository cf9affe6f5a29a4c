package dev.rollcall.store.postgres;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.table.ChangeOrder;
import dev.rollcall.store.table.ChangePosition;
import java.util.Optional;

/**
 * By (transaction, sequence), and only as far as no transaction is still running: a sequence alone would let a reader
 * pass a change that commits late.
 *
 * <p>Works on one resource take its lane's lock before their transaction gets its number, so the changes of one
 * resource are in the order of its versions.
 */
final class PostgresChangeOrder implements ChangeOrder {
    @Override
    public String place() {
        return "change.xid::text AS commit_xid, change.seq AS commit_seq";
    }

    @Override
    public String sort() {
        return "change.xid, change.seq";
    }

    @Override
    public String descending() {
        return "change.xid DESC, change.seq DESC";
    }

    @Override
    public Sql from(ChangePosition place, boolean inclusive) {
        return Sql.of("(change.xid, change.seq) " + (inclusive ? ">=" : ">") + " (?::xid8, ?)",
                place.transactionText(), place.sequence());
    }

    @Override
    public Sql upTo(ChangePosition place) {
        return Sql.of("(xid, seq) <= (?::xid8, ?)", place.transactionText(), place.sequence());
    }

    @Override
    public String settled() {
        return "change.xid < pg_snapshot_xmin(pg_current_snapshot())";
    }

    @Override
    public ChangePosition end(Database database) {
        return database.first(Sql.of("SELECT pg_snapshot_xmin(pg_current_snapshot())::text"), row -> ChangePosition
                .behind(Long.parseUnsignedLong(row.text(1)), 0)).orElseThrow();
    }

    @Override
    public long step(ChangePosition place) {
        return place.transaction();
    }

    @Override
    public ChangePosition beginning(long step) {
        return ChangePosition.behind(step, 0);
    }

    /** Changes of the transaction that the end is, and of later ones, may be seen or not. */
    @Override
    public EventId reached(ChangePosition end) {
        return new EventId(end.transaction(), 0, 0);
    }

    @Override
    public String removable() {
        return "1 = 1";
    }

    @Override
    public Optional<ChangePosition> kept(Database database) {
        return Optional.empty();
    }
}
