package dev.rollcall.directory.access;

import dev.rollcall.directory.configuration.MappingVersion;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.MemoryShares;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.mapping.Mapping;
import dev.rollcall.mapping.MappingLimits;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The mapping of each connection, made once for each version, also when several ask for it at the same time. A version never
 * changes, so what is remembered is never stale.
 *
 * <p>Guarantees: what is remembered takes so many bytes at most, as they are counted here. When it does not all fit, a connection that
 * takes no more than an equal part keeps its own, however many versions others have and however large they are ({@link
 * MemoryShares}); of one connection those go that were not asked for for the longest. Safe for use by many threads.
 */
public final class MappingsInForce {
    /** What a mapping takes beside its rows, in bytes. */
    static final int OF_A_MAPPING = 4_096;
    /** What is made of each character of its rows, in bytes: values, and programs of expressions; counted generously. */
    static final int OF_A_CHARACTER = 40;

    private final MappingLimits limits;
    private final MemoryShares shares;
    private final Map<ConnectionId, Account> known = new HashMap<>();

    /**
     * @param limits of each of them
     * @param memory for all of them, in bytes
     */
    public MappingsInForce(MappingLimits limits, long memory) {
        this.limits = limits;
        this.shares = new MemoryShares(memory);
    }

    /** A mapping that the first one who asks for it makes; who comes meanwhile waits for that one. */
    private static final class Made {
        private Optional<Mapping> mapping = Optional.empty();
        private long bytes = OF_A_MAPPING;

        synchronized Mapping get(Supplier<String> rows, Function<String, Mapping> make) {
            if (mapping.isEmpty()) {
                String text = rows.get();
                mapping = Optional.of(make.apply(text));
                bytes = OF_A_MAPPING + (long) OF_A_CHARACTER * text.length();
            }
            return mapping.get();
        }

        synchronized long bytes() {
            return bytes;
        }
    }

    /** Those of one connection, by their versions, and how much is counted for each. */
    private static final class Account {
        private final Map<Integer, Made> versions = new LinkedHashMap<>(16, 0.75f, true);
        private final Map<Integer, Long> counted = new HashMap<>();

        private long bytes() {
            return counted.values().stream().mapToLong(Long::longValue).sum();
        }

        private void forgetEldest() {
            Integer eldest = versions.keySet().iterator().next();
            versions.remove(eldest);
            counted.remove(eldest);
        }
    }

    /** The mapping in force in the snapshot of the session. */
    public Mapping of(ReadSession session, Connection connection) {
        int version = session.configurations()
                .find(connection.id())
                .map(ScimConfiguration::mappingVersion)
                .orElse(ScimConfiguration.DEFAULT_MAPPING);
        return of(session, connection, version);
    }

    /** A version of the connection's mapping; the strategy's default rows when it is not kept any more. */
    public Mapping of(ReadSession session, Connection connection, int version) {
        return of(connection.id(), connection.strategy(), version, () -> session.configurations()
                .mapping(connection.id(), version)
                .map(MappingVersion::rows)
                .orElse(""));
    }

    /** A version of that connection's mapping, whose rows are asked for only when it is not remembered. */
    Mapping of(ConnectionId connection, Strategy strategy, int version, Supplier<String> rows) {
        if (version == ScimConfiguration.DEFAULT_MAPPING) {
            return Mapping.defaultFor(strategy.keyword(), limits);
        }
        Made remembered = remembered(connection, version);
        boolean made = false;
        try {
            Mapping mapping = remembered.get(rows, text -> MappingText.mapping(text, strategy, limits));
            made = true;
            return mapping;
        } finally {
            if (made) {
                count(connection, version, remembered);
            } else {
                forget(connection, version);
            }
        }
    }

    /** What could not be made takes nothing; whoever makes it meanwhile keeps it for himself. */
    private synchronized void forget(ConnectionId connection, int version) {
        known.computeIfPresent(connection, (_, account) -> {
            if (!account.counted.containsKey(version)) {
                account.versions.remove(version);
            }
            return account.versions.isEmpty() ? null : account;
        });
    }

    private synchronized Made remembered(ConnectionId connection, int version) {
        shares.use(connection);
        return known.computeIfAbsent(connection, _ -> new Account()).versions.computeIfAbsent(version, _ -> new Made());
    }

    /** How much it takes is known when it is made. */
    private synchronized void count(ConnectionId connection, int version, Made made) {
        Account account = known.get(connection);
        if (account == null || account.versions.get(version) != made || account.counted.containsKey(version)) {
            return;
        }
        account.counted.put(version, made.bytes());
        shares.take(connection, account.bytes());
        shares.settle(giver -> {
            Account gives = Optional.ofNullable(known.get(giver)).orElseThrow();
            gives.forgetEldest();
            shares.take(giver, gives.bytes());
            if (gives.versions.isEmpty()) {
                known.remove(giver);
            }
        });
    }

    /** The bytes that are taken, as they are counted. */
    synchronized long bytes() {
        return shares.bytes();
    }
}
