package dev.rollcall.server.testing;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.access.Authenticator;
import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.KeysUnavailableException;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.access.SetupLinks;
import dev.rollcall.directory.access.StreamOptions;
import dev.rollcall.directory.access.TestEvents;
import dev.rollcall.directory.access.Tokens;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.client.AuthorizationServer;
import dev.rollcall.directory.client.ManagementAdmission;
import dev.rollcall.directory.client.ManagementCaller;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.configuration.MappingSettings;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.identity.SignedIn;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.log.RequestLog;
import dev.rollcall.directory.log.RequestLogOptions;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.person.PersonLimits;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.person.StoredSettings;
import dev.rollcall.directory.rendering.EventRenderer;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.resource.ProcessorTurns;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.storage.LogQuery;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.server.Instruments;
import dev.rollcall.server.ManagementServices;
import dev.rollcall.server.RollcallServer;
import dev.rollcall.server.management.stream.StreamServices;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The whole service on a store of its own and a free port. */
public final class Service implements AutoCloseable {
    public static final Set<TokenScope> ALL_SCOPES = EnumSet.allOf(TokenScope.class);
    private static final String PERSON = "person ";

    private final SettableClock clock = new SettableClock();
    private final Random random = new Random(20260301);
    private final Storage storage;
    private final Connections connections;
    private final Tokens tokens;
    private final RequestLog log;
    private final People people;
    private final RollcallServer server;

    private Service(Storage storage, ServerOptions options, AuthorizationServer authorization) {
        this(storage, options, authorization, MappingSettings.defaults());
    }

    private Service(
            Storage storage, ServerOptions options, AuthorizationServer authorization, MappingSettings mappings) {
        this.storage = storage;
        this.connections = new Connections(storage, clock, random);
        this.tokens = new Tokens(storage, clock, random);
        this.log = new RequestLog(storage, RequestLogOptions.defaults());
        IdSource ids = new IdSource(clock, random);
        ResourceLimits limits = ResourceLimits.defaults();
        Resources resources = new Resources(storage, clock, ids, limits, PatchLimits.defaults());
        this.people = new People(storage, resources, new StoredSettings(mappings.limits(), 16 << 20), clock, ids,
                new ProcessorTurns(2, Duration.ofSeconds(30)), PersonLimits.defaults());
        this.server = RollcallServer.start(
                options, resources, limits, new Authenticator(storage, clock), authorization, log, storage, clock,
                clock::nanoTime, ids, new OpenSeal(), Instruments.none(),
                Optional.of(new ManagementServices(
                        this::known, this::proved, connections,
                        new ScimConfigurations(storage, clock, random, mappings),
                        new Declarations(storage, clock, random, DeclarationLimits.defaults(),
                                ResourceSearch.alone(ResourceLimits.defaults()), System::nanoTime),
                        tokens, new SetupLinks(storage, clock, random), secret -> "/set-up/" + secret, people,
                        streams())),
                _ -> List.of());
    }

    /** What serves event streams, but for what delivers them. */
    public StreamServices streams() {
        return StreamServices.of(storage, new OpenSeal(), clock, random, StreamOptions.defaults(),
                new ScriptedActions(new TestEvents(storage, clock, random, "rollcall")),
                new EventSource(storage, new EventRenderer(new PersonProfiles(new StoredSettings()))));
    }

    /** A good ID token is a user id, behind a number of seconds since 1970 when it is not of this moment. */
    private SignedIn proved(String idToken) {
        if (idToken.equals("unavailable")) {
            throw new KeysUnavailableException("The keys cannot be had now.");
        }
        return (Character.isDigit(idToken.charAt(0)) ? read(idToken) : UserId.parse(idToken).map(this::now))
                .orElseThrow(() -> new DirectoryException(Kind.INVALID, "\"link_with\" is refused: it is no token."));
    }

    private static Optional<SignedIn> read(String text) {
        String[] parts = text.split(" ", 2);
        return UserId.parse(parts[1])
                .map(userId -> new SignedIn(userId, Instant.ofEpochSecond(Long.parseLong(parts[0]))));
    }

    private SignedIn now(UserId userId) {
        return new SignedIn(userId, clock.instant());
    }

    /**
     * A bearer token is a list of management scopes with commas between them, and their client before it, or who is signed in behind
     * {@code person}, as in an ID token.
     */
    private ManagementAdmission known(String token) {
        if (token.startsWith(PERSON)) {
            return new ManagementAdmission.Admitted(
                    ManagementCaller.person(read(token.substring(PERSON.length())).orElseThrow()));
        }
        int colon = token.indexOf(' ');
        return colon < 0
                ? new ManagementAdmission.Refused("Invalid token")
                : new ManagementAdmission.Admitted(new ManagementCaller(
                        token.substring(0, colon), Set.of(token.substring(colon + 1).split(",")),
                        Actor.client(token.substring(0, colon))));
    }

    /** What works with people needs. */
    public People people() {
        return people;
    }

    /** A client of the management API that may do everything. */
    public ManagementClient manage() {
        return manage("cli_test", ManagementScope.words());
    }

    /** Somebody who signs in now. */
    public ManagementClient signedIn(UserId userId) {
        return new ManagementClient(server.uri(),
                Optional.of(PERSON + clock.instant().getEpochSecond() + " " + userId));
    }

    /** A client of that id with those scopes. */
    public ManagementClient manage(String clientId, Set<String> scopes) {
        return new ManagementClient(server.uri(), Optional.of(clientId + " " + String.join(",", scopes)));
    }

    public static Service start(Path folder) {
        return start(folder, ServerOptions.defaults());
    }

    public static Service start(Path folder, ServerOptions options) {
        return start(folder, options, new NoAuthorization());
    }

    /** With other bounds of mappings. */
    public static Service start(Path folder, MappingSettings mappings) {
        return new Service(MigratedSqlite.open(folder, StoreOptions.defaults()),
                ServerOptions.defaults().with(ServerSettings.PORT, 0), new NoAuthorization(), mappings);
    }

    /** With another who issues access tokens. */
    public static Service start(Path folder, ServerOptions options, AuthorizationServer authorization) {
        return new Service(MigratedSqlite.open(folder, StoreOptions.defaults()), options.with(ServerSettings.PORT, 0),
                authorization);
    }

    /** On a store that is made of the usual one. */
    public static Service start(Path folder, ServerOptions options, UnaryOperator<Storage> store) {
        return new Service(
                store.apply(MigratedSqlite.open(folder, StoreOptions.defaults())), options.with(ServerSettings.PORT, 0),
                new NoAuthorization());
    }

    /** A client of a new connection with all scopes. */
    public ScimClient connect(String name) {
        Connection connection = connections.create(name, Strategy.WAAD, false);
        return new ScimClient(server.uri(), connection.id(), token(connection, ALL_SCOPES));
    }

    /** A client of that connection with that token. */
    public ScimClient scimClient(ConnectionId connection, String token) {
        return new ScimClient(server.uri(), connection, token);
    }

    /** The same connection with a token of these scopes. */
    public ScimClient withScopes(ScimClient client, Set<TokenScope> scopes) {
        return client.withToken(token(connections.find(client.connection().value()).orElseThrow(), scopes));
    }

    /** The same connection with a token that expires. */
    public ScimClient withLifetime(ScimClient client, Duration lifetime) {
        return client.withToken(
                tokens.issue(client.connection(), ALL_SCOPES, Optional.of(lifetime)).secret());
    }

    /** What the connection's log holds, newest first. */
    public List<RequestLogEntry> log(ScimClient client) {
        log.flush();
        return storage.read(Share.HOUSE,
                session -> session
                        .log()
                        .list(new LogQuery(client.connection(), Optional.empty(), 0, 999, Optional.empty(), 100)));
    }

    public SettableClock clock() {
        return clock;
    }

    public Storage storage() {
        return storage;
    }

    public RollcallServer server() {
        return server;
    }

    private String token(Connection connection, Set<TokenScope> scopes) {
        return tokens.issue(connection.id(), scopes, Optional.empty()).secret();
    }

    @Override
    public void close() {
        server.stop();
        storage.close();
    }
}
