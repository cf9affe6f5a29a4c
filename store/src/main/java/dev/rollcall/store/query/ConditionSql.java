package dev.rollcall.store.query;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Condition.All;
import dev.rollcall.directory.storage.Condition.And;
import dev.rollcall.directory.storage.Condition.Blocked;
import dev.rollcall.directory.storage.Condition.Comparator;
import dev.rollcall.directory.storage.Condition.Entry;
import dev.rollcall.directory.storage.Condition.HasMember;
import dev.rollcall.directory.storage.Condition.HasValue;
import dev.rollcall.directory.storage.Condition.MemberOf;
import dev.rollcall.directory.storage.Condition.None;
import dev.rollcall.directory.storage.Condition.Not;
import dev.rollcall.directory.storage.Condition.Number;
import dev.rollcall.directory.storage.Condition.Or;
import dev.rollcall.directory.storage.Condition.Text;
import dev.rollcall.directory.text.IndexText;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.store.jdbc.Sql;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition as a SQL expression over {@code resource r}. Lookups in other tables are semi-joins, so that their index
 * drives; a prefix is a range, never LIKE.
 */
final class ConditionSql {
    private final ConnectionId connection;
    private final String type;

    ConditionSql(ConnectionId connection, String type) {
        this.connection = connection;
        this.type = type;
    }

    Sql expression(Condition condition) {
        return switch (condition) {
            case All() -> Sql.of("1 = 1");
            case None() -> Sql.of("1 = 0");
            case And(List<Condition> parts) -> join(parts, " AND ", "1 = 1");
            case Or(List<Condition> parts) -> join(parts, " OR ", "1 = 0");
            // An absent value makes the part unknown, and a complement has to take it in.
            case Not(Condition part) -> new Sql.Builder().add("(").add(expression(part)).add(") IS NOT TRUE").build();
            case HasValue(var column) -> Sql.of("r." + Columns.name(column) + " IS NOT NULL");
            case Text(var column, var comparator, var value) -> text("r." + Columns.name(column), comparator, value);
            case Number(var column, var comparator, var value) -> column == IndexColumn.ACTIVE
                    ? active(comparator, value)
                    : Sql.of("r." + Columns.name(column) + operator(comparator) + "?", value);
            case Entry entry -> entry(entry);
            case HasMember(var value) -> hasMember(value);
            case Blocked() -> Sql.of("r.id IN (SELECT o.resource_id FROM overlay o WHERE o.connection_id = ?"
                    + " AND o.blocked = 1)", connection.value());
            case MemberOf(var groupId) -> memberOf(groupId);
        };
    }

    private Sql join(List<Condition> parts, String word, String whenEmpty) {
        if (parts.isEmpty()) {
            return Sql.of(whenEmpty);
        }
        List<Sql> expressions = parts.stream().map(this::expression).toList();
        return new Sql(expressions.stream().map(Sql::text).collect(Collectors.joining(word, "(", ")")),
                expressions.stream().flatMap(e -> e.binds().stream()).toList());
    }

    private static Sql text(String column, Comparator comparator, String value) {
        String cut = IndexText.cut(value);
        if (comparator != Comparator.STARTS_WITH) {
            return Sql.of(column + operator(comparator) + "?", cut);
        }
        return PrefixRange.end(cut)
                .map(end -> Sql.of("(" + column + " >= ? AND " + column + " < ?)", cut, end))
                .orElseGet(() -> Sql.of(column + " >= ?", cut));
    }

    /** With 0 or 1 in the text, so that the index of those who are not active can be used. */
    private static Sql active(Comparator comparator, long value) {
        boolean whenNot = satisfies(0, comparator, value);
        boolean whenActive = satisfies(1, comparator, value);
        if (whenNot == whenActive) {
            return Sql.of(whenActive ? "1 = 1" : "1 = 0");
        }
        return Sql.of(whenActive ? "r.active = 1" : "r.active = 0");
    }

    private static boolean satisfies(long actual, Comparator comparator, long value) {
        return switch (comparator) {
            case EQ -> actual == value;
            case GT -> actual > value;
            case GE -> actual >= value;
            case LT -> actual < value;
            case LE -> actual <= value;
            case STARTS_WITH -> throw noPrefix();
        };
    }

    private Sql entry(Entry entry) {
        Sql.Builder sql = new Sql.Builder().add("r.id IN (SELECT e.resource_id FROM resource_entry e"
                + " WHERE e.connection_id = ? AND e.type = ? AND e.attribute = ? AND ", connection.value(), type,
                entry.attribute());
        sql.add(text("e.value", entry.comparator(), entry.value()));
        if (!entry.qualifier().isEmpty()) {
            sql.add(" AND e.qualifier IN (" + "?, ".repeat(entry.qualifier().size() - 1) + "?)",
                    entry.qualifier().stream().map(IndexText::cutQualifier).toArray());
        }
        return sql.add(")").build();
    }

    /** Whether the member is being deleted is asked once: as a part of the join, a planner may look at all rows for each group. */
    private Sql hasMember(String value) {
        return Sql.of("r.id IN (SELECT m.group_id FROM member m JOIN resource g ON g.connection_id = m.connection_id"
                + " AND g.id = m.group_id AND g.membership = m.membership WHERE m.connection_id = ? AND m.value = ?"
                + " AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.connection_id = ? AND t.id = ?))",
                connection.value(),
                value, connection.value(), value);
    }

    private Sql memberOf(String groupId) {
        return Sql.of("r.id IN (SELECT m.value FROM resource g JOIN member m ON m.connection_id = g.connection_id"
                + " AND m.group_id = g.id AND m.membership = g.membership WHERE g.connection_id = ? AND g.id = ?"
                + ")", connection.value(), groupId);
    }

    private static String operator(Comparator comparator) {
        return switch (comparator) {
            case EQ -> " = ";
            case GT -> " > ";
            case GE -> " >= ";
            case LT -> " < ";
            case LE -> " <= ";
            case STARTS_WITH -> throw noPrefix();
        };
    }

    private static IllegalArgumentException noPrefix() {
        return new IllegalArgumentException("Numbers have no prefix.");
    }
}
