package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.identifier.Alphanumerics;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.token.ScimToken;
import dev.rollcall.directory.type.ConnectionTypes;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The connections of this installation. What is done here is in effect in every running server within a second. */
public final class Connections {
    /** Auth0's form: letters, digits and single hyphens, at most 128. It can never be mistaken for an id. */
    private static final Pattern NAME = Pattern.compile("(?=.{1,128}$)[A-Za-z0-9](-?[A-Za-z0-9])*");

    private final Storage storage;
    private final Clock clock;
    private final RandomGenerator random;

    public Connections(Storage storage, Clock clock, RandomGenerator random) {
        this.storage = storage;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Makes a connection with a new id.
     *
     * @throws DirectoryException when the name has another form, or is taken without regard to case
     */
    public Connection create(String name, Strategy strategy, boolean strict) {
        if (!NAME.matcher(name).matches()) {
            throw new DirectoryException(
                    Kind.INVALID,
                    "The name \"" + name + "\" cannot be used. Use 1 to 128 letters, digits and single hyphens, such as"
                            + " acme-entra.");
        }
        Connection connection = new Connection(
                new ConnectionId("con_" + Alphanumerics.next(random)),
                name,
                strategy,
                strict,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        storage.write(Share.of(connection.id()), connection.id().value(), session -> {
            if (!session.connections().insert(connection)) {
                String taken = session.connections().named(name).map(Connection::name).orElse(name);
                throw new DirectoryException(Kind.TAKEN, "There is a connection named \"" + taken
                        + "\" already, and names are compared without regard to case. Choose another name.");
            }
            return connection;
        });
        return connection;
    }

    /** The connection with that id, or with that name without regard to case. */
    public Optional<Connection> find(String idOrName) {
        return storage.read(Share.HOUSE, session -> ConnectionId.parse(idOrName)
                .map(session.connections()::find)
                .orElseGet(() -> session.connections().named(idOrName)));
    }

    /** How much a connection has, and when it was last used. */
    public ConnectionUse use(Connection connection) {
        ConnectionId id = connection.id();
        return storage.read(Share.HOUSE, session -> {
            List<ScimToken> tokens = session.tokens().of(id);
            List<ConnectionUse.Count> counts = ConnectionTypes.of(connection)
                    .all()
                    .stream()
                    .map(kind -> new ConnectionUse.Count(
                            kind.type(),
                            session.resources().count(id, kind.name(), new Condition.All(), Long.MAX_VALUE)))
                    .toList();
            return new ConnectionUse(
                    counts,
                    tokens.size(),
                    tokens.stream().flatMap(token -> token.lastUsedAt().stream()).max(Comparator.naturalOrder()));
        });
    }

    /**
     * Says whether a connection's requests are read by the letter of the RFCs; the connection as it is then.
     *
     * @throws DirectoryException when there is no such connection
     */
    public Connection setStrict(ConnectionId id, boolean strict) {
        return storage.write(Share.of(id), id.value(), session -> {
            session.connections().setStrict(id, strict);
            return session.connections()
                    .find(id)
                    .orElseThrow(() -> new DirectoryException(Kind.NOT_FOUND, "There is no connection " + id + "."));
        });
    }

    /** All connections by creation. */
    public List<Connection> list() {
        return storage.read(Share.HOUSE, session -> session.connections().all());
    }

    /** Deletes a connection with all that it owns, and leaves a record of that; whether there was one. */
    public boolean delete(ConnectionId id, Actor actor) {
        String changeId = new IdSource(clock, random).next();
        return storage.write(Share.of(id), id.value(), session -> session.connections()
                .find(id)
                .filter(connection -> session.connections().delete(id))
                .map(connection -> {
                    session.changes().append(deletion(connection, changeId, actor));
                    return connection;
                })
                .isPresent());
    }

    private ChangeRecord deletion(Connection connection, String changeId, Actor actor) {
        Subject subject = new Subject(
                Subject.CONNECTION, connection.id().value(), Optional.empty(), Optional.empty(),
                Optional.of(connection.name()));
        return new ChangeRecord(
                connection.id(),
                changeId,
                0,
                true,
                subject,
                "deleted",
                1,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                new Cause(actor, Optional.empty()),
                "[]");
    }
}
