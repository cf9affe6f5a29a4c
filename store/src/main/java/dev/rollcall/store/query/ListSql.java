package dev.rollcall.store.query;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.IndexColumn;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.ResourceQuery.Position;
import dev.rollcall.store.jdbc.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A query as one or two statements that follow each other: resources with the column's value in its order, and those
 * without it, by id. Taken apart so, each walks an index; a descending list is the exact reverse of an ascending one.
 */
public final class ListSql {
    /** What a row of the result holds, see {@code ResourceTable}. */
    public static final String COLUMNS = "r.connection_id, r.type, r.id, r.version, r.created, r.last_modified,"
            + " r.membership, r.document";

    private final ResourceQuery query;
    private final String column;
    private final Sql condition;

    private ListSql(ResourceQuery query) {
        this.query = query;
        this.column = "r." + Columns.name(query.order());
        this.condition = new ConditionSql(query.connection(), query.type()).expression(query.condition());
    }

    /** The stretches of a query, in order. */
    public static List<Stretch> of(ResourceQuery query) {
        ListSql sql = new ListSql(query);
        Optional<Position> after = query.after();
        List<Stretch> stretches = new ArrayList<>();
        boolean optional = Columns.optional(query.order());
        boolean afterWithout = after.isPresent() && after.get().key().isEmpty() && optional;
        boolean afterWith = after.isPresent() && !afterWithout;
        if (optional && query.descending() && !afterWith) {
            stretches.add(sql.without(after));
        }
        if (!afterWithout || query.descending()) {
            stretches.add(sql.with(afterWith ? after : Optional.empty()));
        }
        if (optional && !query.descending()) {
            stretches.add(sql.without(afterWithout ? after : Optional.empty()));
        }
        return stretches;
    }

    /** How many resources satisfy a condition. */
    public static Sql count(ConnectionId connection, String type, Condition condition) {
        return new Sql.Builder().add("SELECT count(*) FROM resource r WHERE r.connection_id = ? AND r.type = ? AND ",
                connection.value(), type).add(new ConditionSql(connection, type).expression(condition)).build();
    }

    private Stretch with(Optional<Position> after) {
        Sql.Builder where = new Sql.Builder().add(condition);
        if (Columns.optional(query.order())) {
            where.add(" AND " + column + " IS NOT NULL");
        }
        String comparison = query.descending() ? " < " : " > ";
        after.ifPresent(position -> {
            if (Columns.unique(query.order())) {
                where.add(" AND " + column + comparison + "?", key(position));
            } else {
                where.add(" AND (" + column + ", r.id)" + comparison + "(?, ?)", key(position), position.id());
            }
        });
        String direction = query.descending() ? " DESC" : "";
        String order = Columns.unique(query.order())
                ? column + direction
                : column + direction + ", r.id" + direction;
        return new Stretch(query, where.build(), order);
    }

    private Stretch without(Optional<Position> after) {
        Sql.Builder where = new Sql.Builder().add(condition).add(" AND " + column + " IS NULL");
        after.ifPresent(p -> where.add(" AND r.id" + (query.descending() ? " < ?" : " > ?"), p.id()));
        return new Stretch(query, where.build(), query.descending() ? "r.id DESC" : "r.id");
    }

    private Object key(Position position) {
        String key = query.order() == IndexColumn.ID ? position.id() : position.key().orElse("");
        return Columns.numeric(query.order()) ? (Object) Long.valueOf(key) : key;
    }

    /** One statement of a query. */
    public record Stretch(ResourceQuery query, Sql where, String order) {

        /** Its rows. */
        public Sql rows(long offset, int limit) {
            Sql.Builder sql = from("SELECT " + COLUMNS).add(" ORDER BY " + order + " LIMIT ?", limit);
            return offset == 0 ? sql.build() : sql.add(" OFFSET ?", offset).build();
        }

        /** How many there are. */
        public Sql count() {
            return from("SELECT count(*)").build();
        }

        private Sql.Builder from(String select) {
            return new Sql.Builder().add(select + " FROM resource r WHERE r.connection_id = ? AND r.type = ? AND ",
                    query.connection().value(), query.type()).add(where);
        }
    }
}
