package dev.rollcall.store.table;

import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;

/**
 * Statements that find the connections of which somebody should know although nothing has failed there.
 *
 * <p>Guarantees: they cost what they find, however many connections and credentials there are: those that are stopped have an index of
 * their own, and those whose credentials end are found by the index of such ends, and then looked up one by one.
 */
final class StandingConnections {
    /** As the index has it, and therefore without a parameter. The third word of a guard says whether it holds. */
    private static final String STOPPED = "(c.endpoint = 'paused' OR c.guard LIKE '% % 1 %')";

    private StandingConnections() {}

    /** Those that are paused, or whose guard holds users, by the time of their creation. @param index of these */
    static Sql stopped(String index, int limit) {
        return Sql.of("SELECT " + ConnectionTable.FIELDS + " FROM connection c" + index + " WHERE " + STOPPED
                + " ORDER BY c.created_at, c.connection_id LIMIT ?", limit);
    }

    /**
     * Those whose every credential has an end, the last one within a time, with that end. Whether there is another credential is asked in a
     * way that can only be planned as a look-up for each.
     */
    static Sql lapsing(Instant from, Instant until, int limit) {
        return new Sql.Builder()
                .add("SELECT " + ConnectionTable.FIELDS + ", ends.last_end FROM (SELECT credential.connection_id,"
                        + " max(credential.valid_until) AS last_end FROM (SELECT connection_id, valid_until FROM token"
                        + " WHERE valid_until >= ? AND valid_until < ?", from, until)
                .add(" UNION ALL SELECT connection_id, valid_until FROM oauth_secret"
                        + " WHERE valid_until >= ? AND valid_until < ?", from, until)
                .add(") credential GROUP BY credential.connection_id) ends"
                        + " CROSS JOIN connection c WHERE c.connection_id = ends.connection_id AND c.endpoint <> ?",
                        EndpointState.CLOSED.keyword())
                .add(" AND " + none("token o", "(o.valid_until IS NULL OR o.valid_until >= ?)"), until)
                .add(" AND " + none("oauth_secret o", "(o.valid_until IS NULL OR o.valid_until >= ?)"), until)
                .add(" AND " + none("oauth_client o", "(o.key_set IS NOT NULL OR o.issuer IS NOT NULL)"))
                .add(" AND (SELECT o.connection_id FROM entra_trust o WHERE o.connection_id = c.connection_id) IS NULL")
                .add(" ORDER BY ends.last_end, c.connection_id LIMIT ?", limit)
                .build();
    }

    private static String none(String others, String condition) {
        return "(SELECT o.connection_id FROM " + others + " WHERE o.connection_id = c.connection_id AND " + condition
                + " LIMIT 1) IS NULL";
    }
}
