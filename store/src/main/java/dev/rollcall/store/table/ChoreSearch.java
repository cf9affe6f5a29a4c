package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Chore;
import dev.rollcall.directory.storage.Expiry;
import dev.rollcall.directory.storage.ExpiryPage;
import dev.rollcall.directory.storage.UpkeepView;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.table.ConnectionTable.Dropped;
import dev.rollcall.store.table.ConnectionTable.Oldest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks for upkeep that is due. */
class ChoreSearch implements UpkeepView {
    /** Writes that began before a connection was dropped are surely over after this; only then is it swept for good. */
    static final Duration LATE_WRITES = Duration.ofHours(1);

    /**
     * How many dropped connections a look asks about, those that are gone longest first: whoever is behind them is swept when the
     * time of late writes is over.
     */
    static final int DROPPED_AT_ONCE = 100;

    private final Tables tables;
    private final StoreOptions options;

    ChoreSearch(Tables tables, StoreOptions options) {
        this.tables = tables;
        this.options = options;
    }

    @Override
    public final List<Chore> due() {
        List<Chore> due = new ArrayList<>();
        Instant now = options.clock().instant();
        if (tables.generations().sweepable(now.minus(options.stagingLifetime())).isPresent()) {
            due.add(new Chore.SweepMembers());
        }
        ReadersBehind behind = readersBehind();
        for (Dropped dropped : tables.connections().dropped(DROPPED_AT_ONCE)) {
            if (behind.keep(dropped)) {
                continue;
            }
            if (dropped.swept() || isOver(dropped, now) || ownsAnything(dropped.id())) {
                due.add(new Chore.SweepConnection(dropped.id()));
            }
        }
        if (tables.counts().isFoldable()) {
            due.add(new Chore.FoldCounts());
        }
        return due;
    }

    @Override
    public final ExpiryPage expired(String after, int limit, Expiry expiry) {
        List<Oldest> page = tables.connections().oldestAfter(after, limit, tables.dialect().changeOrder());
        Instant now = options.clock().instant();
        List<ConnectionId> due = page.stream()
                .filter(oldest -> oldest.log().filter(time -> time.isBefore(expiry.log())).isPresent()
                        || oldest.change().filter(time -> time.isBefore(expiry.changes())).isPresent()
                        || oldest.kept().filter(until -> !until.isAfter(now)).isPresent()
                        || oldest.block().filter(time -> LogBlocks.isOld(time, now)).isPresent())
                .map(Oldest::id)
                .toList();
        boolean audit = after.isEmpty()
                && tables.audit().oldest().filter(time -> time.isBefore(expiry.audit())).isPresent();
        boolean assertions = after.isEmpty() && tables.clients().remembersExpired(now);
        List<Chore> streams = new ArrayList<>();
        if (after.isEmpty()) {
            tables.streamSweep().due(now, DROPPED_AT_ONCE).forEach(gone -> streams.add(new Chore.SweepStream(gone)));
            streams.addAll(tables.deliveryExpiry().due(expiry, now));
        }
        return new ExpiryPage(due, page.size() < limit ? "" : page.getLast().id().value(), audit, assertions,
                streams);
    }

    final ReadersBehind readersBehind() {
        return new ReadersBehind(tables.database(), tables.dialect().changeOrder(), tables.changeReaders(),
                options.clock().instant());
    }

    static boolean isOver(Dropped dropped, Instant now) {
        return dropped.since().isBefore(now.minus(LATE_WRITES));
    }

    private boolean ownsAnything(ConnectionId connection) {
        return tables.database()
                .first(Owned.anythingOf(connection, tables.dialect()), row -> row.number(1))
                .isPresent();
    }
}
