package dev.rollcall.store.query;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.ResourceQuery.Position;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.store.jdbc.Sql;
import java.util.List;
import java.util.Optional;

/**
 * A query as one or two statements that follow each other, each of which walks an index: resources with the column's
 * value in its order and then those without it by id, or those who are not active and then those who are, each by id. A
 * descending list is the exact reverse of an ascending one.
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
        List<Part> parts = sql.parts();
        List<Part> inOrder = query.descending() ? parts.reversed() : parts;
        Optional<Part> current = query.after().map(position -> sql.partOf(parts, position));
        return inOrder.stream()
                .dropWhile(part -> current.isPresent() && part != current.get())
                .map(part -> sql.stretch(part, query.after().filter(_ -> current.get() == part)))
                .toList();
    }

    /** The stretch of a query in the order of ids that begins at a bound between resources. */
    public static Stretch from(ResourceQuery query, String bound) {
        ListSql sql = new ListSql(query);
        String comparison = query.descending() ? " < ?" : " >= ?";
        Sql where = new Sql.Builder().add(sql.condition).add(" AND r.id" + comparison, bound).build();
        return new Stretch(query, where, query.descending() ? "r.id DESC" : "r.id");
    }

    /** How many resources satisfy a condition, of which at most so many are counted. */
    public static Sql count(ConnectionId connection, String type, Condition condition, long limit) {
        return new Sql.Builder().add("SELECT count(*) FROM (SELECT 1 FROM resource r WHERE r.connection_id = ?"
                + " AND r.type = ? AND ", connection.value(), type)
                .add(new ConditionSql(connection, type).expression(condition))
                .add(" LIMIT ?) counted", limit)
                .build();
    }

    /** Some of the list: which, and whether the column orders it or the id alone. */
    private record Part(String restriction, boolean byColumn) {}

    private List<Part> parts() {
        if (query.order() == IndexColumn.ACTIVE) {
            return List.of(new Part(" AND r.active = 0", false), new Part(" AND r.active = 1", false));
        }
        return Columns.optional(query.order())
                ? List.of(new Part(" AND " + column + " IS NOT NULL", true),
                        new Part(" AND " + column + " IS NULL", false))
                : List.of(new Part("", true));
    }

    private Part partOf(List<Part> parts, Position position) {
        boolean last = query.order() == IndexColumn.ACTIVE
                ? position.key().equals(Optional.of("1"))
                : position.key().isEmpty();
        return last ? parts.getLast() : parts.getFirst();
    }

    private Stretch stretch(Part part, Optional<Position> after) {
        Sql.Builder where = new Sql.Builder().add(condition).add(part.restriction());
        boolean columnAlone = part.byColumn() && Columns.unique(query.order());
        String comparison = query.descending() ? " < " : " > ";
        String direction = query.descending() ? " DESC" : "";
        after.ifPresent(position -> {
            if (columnAlone) {
                where.add(" AND " + column + comparison + "?", key(position));
            } else if (part.byColumn()) {
                where.add(" AND (" + column + ", r.id)" + comparison + "(?, ?)", key(position), position.id());
            } else {
                where.add(" AND r.id" + comparison + "?", position.id());
            }
        });
        String byId = "r.id" + direction;
        String byColumn = column + direction;
        String order = columnAlone ? byColumn : part.byColumn() ? byColumn + ", " + byId : byId;
        return new Stretch(query, where.build(), order);
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
