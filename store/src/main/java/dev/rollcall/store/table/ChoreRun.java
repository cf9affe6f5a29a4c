package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Chore;
import dev.rollcall.directory.storage.Expiry;
import dev.rollcall.directory.storage.UpkeepStore;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.table.ConnectionTable.Dropped;
import java.time.Instant;
import java.util.Optional;

/**
 * One bounded piece of upkeep: at most {@link StoreOptions#sweepSize} rows of one kind, then the writer is free again.
 */
final class ChoreRun extends ChoreSearch implements UpkeepStore {
    private final Tables tables;
    private final StoreOptions options;

    ChoreRun(Tables tables, StoreOptions options) {
        super(tables, options);
        this.tables = tables;
        this.options = options;
    }

    @Override
    public boolean run(Chore chore, Expiry expiry) {
        return switch (chore) {
            case Chore.SweepMembers _ -> sweepMembers();
            case Chore.SweepConnection(ConnectionId connection) -> sweepConnection(connection);
            case Chore.FoldCounts _ -> tables.counts().fold(options.sweepSize());
            case Chore.Expire(ConnectionId connection) -> expire(connection, expiry);
            case Chore.ForgetAssertions _ -> tables.clients()
                    .forgetExpired(options.clock().instant(), options.sweepSize()) > 0;
            case Chore.SweepStream(StreamId stream) -> tables.streamSweep()
                    .run(stream, options.clock().instant(), options.sweepSize());
            case Chore.ExpireDeliveries deliveries -> tables.deliveryExpiry()
                    .run(deliveries, expiry, options.clock().instant(), options.sweepSize());
            case Chore.ExpireAudit _ -> tables.audit().expire(expiry.audit(), options.sweepSize()) > 0;
        };
    }

    private boolean sweepMembers() {
        GenerationTable generations = tables.generations();
        Instant filledBefore = options.clock().instant().minus(options.stagingLifetime());
        return generations.sweepable(filledBefore).map(generation -> {
            // Marked first, so that whoever still fills it cannot bring it into force after its rows began to go.
            boolean unused = generations.abandon(
                    generation.connection(), generation.groupId(), generation.membership());
            if (unused && !tables.members().sweep(generation, options.sweepSize())) {
                generations.forget(generation);
            }
            return true;
        }).orElse(false);
    }

    private boolean sweepConnection(ConnectionId connection) {
        Optional<Dropped> dropped = tables.connections().dropped(connection);
        if (dropped.isEmpty() || readersBehind().keep(dropped.get())) {
            return false;
        }
        readersBehind().forget(dropped.get());
        for (Owned owned : Owned.values()) {
            if (sweep(owned, connection)) {
                return true;
            }
        }
        if (isOver(dropped.get(), options.clock().instant())) {
            tables.connections().swept(connection);
            tables.connections().forgetSwept(connection);
        }
        return false;
    }

    private boolean sweep(Owned owned, ConnectionId connection) {
        String sql = tables.dialect()
                .sweep(owned.table(), owned.owner(), owned.key(), owned.condition(tables.dialect()));
        return tables.database().update(Sql.of(sql, connection.value(), connection.value(), options.sweepSize())) > 0;
    }

    private boolean expire(ConnectionId connection, Expiry expiry) {
        int gone = tables.keptUsers().expire(connection, options.clock().instant(), options.sweepSize())
                + tables.log().expire(connection, expiry.log(), options.sweepSize())
                + tables.changeExpiry()
                        .expire(connection, expiry.changes(), options.stagingLifetime(), options.clock().instant(),
                                options.sweepSize());
        boolean moreBlocks = tables.log().makeBlocks(connection);
        return gone > 0 || moreBlocks;
    }
}
