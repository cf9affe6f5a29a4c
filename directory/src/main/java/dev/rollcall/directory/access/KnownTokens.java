package dev.rollcall.directory.access;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.MemoryShares;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.type.ConnectionTypes;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens that were read lately, and whose they are.
 *
 * <p>Guarantees: they take so many bytes at most as {@link #OF_A_TOKEN} counts them, with what their connections declare, once a
 * connection. When they do not all fit, a connection that takes no more than an equal part keeps its own, however many tokens others
 * have and however much they declare ({@link MemoryShares}); of one connection, first it is forgotten who its callers are, then
 * those tokens are that were not shown for the longest. Safe for use by many threads.
 */
final class KnownTokens {
    /** What a token takes beside the schemas of its connection, in bytes: generously. */
    static final long OF_A_TOKEN = 1_024;

    private final MemoryShares shares;
    private final Map<String, Account> accounts = new HashMap<>();

    /**
     * A token as it was read.
     *
     * @param caller empty when it has to be read again
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared but in constant time.
    record Known(byte[] hash, Optional<Instant> validUntil, Instant readAt, Optional<Caller> caller) {
        private Known forgotten() {
            return new Known(hash, validUntil, readAt, Optional.empty());
        }
    }

    /** Those of one connection. */
    private static final class Account {
        private final ConnectionId id;
        private final Map<String, Known> tokens = new LinkedHashMap<>(16, 0.75f, true);
        /** What the connection of each caller declares; in memory once. */
        private ConnectionTypes types = ConnectionTypes.standard();

        Account(ConnectionId id) {
            this.id = id;
        }

        private long bytes() {
            return tokens.isEmpty() ? 0 : tokens.size() * OF_A_TOKEN + types.bytes();
        }

        private void under(ConnectionTypes others) {
            if (types != others) {
                tokens.replaceAll((_, known) -> known.forgotten());
                types = others;
            }
        }

        /** Gives up what is needed least. */
        private void give() {
            if (types.bytes() > 0) {
                under(ConnectionTypes.standard());
                return;
            }
            Iterator<String> eldest = tokens.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** @param most bytes in all */
    KnownTokens(long most) {
        this.shares = new MemoryShares(most);
    }

    /** What is known of a token at a connection. */
    synchronized Optional<Known> find(String connection, String token) {
        Account account = accounts.get(connection);
        if (account == null) {
            return Optional.empty();
        }
        Optional<Known> known = Optional.ofNullable(account.tokens.get(token));
        if (known.isPresent()) {
            shares.use(account.id);
        }
        return known;
    }

    /** Remembers a token as it was read just now, with its caller. */
    synchronized void keep(ConnectionId connection, String token, Known read) {
        Account account = accounts.computeIfAbsent(connection.value(), _ -> new Account(connection));
        read.caller().ifPresent(caller -> account.under(caller.connection().types()));
        account.tokens.put(token, read);
        settle(account);
        shares.settle(giver -> {
            Account gives = accounts.get(giver.value());
            if (gives == null) {
                throw new IllegalStateException("Memory is taken for a connection that has no tokens");
            }
            gives.give();
            settle(gives);
        });
    }

    /** Nothing is known of a token any more. */
    synchronized void forget(String connection, String token) {
        Account account = accounts.get(connection);
        if (account != null && account.tokens.remove(token) != null) {
            settle(account);
        }
    }

    /** The bytes that are taken, as they are counted. */
    synchronized long bytes() {
        return shares.bytes();
    }

    private void settle(Account account) {
        shares.take(account.id, account.bytes());
        if (account.tokens.isEmpty()) {
            accounts.remove(account.id.value());
        }
    }
}
