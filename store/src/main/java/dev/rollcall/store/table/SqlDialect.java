package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.store.jdbc.Binding;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What differs between the engines; everything else is the same SQL. */
public interface SqlDialect extends Binding {
    /** How old rows of the log are at least before they are summed up: their neighbours are mostly written by then. */
    Duration LOG_SETTLES = Duration.ofSeconds(10);

    /** The engine's name for logs. */
    String engine();

    /** The placeholder for a document that is bound as bytes. */
    String document();

    /**
     * That a column is one of some strings, which are bound as one value. Each string is looked up in the index that ends
     * with the column, however many rows have the columns before it in common and however often the statement ran.
     */
    String isOneOf(String column);

    /** That a column is one of some strings, in the shortest form: of one, it costs half to compare with it alone. */
    default Sql isOneOf(String column, List<String> values) {
        return values.size() == 1
                ? Sql.of(column + " = ?", values.getFirst())
                : Sql.of(isOneOf(column), new Sql.Texts(values));
    }

    /** A left join that looks each row up by itself, however many the planner takes them for. */
    String eachJoined(String table, String alias, String condition);

    /** What follows a table's alias so that this index is gone by, where a planner without figures would take another. */
    String by(String index);

    /** Runs statements that are to walk an index in its order instead of gathering all of it first. */
    <T> T inIndexOrder(Database database, Supplier<T> statements);

    /** The present in milliseconds as an expression: by the clock that all nodes share. @param clock of a store that has no other */
    Sql now(Clock clock);

    /** Waits for a lane of a share and keeps it until this transaction is over, beside the one that it is in. */
    void enter(Database database, Share share, String lane);

    /** What ends a SELECT whose rows nobody else is to change before this transaction is over. */
    String forUpdate();

    /** The same of the rows of one alias, leaving out those that somebody else has locked. */
    String forUpdateOfFree(String alias);

    /**
     * Waits for whoever holds a name alone, on any node, and keeps others from doing so until this transaction is over.
     *
     * @param alone whether others are kept from it altogether
     */
    void hold(Database database, String name, boolean alone);

    /** Rows that are bound as one value, to be selected from, see {@link JsonRows}. */
    String rows(List<JsonRows.Column> columns);

    /** The counts of live resources and of their ranges. */
    CountTable counts(Database database);

    /** Whether one process writes at a time, in one transaction after the other. */
    boolean hasOneWriter();

    /** Other transactions that run now, on whatever node, see {@link dev.rollcall.directory.storage.ConnectionJobView#running}. */
    Set<String> running(Database database);

    /**
     * Before which time the log's rows can be summed up: of all that are older, each is either seen by what this transaction reads from now
     * on, or its writer will see what this transaction makes or find that it {@linkplain #isLate is late}.
     */
    Instant settledLog(Database database, Instant now);

    /** Whether a row of that time is written so late that somebody may be summing up its neighbours without seeing it. */
    boolean isLate(Instant time, Instant now);

    /** How the change record is ordered. */
    ChangeOrder changeOrder();

    /** A number that no generation of memberships has or had. */
    long nextMembership(Database database);

    /** Adds membership rows that are not there yet. @param members in the order of their values, each value once */
    List<String> insertMembers(
            Database database, ConnectionId connection, String groupId, long membership, List<Member> members);

    /** Removes membership rows that are there. @param values in order, each once */
    List<String> deleteMembers(
            Database database, ConnectionId connection, String groupId, long membership, List<String> values);

    /**
     * A statement that deletes some rows of a connection, given that connection twice and how many.
     *
     * @param condition which of its rows
     */
    String sweep(String table, String owner, String restOfKey, String condition);
}
