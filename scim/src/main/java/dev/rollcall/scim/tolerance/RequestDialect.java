package dev.rollcall.scim.tolerance;

/**
 * The dialect that one request is read in, together with the record of what the request made use of. Not shared between
 * threads.
 *
 * @param dialect what the connection grants
 * @param fired where every use is recorded
 */
public record RequestDialect(Dialect dialect, FiredTolerances fired) {

    /**
     * {@return whether the tolerance is granted; when it is, records that it was used there}
     *
     * @param tolerance which
     * @param where at what place of the request
     */
    public boolean allows(Tolerance tolerance, String where) {
        return dialect.allows(tolerance, fired, where);
    }
}
