package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.client.EntraTrust;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.configuration.ConnectionDetail;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.DeletionPolicy;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.connection.MeClaim;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.identifier.Alphanumerics;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ConnectionQuery;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.token.ScimToken;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.tolerance.Dialect;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The connections of this installation. What is done here is in effect in every running server within a second. */
public final class Connections {
    /** Auth0's form: letters, digits and single hyphens, at most 128. It can never be mistaken for an id. */
    private static final Pattern NAME = Pattern.compile("(?=.{1,128}$)[A-Za-z0-9](-?[A-Za-z0-9])*");

    private static final String KIND = "connection";

    private final Storage storage;
    private final Clock clock;
    private final RandomGenerator random;
    private final IdSource ids;
    private final Optional<Share> share;
    private final AuditTrail trail;

    public Connections(Storage storage, Clock clock, RandomGenerator random) {
        this(storage, clock, random, Optional.empty(), AuditTrail.NONE);
    }

    private Connections(
            Storage storage, Clock clock, RandomGenerator random, Optional<Share> share, AuditTrail trail) {
        this.storage = storage;
        this.clock = clock;
        this.random = random;
        this.ids = new IdSource(clock, random);
        this.share = share;
        this.trail = trail;
    }

    /** The same, and what is asked of it counts for this share instead of the connection's: it may be busy with its own. */
    public Connections countedFor(Share other) {
        return new Connections(storage, clock, random, Optional.of(other), trail);
    }

    /** The same, and what is changed through it is noted there. */
    public Connections audited(AuditTrail other) {
        return new Connections(storage, clock, random, share, other);
    }

    /**
     * Makes a connection with a new id.
     *
     * @throws DirectoryException when the name has another form, or is taken without regard to case
     */
    public Connection create(String name, Strategy strategy, boolean strict) {
        Dialect dialect = strict ? Dialect.strict() : Dialect.tolerant();
        return create(name, strategy, dialect, EndpointState.OPEN, connection -> ConnectionDetail.none(
                connection.id(), connection.createdAt()));
    }

    /**
     * Makes a connection with a new id, with a SCIM configuration if its endpoint is not closed.
     *
     * @param detail what callers of the management API keep of it
     * @throws DirectoryException when the name has another form, is taken without regard to case, or would bring a deleted
     *     connection's user_ids back
     */
    public Connection create(
            String name, Strategy strategy, Dialect dialect, EndpointState endpoint,
            Function<Connection, ConnectionDetail> detail) {
        if (!NAME.matcher(name).matches()) {
            throw new DirectoryException(
                    Kind.INVALID,
                    "The name \"" + Excerpt.of(name)
                            + "\" cannot be used. Use 1 to 128 letters, digits and single hyphens, such as"
                            + " acme-entra.");
        }
        Connection connection = new Connection(
                new ConnectionId("con_" + Alphanumerics.next(random)),
                name,
                strategy,
                dialect,
                endpoint,
                Optional.empty(),
                Optional.empty(),
                DeletionPolicy.DELETE,
                MeClaim.SUBJECT,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        ConnectionRecords records = records(trail.cause());
        StreamId logout = StreamId.next(random);
        storage.write(share(connection.id()), connection.id().value(), session -> {
            if (!session.connections().insert(connection)) {
                String taken = session.connections().named(name).map(Connection::name).orElse(name);
                throw new DirectoryException(Kind.TAKEN, "There is a connection named \"" + taken
                        + "\" already, and names are compared without regard to case. Choose another name.");
            }
            // After the insertion, which waits for a deletion of the same name that is under way.
            requireUnspent(session, connection);
            if (endpoint != EndpointState.CLOSED) {
                session.configurations()
                        .insert(
                                ScimConfiguration.initial(connection.id(), strategy, connection.createdAt()));
            }
            ConnectionDetail kept = detail.apply(connection);
            session.configurations().put(kept);
            LogoutStreams.keep(session, kept, logout, connection.createdAt());
            trail.made(session, KIND, Optional.of(connection.id()), connection.id().value(),
                    AuditForms.of(new Described(connection, kept)));
            records.append(session, connection.id(), Optional.empty());
            return connection;
        });
        return connection;
    }

    private static void requireUnspent(ReadSession session, Connection connection) {
        if (session.connections().isSpent(connection.name(), connection.strategy())) {
            throw new DirectoryException(Kind.TAKEN,
                    "A connection named \"" + connection.name() + "\" with the strategy "
                            + connection.strategy().keyword()
                            + " was deleted here, and its people's user_ids have both in them:"
                            + " they would come to be other people's. Choose another name, such as " + connection.name()
                            + "-2.");
        }
    }

    /** The connection with that id, or with that name without regard to case. */
    public Optional<Connection> find(String idOrName) {
        return storage.read(house(), session -> ConnectionId.parse(idOrName)
                .map(session.connections()::find)
                .orElseGet(() -> session.connections().named(idOrName)));
    }

    /** How much a connection has, and when it was last used. */
    public ConnectionUse use(Connection connection) {
        ConnectionId id = connection.id();
        return storage.read(house(), session -> {
            List<ScimToken> tokens = session.tokens().of(id);
            List<OAuthClient> clients = session.clients().of(Optional.of(id));
            Optional<EntraTrust> trust = session.clients().trust(id);
            List<ConnectionUse.Count> counts = connection.types()
                    .all()
                    .stream()
                    .map(kind -> new ConnectionUse.Count(
                            kind.type(),
                            kind.isDeclared(),
                            session.resources().count(id, kind.name(), new Condition.All(), Long.MAX_VALUE)))
                    .toList();
            return new ConnectionUse(
                    counts,
                    tokens.size(),
                    clients.size(),
                    trust.isPresent(),
                    Stream.of(tokens.stream().map(ScimToken::lastUsedAt), clients.stream().map(OAuthClient::lastUsedAt),
                            trust.stream().map(EntraTrust::lastUsedAt))
                            .flatMap(uses -> uses)
                            .flatMap(Optional::stream)
                            .max(Comparator.naturalOrder()),
                    session.jobs().of(id));
        });
    }

    /**
     * Says which tolerances a connection's requests are read by; the connection as it is then.
     *
     * @throws DirectoryException when there is no such connection
     */
    public Connection setDialect(ConnectionId id, Dialect dialect) {
        return change(id, session -> session.connections().setDialect(id, dialect));
    }

    /**
     * Makes a connection's endpoint answer 503 for a while, or serve again; the connection as it is then.
     *
     * @throws DirectoryException when there is no such connection, or it has no SCIM configuration
     */
    public Connection setPaused(ConnectionId id, boolean paused) {
        return change(id, session -> {
            if (there(session, id).endpoint() == EndpointState.CLOSED) {
                throw new DirectoryException(Kind.INVALID,
                        "The connection " + id + " has no SCIM configuration, so there is"
                                + " nothing to pause. Create one first.");
            }
            session.connections().setEndpoint(id, paused ? EndpointState.PAUSED : EndpointState.OPEN);
        });
    }

    private Connection change(ConnectionId id, Consumer<WriteSession> change) {
        ConnectionRecords records = records(trail.cause());
        return storage.write(share(id), id.value(), session -> {
            Described before = described(session, there(session, id));
            Optional<JsonNode> shown = ConnectionRecords.shown(session, id);
            change.accept(session);
            Described after = new Described(there(session, id), before.detail());
            trail.changed(session, KIND, Optional.of(id), id.value(), AuditForms.of(before), AuditForms.of(after));
            records.append(session, id, shown);
            return after.connection();
        });
    }

    /**
     * Says what becomes of users whom a connection's identity provider deletes from now on; the connection as it is then.
     *
     * @throws DirectoryException when there is no such connection
     */
    public Connection setDeletionPolicy(ConnectionId id, DeletionPolicy policy) {
        return change(id, session -> session.connections().setDeletionPolicy(id, policy));
    }

    /**
     * Says which claim of an access token says whose {@code /Me} is; the connection as it is then.
     *
     * @throws DirectoryException when there is no such connection
     */
    public Connection setMeClaim(ConnectionId id, MeClaim claim) {
        return change(id, session -> session.connections().setMeClaim(id, claim));
    }

    /** A connection with what callers of the management API keep of it. */
    public record Described(Connection connection, ConnectionDetail detail) {}

    /** A connection with what callers of the management API keep of it. */
    public Optional<Described> describe(ConnectionId id) {
        return storage.read(house(), session -> session.connections().find(id).map(found -> described(session, found)));
    }

    /**
     * Changes what callers of the management API keep of a connection; the connection as it is then. One that differs in nothing
     * but its time stays as it was.
     *
     * @throws DirectoryException when there is no such connection
     */
    public Described changeDetail(ConnectionId id, UnaryOperator<ConnectionDetail> change) {
        ConnectionRecords records = records(trail.cause());
        StreamId logout = StreamId.next(random);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return storage.write(share(id), id.value(), session -> {
            Described before = described(session, there(session, id));
            Optional<JsonNode> shown = ConnectionRecords.shown(session, id);
            Described after = new Described(before.connection(), change.apply(before.detail()));
            if (after.detail().says(before.detail())) {
                return before;
            }
            session.configurations().put(after.detail());
            LogoutStreams.keep(session, after.detail(), logout, now);
            trail.changed(session, KIND, Optional.of(id), id.value(), AuditForms.of(before), AuditForms.of(after));
            records.append(session, id, shown);
            return after;
        });
    }

    /** Some connections by creation: all that a query asks for. */
    public List<Described> page(ConnectionQuery query) {
        return storage.read(house(), session -> session.connections()
                .page(query)
                .stream()
                .map(connection -> described(session, connection))
                .toList());
    }

    /** The first of the connections by creation that a query with one more than so many asks for. */
    public Stretch<Described> stretch(ConnectionQuery query, int limit) {
        return storage.read(house(), session -> {
            Stretch.Builder<Described> stretch = new Stretch.Builder<>(limit);
            for (Connection connection : session.connections().page(query)) {
                if (stretch.isFull()) {
                    break;
                }
                Described described = described(session, connection);
                stretch.add(described, described.detail().document().length());
            }
            return stretch.build();
        });
    }

    static Described described(ReadSession session, Connection connection) {
        return new Described(connection, session.configurations()
                .detail(connection.id())
                .orElseGet(() -> ConnectionDetail.none(connection.id(), connection.createdAt())));
    }

    /** How many a query would find without its position, offset and limit. */
    public long count(ConnectionQuery query) {
        return storage.read(house(), session -> session.connections().count(query));
    }

    private static Connection there(ReadSession session, ConnectionId id) {
        return session.connections()
                .find(id)
                .orElseThrow(() -> new DirectoryException(Kind.NOT_FOUND, "There is no connection " + id + "."));
    }

    /** All connections by creation. */
    public List<Connection> list() {
        return storage.read(house(), session -> session.connections().all());
    }

    /**
     * Deletes a connection with all that it owns, and leaves a record of that; whether there was one. If it ever had people, no
     * other connection gets its name with the same strategy.
     */
    public boolean delete(ConnectionId id, Actor actor) {
        ConnectionRecords records = records(new Cause(actor, trail.cause().requestId()));
        return storage.<Boolean>write(share(id), id.value(), session -> {
            Optional<Described> known = session.connections()
                    .find(id)
                    .map(connection -> described(session, connection));
            Optional<JsonNode> shown = ConnectionRecords.shown(session, id);
            if (known.isEmpty() || !session.connections().delete(id)) {
                return false;
            }
            LogoutStreams.remove(session, id);
            records.deleted(session, known.get().connection(), shown);
            trail.deleted(session, KIND, Optional.of(id), id.value(), AuditForms.of(known.get()));
            return true;
        });
    }

    /** Takes back a connection that was being made, with all that was put into it; its name can be used again. */
    public void discard(Connection made) {
        ConnectionRecords records = records(trail.cause());
        storage.<Boolean>write(share(made.id()), made.id().value(), session -> {
            Optional<JsonNode> shown = ConnectionRecords.shown(session, made.id());
            boolean there = session.connections().discard(made.id());
            if (there) {
                LogoutStreams.remove(session, made.id());
                records.deleted(session, made, shown);
            }
            return there;
        });
    }

    private ConnectionRecords records(Cause cause) {
        return new ConnectionRecords(cause, ids.next(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private Share share(ConnectionId id) {
        return share.orElseGet(() -> Share.of(id));
    }

    private Share house() {
        return share.orElse(Share.HOUSE);
    }
}
