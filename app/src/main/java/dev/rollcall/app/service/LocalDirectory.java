package dev.rollcall.app.service;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.access.Clients;
import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.CredentialUses;
import dev.rollcall.directory.access.EntraTrusts;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.access.SetupLinks;
import dev.rollcall.directory.access.Tokens;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.configuration.MappingSettings;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.oauth.KeyFile;
import dev.rollcall.oauth.OAuthService;
import dev.rollcall.oauth.OAuthSettings;
import dev.rollcall.oauth.SigningKeys;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.setting.SettingValues;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/** The store as a command sees it: opened beside a server that may be running on it, for short transactions. */
public final class LocalDirectory implements AutoCloseable {
    private final Storage storage;
    private final AuditTrail trail;
    private final Terminal terminal;
    private final Connections connections;
    private final Tokens tokens;
    private final SetupLinks setupLinks;
    private final ScimConfigurations configurations;
    private final Declarations declarations;
    private final Clients clients;
    private final EntraTrusts entraTrusts;
    private final KeyFile keyFile;
    private final URI baseUrl;
    private final SettingValues settings;

    private LocalDirectory(
            Storage storage, Terminal terminal, KeyFile keyFile, URI baseUrl, SettingValues settings) {
        MappingSettings mappings = MappingSettings.of(settings);
        this.settings = settings;
        SecureRandom random = new SecureRandom();
        this.storage = storage;
        this.terminal = terminal;
        this.trail = new LocalAudit(Actor.COMMAND_LINE, "command line", terminal.clock());
        this.connections = new Connections(storage, terminal.clock(), random).audited(trail);
        this.tokens = new Tokens(storage, terminal.clock(), random).audited(trail);
        this.setupLinks = new SetupLinks(storage, terminal.clock(), random).audited(trail);
        this.configurations = new ScimConfigurations(storage, terminal.clock(), random, mappings).audited(trail);
        this.declarations = new Declarations(storage, terminal.clock(), random, DeclarationLimits.of(settings),
                ResourceSearch.alone(ResourceLimits.of(settings)), System::nanoTime).audited(trail);
        this.clients = new Clients(storage, terminal.clock(), random).audited(trail);
        this.entraTrusts = new EntraTrusts(storage, terminal.clock()).audited(trail);
        this.keyFile = keyFile;
        this.baseUrl = baseUrl;
    }

    /** Opens the store that the settings name; makes it when there is none yet. */
    public static LocalDirectory open(SettingValues settings, Terminal terminal) {
        return of(settings, terminal, OpenStore::beside);
    }

    /**
     * Opens the store that the settings name.
     *
     * @throws NoStoreException when there is none yet
     */
    public static LocalDirectory openExisting(SettingValues settings, Terminal terminal) {
        return of(settings, terminal, OpenStore::existing);
    }

    private static LocalDirectory of(
            SettingValues settings, Terminal terminal, BiFunction<SettingValues, Terminal, Storage> store) {
        Logs.quiet();
        URI baseUrl = settings.get(ServerSettings.PUBLIC_URL)
                .or(() -> new ServeAddress(OpenStore.folder(settings, terminal)).read())
                .orElseGet(() -> BaseUrl.listening(settings, settings.get(ServerSettings.PORT)));
        return new LocalDirectory(store.apply(settings, terminal), terminal, KeyFiles.of(settings, terminal), baseUrl,
                settings);
    }

    /** The connections in it. */
    public Connections connections() {
        return connections;
    }

    /** The tokens in it. */
    public Tokens tokens() {
        return tokens;
    }

    /** The set-up links in it. */
    public SetupLinks setupLinks() {
        return setupLinks;
    }

    /** How its connections are provisioned. */
    public ScimConfigurations configurations() {
        return configurations;
    }

    /** What its connections declare beyond the standard schemas. */
    public Declarations declarations() {
        return declarations;
    }

    /** The OAuth clients in it. */
    public Clients clients() {
        return clients;
    }

    /** How long the access tokens of a new client of a connection are valid, unless something else is said. */
    public Duration tokenLifetime() {
        return settings.get(OAuthSettings.TOKEN_LIFETIME);
    }

    /** What its connections trust Entra with. */
    public EntraTrusts entraTrusts() {
        return entraTrusts;
    }

    /** The key file that the settings name. */
    public KeyFile keyFile() {
        return keyFile;
    }

    /** The keys of access tokens in it. */
    public SigningKeys signingKeys() {
        return new SigningKeys(storage, keyFile, terminal.clock());
    }

    /** Where what the command changes is noted. */
    public AuditTrail audit() {
        return trail;
    }

    /** The users and groups of a connection. */
    public LocalResources resources(Connection connection) {
        return new LocalResources(storage, terminal, connection, endpoint(connection));
    }

    /** The people of all connections. */
    public LocalPeople people() {
        return new LocalPeople(storage, terminal, baseUrl, trail, configurations.settings().limits());
    }

    /** The event streams in it. */
    public LocalStreams streams() {
        OAuthService oauth = RollcallService.oauth(
                settings, terminal, storage, new CredentialUses(storage, terminal.clock()), Optional::empty);
        OutboundParts parts = new OutboundParts(settings, storage, keyFile, terminal.clock(), oauth);
        return new LocalStreams(parts.services(), trail, people(), connections, terminal.clock(), parts.tenant());
    }

    /** The address that the connection's identity provider is given. */
    public String endpoint(Connection connection) {
        return baseUrl + "/scim/v2/connections/" + connection.id();
    }

    /** The store itself. */
    public Storage storage() {
        return storage;
    }

    /** What the SCIM endpoints begin with: the public address, that of the running server, or the one of the settings. */
    public URI baseUrl() {
        return baseUrl;
    }

    @Override
    public void close() {
        storage.close();
    }
}
