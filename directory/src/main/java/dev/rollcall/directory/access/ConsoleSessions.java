package dev.rollcall.directory.access;

import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.ClientSecret;
import dev.rollcall.directory.client.ConsoleOperator;
import dev.rollcall.directory.client.ConsoleSession;
import dev.rollcall.directory.client.ManagementCaller;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Who is signed in to the console.
 *
 * <p>Guarantees: a session ends when it was not used for a while, a while after it was opened however much it is used, when it is
 * closed, and as soon as the credential is good no more by which it was opened: its secret has expired or was rotated away, its
 * client is deleted, the administrator's token is another one, other people are trusted to sign in by the company's own issuer. It may do what its client may do now, and never more than when it
 * was opened. All nodes on one store know the same sessions, and no more of them than the bounds; of more, those end that were used
 * least lately, of one client first its own. A session that is there goes on while nothing can be written. What the browser holds is stored as a hash alone. Safe for use by many threads.
 */
public final class ConsoleSessions {
    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_SECRET = 512;
    private static final String LANE = "console";
    private static final String KIND = "console_session";
    /** How many sessions are remembered that were good. */
    private static final int MEMORY = 10_000;

    private final Storage storage;
    private final Clock clock;
    private final RandomGenerator secure;
    private final AdminToken administrator;
    private final Optional<OperatorSignIns> operators;
    private final Clients clients;
    private final Limits limits;
    private final SessionUses uses;
    private final LinkedHashSet<String> good = new LinkedHashSet<>();

    /**
     * How long and how many.
     *
     * @param idle how long one is good without being used
     * @param longest how long one is good in all
     * @param most how many there are
     * @param mostOfOne how many a client, an operator or the administrator has
     */
    public record Limits(Duration idle, Duration longest, int most, int mostOfOne) {}

    /**
     * A session that was opened.
     *
     * @param secret for the cookie; not to be had again
     */
    public record Opened(String secret, ConsoleSession session) {
        /** Without the secret, so that no log line can hold it by mistake. */
        @Override
        public String toString() {
            return "Opened[" + session.clientId() + "]";
        }
    }

    /**
     * @param secure a cryptographically strong source, except in tests
     * @param operators who lets operators in; empty where nobody does
     * @param unwritten told when the store did not take that sessions were used; they go on all the same
     */
    public ConsoleSessions(
            Storage storage, Clock clock, RandomGenerator secure, AdminToken administrator,
            Optional<OperatorSignIns> operators, Limits limits, Consumer<Throwable> unwritten) {
        this.storage = storage;
        this.clock = clock;
        this.secure = secure;
        this.administrator = administrator;
        this.operators = operators;
        this.clients = new Clients(storage, clock, secure);
        this.limits = limits;
        this.uses = new SessionUses(storage, LANE, limits.idle(), unwritten);
    }

    /**
     * Opens a session for who shows a credential that is good.
     *
     * @param clientId whose secret it is; empty for the administrator's token
     * @param credential the secret, or the token
     * @param address of the browser
     * @return empty when it is not good, whatever is wrong with it
     */
    public Optional<Opened> open(Optional<String> clientId, String credential, String address) {
        String secret = secret();
        Instant now = now();
        Optional<ConsoleSession> made = clientId.isPresent()
                ? ofClient(clientId.get(), credential)
                        .map(client -> session(secret, client.id().value(), secretId(credential), client.scopes(), now,
                                address))
                : administrator.sealed(credential, secret)
                        .map(seal -> session(secret, ManagementCaller.ADMINISTRATOR, seal, ManagementScope.words(), now,
                                address));
        return made.map(session -> opened(secret, session));
    }

    /** Opens a session for whom the company's own issuer has sent. @param address of the browser */
    public Opened open(ConsoleOperator operator, OperatorSignIns by, String address) {
        String secret = secret();
        return opened(secret, session(secret, ManagementCaller.OPERATOR + operator.name(), by.proof(),
                operator.role().scopes(), now(), address));
    }

    private Opened opened(String secret, ConsoleSession session) {
        Instant now = session.createdAt();
        storage.write(Share.OAUTH, LANE, store -> {
            store.sessions().deleteExpired(now, now.minus(limits.idle()));
            store.sessions().insert(session);
            store.sessions().keepOf(session.clientId(), limits.mostOfOne());
            store.sessions().keep(limits.most());
            return session;
        });
        return new Opened(secret, session);
    }

    /** A text with 256 random bits, for a cookie. */
    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        secure.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** A text that follows from a session's secret and a word, and from which nobody finds the secret. */
    public static String derived(String word, String secret) {
        return TokenHash.of(word + ' ' + secret);
    }

    /**
     * The session of a cookie, with what it may do now, which is a use of it; empty when there is none that is good. It reads alone:
     * that the session was used is written beside it.
     */
    public Optional<ConsoleSession> find(String secret) {
        Instant now = clock.instant();
        Optional<ConsoleSession> found = look(secret, now);
        found.ifPresent(known -> uses.note(known, now));
        return found;
    }

    /** Whether the session of a cookie is good, which is no use of it. */
    public boolean isGood(String secret) {
        return look(secret, clock.instant()).isPresent();
    }

    private Optional<ConsoleSession> look(String secret, Instant now) {
        if (secret.length() > LONGEST_SECRET) {
            return Optional.empty();
        }
        String key = TokenHash.of(secret);
        Optional<ConsoleSession> found = storage.read(isKnown(key) ? Share.OAUTH : Share.UNPROVEN,
                session -> session.sessions()
                        .find(key)
                        .filter(known -> isAlive(known, now))
                        .flatMap(known -> inForce(session, known, secret, now)));
        remember(key, found.isPresent());
        return found;
    }

    /** Whether it was good a moment ago: whoever sends any cookie is not to stand in the way of those who are signed in. */
    private boolean isKnown(String key) {
        synchronized (good) {
            return good.contains(key);
        }
    }

    private void remember(String key, boolean isGood) {
        synchronized (good) {
            if (!isGood) {
                good.remove(key);
            } else if (good.add(key) && good.size() > MEMORY) {
                good.removeFirst();
            }
        }
    }

    /** Those that are not over yet, those first that were opened last; whether their credentials are good is not looked at. */
    public List<ConsoleSession> alive(Share share, int limit) {
        Instant now = clock.instant();
        return storage.read(share, session -> session.sessions().newest(limit))
                .stream()
                .filter(known -> isAlive(known, now))
                .toList();
    }

    /** Ends a session of anybody, which is noted there; whether there was one. */
    public boolean end(String key, AuditTrail trail) {
        return storage.write(Share.OAUTH, LANE, store -> {
            Optional<ConsoleSession> known = store.sessions().find(key);
            known.ifPresent(session -> {
                store.sessions().delete(key);
                trail.deleted(store, KIND, Optional.empty(), session.name(), AuditForms.of(session));
            });
            return known.isPresent();
        });
    }

    /** Ends a session; whether there was one. */
    public boolean close(ConsoleSession session) {
        return storage.write(Share.OAUTH, LANE, store -> store.sessions().delete(session.key()));
    }

    private boolean isAlive(ConsoleSession session, Instant now) {
        return now.isBefore(session.expiresAt()) && now.isBefore(uses.seen(session).plus(limits.idle()));
    }

    private Optional<ConsoleSession> inForce(
            ReadSession session, ConsoleSession known, String secret, Instant now) {
        if (known.operator().isPresent()) {
            return operators.filter(by -> by.proof().equals(known.proof())).map(by -> known);
        }
        if (known.clientId().equals(ManagementCaller.ADMINISTRATOR)) {
            return administrator.isSealed(known.proof(), secret) ? Optional.of(known) : Optional.empty();
        }
        Optional<ClientId> id = ClientId.parse(known.clientId());
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<ClientSecret> shown = session.clients().secret(id.get(), known.proof());
        return shown.filter(kept -> kept.isValidAt(now))
                .flatMap(kept -> session.clients().find(id.get()))
                .map(client -> known.with(both(known.scopes(), client.scopes())));
    }

    /** Only a client of the management API: those of connections are identity providers. */
    private Optional<OAuthClient> ofClient(String clientId, String credential) {
        return clients.authenticate(clientId, credential).filter(client -> client.id().connection().isEmpty());
    }

    private ConsoleSession session(
            String secret, String clientId, String proof, Set<String> scopes, Instant now, String address) {
        return new ConsoleSession(TokenHash.of(secret), clientId, proof, scopes, now, now, now.plus(limits.longest()),
                address);
    }

    private static String secretId(String credential) {
        int dot = credential.indexOf('.');
        return dot < 0 ? "" : credential.substring(0, dot);
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        return both;
    }
}
