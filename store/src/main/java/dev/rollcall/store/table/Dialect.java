package dev.rollcall.store.table;

import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Member;
import dev.rollcall.store.jdbc.Binding;
import dev.rollcall.store.jdbc.Database;
import java.time.Instant;
import java.util.List;

/** What differs between the engines; everything else is the same SQL. */
public interface Dialect extends Binding {

    /** The engine's name for logs. */
    String engine();

    /** The placeholder for a document that is bound as bytes. */
    String document();

    /** A table of one column {@code value} over strings that are bound as one value. */
    String values(String alias);

    /** Adds to the count of live resources of a type. */
    void addCount(Database database, ConnectionId connection, String type, long difference);

    /** Folds the counts. @return whether there may be more to fold */
    boolean foldCounts(Database database, int limit);

    /** A number that no generation of memberships has or had. */
    long nextMembership(Database database);

    /** Adds membership rows that are not there yet. @param members in the order of their values, each value once */
    List<String> insertMembers(
            Database database, ConnectionId connection, String groupId, long membership, List<Member> members);

    /** Removes membership rows that are there. @param values in order, each once */
    List<String> deleteMembers(
            Database database, ConnectionId connection, String groupId, long membership, List<String> values);

    /** A statement that deletes some rows of a connection, given that connection twice and how many. */
    String sweep(String table, String restOfKey);

    /** Appends to the change record. */
    void appendChange(Database database, ChangeRecord change);

    /** Complete changes after a position. */
    ChangeFeedPage changes(Database database, ConnectionId connection, String afterPosition, int limit);

    /**
     * Drops the oldest changes of a connection if they are older than a time and no reader is before them.
     *
     * @return how many rows were dropped
     */
    int expireChanges(Database database, ConnectionId connection, Instant before, int limit);
}
