package dev.rollcall.store.session;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.table.ConnectionTable;
import dev.rollcall.store.table.GenerationTable;
import dev.rollcall.store.table.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One bounded piece of upkeep: at most {@link StoreOptions#sweepSize} rows of one kind, then the writer is free again.
 */
final class Upkeep {
    /** Writes that began before a connection was dropped are surely over after this; only then is it swept for good. */
    private static final Duration LATE_WRITES = Duration.ofHours(1);
    private static final int CONNECTIONS_A_PIECE = 50;

    /** What a connection owns, with the rest of each key. */
    private enum Owned {
        MEMBER("member", "group_id, membership, value"),
        RESOURCE("resource", "id"),
        RESOURCE_ENTRY("resource_entry", "type, attribute, value, qualifier, resource_id"),
        RESOURCE_COUNT("resource_count", "type"),
        RESOURCE_RANGE("resource_range", "type, high"),
        MEMBERSHIP_GENERATION("membership_generation", "group_id, membership"),
        TOMBSTONE("tombstone", "id"),
        /** The record that the connection is gone stays for its time. */
        CHANGE("change", "seq", "resource_type <> 'Connection'"),
        CHANGE_READER("change_reader", "name"),
        REQUEST_LOG("request_log", "id"),
        REQUEST_BODY("request_body", "id"),
        LOG_DROPPED("log_dropped", "connection_id"),
        TOKEN("token", "token_id");

        private final String table;
        private final String key;

        private final String condition;

        Owned(String table, String key) {
            this(table, key, "1 = 1");
        }

        Owned(String table, String key, String condition) {
            this.table = table;
            this.key = key;
            this.condition = condition;
        }
    }

    private final Tables tables;
    private final StoreOptions options;
    private final UpkeepTurn turn;

    Upkeep(Tables tables, StoreOptions options, UpkeepTurn turn) {
        this.tables = tables;
        this.options = options;
        this.turn = turn;
    }

    /** Does one piece. @return whether there may be more to do at once */
    boolean run(Instant logBefore, Instant changesBefore) {
        return sweepMemberships()
                || tables.counts().fold(options.sweepSize())
                || sweepConnections()
                || expire(logBefore, changesBefore);
    }

    private boolean sweepMemberships() {
        GenerationTable generations = tables.generations(options);
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

    private boolean sweepConnections() {
        for (ConnectionTable.Dropped dropped : tables.connections().dropped()) {
            for (Owned owned : Owned.values()) {
                if (sweep(owned, dropped.id())) {
                    return true;
                }
            }
            if (dropped.since().isBefore(options.clock().instant().minus(LATE_WRITES))) {
                tables.connections().swept(dropped.id());
            }
        }
        return false;
    }

    private boolean sweep(Owned owned, ConnectionId connection) {
        String sql = tables.dialect().sweep(owned.table, owned.key, condition(owned));
        return tables.database().update(Sql.of(sql, connection.value(), connection.value(), options.sweepSize())) > 0;
    }

    private String condition(Owned owned) {
        return owned == Owned.CHANGE
                ? owned.condition + " AND " + tables.dialect().changeOrder().removable()
                : owned.condition;
    }

    private boolean expire(Instant logBefore, Instant changesBefore) {
        List<ConnectionId> served = tables.connections().idsAfter(turn.lastConnection(), CONNECTIONS_A_PIECE);
        for (ConnectionId connection : served) {
            int dropped = tables.log().expire(connection, logBefore, options.sweepSize())
                    + tables.changeExpiry()
                            .expire(connection, changesBefore, options.stagingLifetime(),
                                    options.clock().instant(), options.sweepSize());
            if (dropped > 0) {
                // It may have more; the next piece comes to it again.
                return true;
            }
            turn.served(connection.value());
        }
        if (served.size() < CONNECTIONS_A_PIECE) {
            turn.served("");
            tables.connections().forgetSwept();
            return false;
        }
        return true;
    }
}
