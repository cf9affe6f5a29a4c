package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.identifier.Alphanumerics;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.setup.SetupLink;
import dev.rollcall.directory.setup.SetupProgress;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.token.IssuedToken;
import dev.rollcall.directory.token.ScimToken;
import dev.rollcall.directory.token.TokenScope;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * Links by which a customer's administrator sets one connection up, without an account here.
 *
 * <p>Guarantees: a link reaches its one connection and nothing else; it is good until it expires, is revoked, or its connection or the
 * connection's SCIM configuration is deleted, and at once not any more then. Its secret has 256 random bits, is shown once and kept as
 * a hash alone. It may be exchanged for a cookie as often as wanted, since whatever scans mails follows links before people do; no
 * more than its number of tokens is made by it, however many ask at once, and none is revoked by it that it has not made. Whatever
 * is wrong with a secret looks alike. Whose link was good a moment ago does not wait for those who show what is not: a process has one
 * of this for all, which remembers them.
 */
public final class SetupLinks {
    /** How many links a connection has at most that have not expired. */
    public static final int MOST = 20;

    private static final String KIND = "setup_link";
    private static final String COOKIE = "setup";
    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_SECRET = 512;

    private final Storage storage;
    private final Clock clock;
    private final RandomGenerator secure;
    private final Tokens tokens;
    private final Optional<Share> share;
    private final AuditTrail trail;
    private final KnownSetups known;

    /**
     * A link that was made.
     *
     * @param secret that stands in it; not to be had again
     */
    public record Made(String secret, SetupLink link) {
        /** Without the secret, so that no log line can hold it by mistake. */
        @Override
        public String toString() {
            return "Made[" + link.linkId() + "]";
        }
    }

    /** @param secure a cryptographically strong source, except in tests */
    public SetupLinks(Storage storage, Clock clock, RandomGenerator secure) {
        this(storage, clock, secure, new Tokens(storage, clock, secure), Optional.empty(), AuditTrail.NONE,
                new KnownSetups());
    }

    private SetupLinks(Storage storage, Clock clock, RandomGenerator secure, Tokens tokens, Optional<Share> share,
            AuditTrail trail, KnownSetups known) {
        this.storage = storage;
        this.clock = clock;
        this.secure = secure;
        this.tokens = tokens;
        this.share = share;
        this.trail = trail;
        this.known = known;
    }

    /** The same, and what is asked of it counts for this share instead of the connection's: it may be busy with its own. */
    public SetupLinks countedFor(Share other) {
        return new SetupLinks(storage, clock, secure, tokens.countedFor(other), Optional.of(other), trail, known);
    }

    /** The same, and what is changed through it is noted there. */
    public SetupLinks audited(AuditTrail other) {
        return new SetupLinks(storage, clock, secure, tokens.audited(other), share, other, known);
    }

    /**
     * Makes a link. Links of the connection that have expired are forgotten then.
     *
     * @throws DirectoryException when there is no such connection, it has no SCIM configuration, or too many links
     */
    public Made create(ConnectionId connection, SetupLinkDraft draft) {
        byte[] bytes = new byte[SECRET_BYTES];
        secure.nextBytes(bytes);
        String secret = HexFormat.of().formatHex(bytes);
        Instant now = now();
        SetupLink link = new SetupLink(connection, "sul_" + Alphanumerics.next(secure), TokenHash.of(secret),
                TokenHash.of(cookie(secret)), now, now.plus(draft.lifetime()), draft.onlyEmpty(), draft.mostTokens(), 0,
                draft.tokenLifetime(), draft.success(), SetupProgress.NONE, Set.of(), List.of());
        storage.write(share(connection), connection.value(), session -> {
            require(session, connection);
            session.setupLinks().deleteExpired(connection, now);
            if (session.setupLinks().of(connection).size() >= MOST) {
                throw new DirectoryException(Kind.TAKEN, "The connection " + connection + " has " + MOST
                        + " set-up links already. Revoke those that are not used any more.");
            }
            session.setupLinks().insert(link);
            trail.made(session, KIND, Optional.of(connection), link.linkId(), AuditForms.of(link));
            return link;
        });
        return new Made(secret, link);
    }

    /** The connection's links by creation, expired ones included as long as they are remembered. */
    public List<SetupLink> list(ConnectionId connection) {
        return storage.read(share(connection), session -> session.setupLinks().of(connection));
    }

    /** Ends a link for good; whether there was one. The tokens that it has made stay. */
    public boolean revoke(ConnectionId connection, String linkId) {
        return storage.write(share(connection), connection.value(), session -> {
            Optional<SetupLink> found = session.setupLinks()
                    .of(connection)
                    .stream()
                    .filter(link -> link.linkId().equals(linkId))
                    .findFirst();
            boolean deleted = session.setupLinks().delete(connection, linkId);
            found.filter(link -> deleted)
                    .ifPresent(link -> trail.deleted(session, KIND, Optional.of(connection), linkId,
                            AuditForms.of(link)));
            return deleted;
        });
    }

    /**
     * The text for the cookie of whoever comes with a link, from which nobody finds the secret. Nothing is changed by it.
     *
     * @param secret as it stands in the link
     * @return empty when the link is not good, whatever is wrong with it
     */
    public Optional<Visit> enter(String secret) {
        return visit(secret, (session, hash) -> session.setupLinks().withSecret(hash))
                .map(visit -> new Visit(cookie(secret), visit.link(), visit.connection()));
    }

    /** The link of a cookie; empty when it is not good any more. */
    public Optional<Visit> find(String cookie) {
        return visit(cookie, (session, hash) -> session.setupLinks().withCookie(hash));
    }

    /** Whether that secret or cookie was good a moment ago, which nothing is read for. */
    public boolean isKnown(String shown) {
        return !known.share(TokenHash.of(shown)).equals(Share.UNPROVEN);
    }

    /**
     * Somebody who came with a link that is good.
     *
     * @param cookie what her browser shows
     */
    public record Visit(String cookie, SetupLink link, Connection connection) {
        /** Without the cookie, so that no log line can hold it by mistake. */
        @Override
        public String toString() {
            return "Visit[" + link.linkId() + "]";
        }
    }

    /**
     * Makes a token of the connection, and counts it.
     *
     * @throws DirectoryException when the link is not good any more, has made as many as it may, or is for an empty connection and this
     *     one is not
     */
    public IssuedToken token(SetupLink link, Set<TokenScope> scopes) {
        return tokens.issue(link.connectionId(), scopes, link.tokenLifetime(), (session, tokenId) -> {
            if (link.onlyEmpty() && isUsed(session, link.connectionId())) {
                throw new DirectoryException(Kind.FORBIDDEN, "This link makes tokens only while the connection has no"
                        + " users, and it has some by now. Ask whoever sent you the link for another one.");
            }
            if (!session.setupLinks().countToken(link.connectionId(), link.linkId(), now())) {
                throw new DirectoryException(Kind.FORBIDDEN, "This link has made as many tokens as it may, or it is not"
                        + " good any more. Use a token that you have, or ask whoever sent you the link for another one.");
            }
            session.setupLinks().madeToken(link.connectionId(), link.linkId(), tokenId);
        });
    }

    /** The tokens that a link has made and that there still are, by creation. */
    public List<ScimToken> tokens(SetupLink link) {
        return tokens.list(link.connectionId())
                .stream()
                .filter(token -> link.tokens().contains(token.tokenId()))
                .toList();
    }

    /** Revokes a token that the link has made, and no other one; whether there was one. */
    public boolean revokeToken(SetupLink link, String tokenId) {
        return link.tokens().contains(tokenId) && tokens.revoke(link.connectionId(), tokenId);
    }

    /** Ticks a step off, or takes that back; somebody who does so at the same time loses nothing. @param step without a blank */
    public void tick(SetupLink link, String step, boolean done) {
        storage.write(share(link.connectionId()), link.connectionId().value(), session -> session.setupLinks()
                .withCookie(link.cookieHash())
                .filter(kept -> {
                    Set<String> ticked = new HashSet<>(kept.ticked());
                    boolean other = done ? ticked.add(step) : ticked.remove(step);
                    return other && session.setupLinks().tick(kept.connectionId(), kept.linkId(), ticked);
                })
                .isPresent());
    }

    /** Lets the checklist begin anew: what arrives from now on counts. Nothing else is changed. */
    public void restart(SetupLink link) {
        SetupProgress anew = SetupProgress.from(now());
        storage.write(share(link.connectionId()), link.connectionId().value(), session -> {
            session.setupLinks()
                    .withCookie(link.cookieHash())
                    .ifPresent(kept -> session.setupLinks()
                            .progress(kept.connectionId(), kept.linkId(), kept.progress(), anew));
            return anew;
        });
    }

    private static boolean isUsed(WriteSession session, ConnectionId connection) {
        return session.resources().count(connection, "User", new Condition.All(), 1) > 0;
    }

    private Optional<Visit> visit(String shown, BiFunction<ReadSession, String, Optional<SetupLink>> look) {
        if (shown.isEmpty() || shown.length() > LONGEST_SECRET) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        String hash = TokenHash.of(shown);
        Optional<Visit> found = storage.read(known.share(hash),
                session -> look.apply(session, hash)
                        .filter(link -> link.isValidAt(now))
                        .flatMap(link -> session.connections()
                                .find(link.connectionId())
                                .filter(connection -> connection.endpoint() != EndpointState.CLOSED)
                                .map(connection -> new Visit(shown, link, connection))));
        known.note(hash, found.map(Visit::link));
        return found;
    }

    private static void require(ReadSession session, ConnectionId id) {
        Connection connection = session.connections()
                .find(id)
                .orElseThrow(
                        () -> new DirectoryException(Kind.NOT_FOUND, "There is no connection " + id + "."));
        if (connection.endpoint() == EndpointState.CLOSED) {
            throw new DirectoryException(Kind.NOT_FOUND, "The connection " + id
                    + " has no SCIM configuration, so there is nothing to set up. Create one first.");
        }
    }

    private static String cookie(String secret) {
        return ConsoleSessions.derived(COOKIE, secret);
    }

    private Share share(ConnectionId id) {
        return share.orElseGet(() -> Share.of(id));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
