package dev.rollcall.directory.person;

import dev.rollcall.directory.person.query.ProfileQuery;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.type.IndexColumn;
import java.util.Optional;

/**
 * Which people are listed.
 *
 * @param connection the name of their connection; empty for all connections
 * @param query which of them
 * @param order {@link IndexColumn#ID}, {@link IndexColumn#CREATED}, or {@link IndexColumn#LAST_MODIFIED}
 * @param counts whether the total is wanted, for which all connections are looked at
 * @param after the account after which the page begins, in the order of ids
 * @param offset how many are passed over
 * @param limit how many at most
 */
public record PersonQuery(
        Optional<String> connection,
        Optional<ProfileQuery> query,
        IndexColumn order,
        boolean descending,
        boolean counts,
        Optional<PersonKey> after,
        long offset,
        int limit) {}
