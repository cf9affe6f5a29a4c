package dev.rollcall.app.service;

import dev.rollcall.app.setting.LogLevel;
import dev.rollcall.app.setting.SettingReport;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.console.Console;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.access.AdminToken;
import dev.rollcall.directory.access.Authenticator;
import dev.rollcall.directory.access.Clients;
import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.CredentialUses;
import dev.rollcall.directory.access.FirstClient;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.access.SetupLinks;
import dev.rollcall.directory.access.TokenSettings;
import dev.rollcall.directory.access.Tokens;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.configuration.MappingSettings;
import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.RequestLog;
import dev.rollcall.directory.log.RequestLogOptions;
import dev.rollcall.directory.person.ConnectionJobs;
import dev.rollcall.directory.person.EndedBlocks;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.person.PersonLimits;
import dev.rollcall.directory.person.StoredSettings;
import dev.rollcall.directory.resource.PatchSettings;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.directory.upkeep.Upkeep;
import dev.rollcall.directory.upkeep.UpkeepOptions;
import dev.rollcall.oauth.KeyFile;
import dev.rollcall.oauth.OAuthService;
import dev.rollcall.oauth.StoreSecretSeal;
import dev.rollcall.server.ManagementServices;
import dev.rollcall.server.RollcallServer;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.server.option.TlsFiles;
import dev.rollcall.setting.SettingValues;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The running service: the store, the directory on it, the upkeep beside it and the server before it.
 *
 * <p>Guarantees: when {@link #start} returns, requests are answered; when it throws, nothing is left open. {@link #close}
 * finishes the requests that are under way and writes out what waits, and may be called again.
 */
public final class RollcallService implements AutoCloseable {
    private final Shutdown shutdown;
    private final URI url;
    private final CompletionStage<String> ended;

    private RollcallService(Shutdown shutdown, URI url, CompletionStage<String> ended) {
        this.shutdown = shutdown;
        this.url = url;
        this.ended = ended;
    }

    /**
     * Starts the service.
     *
     * @throws ServiceException when it cannot listen, or its certificate cannot be used
     * @throws dev.rollcall.oauth.KeyFileException when the key file is not the one that the store is sealed under
     * @throws dev.rollcall.directory.storage.StorageException when the store cannot be opened or is served from already
     */
    public static RollcallService start(SettingValues settings, Terminal terminal) {
        Logs.serve(settings.get(LogLevel.LEVEL));
        Shutdown shutdown = new Shutdown();
        try {
            OpenStore store = OpenStore.toServe(settings, terminal);
            shutdown.add("close the store", store::close);
            Notices.print(settings, store.storage(), terminal);
            KeyFileStart keyFile = KeyFileStart.begin(settings, terminal, store.storage());
            shutdown.add("finish the key file", keyFile::close);
            CompletableFuture<String> ended = new CompletableFuture<>();
            RollcallServer server = serve(settings, terminal, store.storage(), shutdown, ended);
            keyFile.require();
            URI reached = BaseUrl.reached(settings, server.port());
            ServeAddress address = new ServeAddress(OpenStore.folder(settings, terminal));
            address.write(reached);
            shutdown.add("delete the note of the address", address::delete);
            BootstrapClient.write(settings, terminal,
                    new FirstClient(store.storage(), new Clients(store.storage(), terminal.clock(), new SecureRandom())
                            .audited(new LocalAudit(Actor.UPKEEP, "first start", terminal.clock()))),
                    reached);
            return new RollcallService(shutdown, BaseUrl.listening(settings, server.port()),
                    ended.minimalCompletionStage());
        } catch (RuntimeException e) {
            shutdown.run();
            throw e;
        }
    }

    /** Where it listens, with the port that was really taken. */
    public URI url() {
        return url;
    }

    /**
     * Completed when it cannot serve any more: because it was closed, or because a part has ended by itself that it cannot do
     * without. The text says what has happened, as the beginning of a sentence.
     */
    public CompletionStage<String> ended() {
        return ended;
    }

    @Override
    public void close() {
        shutdown.run();
    }

    private static RollcallServer serve(
            SettingValues settings, Terminal terminal, Storage storage, Shutdown shutdown,
            CompletableFuture<String> ended) {
        Clock clock = terminal.clock();
        IdSource ids = new IdSource(clock, new SecureRandom());
        ResourceLimits limits = ResourceLimits.of(settings);
        CredentialUses uses = new CredentialUses(storage, clock);
        AtomicReference<URI> listening = new AtomicReference<>();
        OAuthService oauth = oauth(settings, terminal, storage, uses,
                () -> Optional.ofNullable(listening.get()));
        Authenticator authenticator = new Authenticator(storage, clock, oauth.scim(), uses,
                TokenSettings.memory(settings));
        RequestLog log = new RequestLog(storage, RequestLogOptions.of(settings));
        Resources resources = new Resources(storage, clock, ids, limits, PatchSettings.limits(settings));
        StoredSettings connections = new StoredSettings(MappingSettings.of(settings).limits(),
                MappingSettings.memory(settings));
        UpkeepThread upkeep = new UpkeepThread(
                new Upkeep(storage, log, authenticator, resources.unfinishedDeletions(),
                        new EndedBlocks(storage, clock, ids, System::nanoTime),
                        new ConnectionJobs(storage, clock, ids, System::nanoTime, connections, resources), clock,
                        UpkeepOptions.of(settings))::run,
                System::nanoTime);
        shutdown.add("finish the upkeep", upkeep::close);
        upkeep.start();
        OutboundParts parts = new OutboundParts(
                settings, storage, KeyFiles.of(settings, terminal), clock, oauth);
        RunningOutbound outbound = RunningOutbound.start(settings, storage, parts, clock);
        shutdown.add("finish deliveries to event streams", outbound::close);
        ListenAddress.check(settings);
        ServerOptions options = options(settings, terminal);
        try {
            ManagementServices management = management(settings, storage, resources, connections, clock, ids, oauth,
                    parts);
            Console console = new Console(settings,
                    new ConsoleServices(storage, management, new Clients(storage, clock, new SecureRandom()),
                            oauth.operators(), SettingReport.of(settings), clock, System::nanoTime),
                    administrator(settings), ids,
                    new SecureRandom());
            RollcallServer server = RollcallServer.start(options, resources, limits, authenticator,
                    oauth.authorizationServer(), log, storage, clock, System::nanoTime, ids,
                    new CursorSeal(new StoreSecretSeal(storage, KeyFiles.of(settings, terminal), clock)),
                    ServiceInstruments.of(storage, upkeep, outbound), Optional.of(management), console::surfaces);
            shutdown.add("stop the server", server::stop);
            shutdown.add("end the console's live pages", console::close);
            listening.set(BaseUrl.listening(settings, server.port()));
            server.ended().thenRun(() -> ended.complete("no more connections can be accepted"));
            upkeep.ended().thenRun(() -> ended.complete("the upkeep has ended"));
            outbound.service().ended().thenRun(() -> ended.complete("the delivery to event streams has ended"));
            return server;
        } catch (UncheckedIOException e) {
            throw ListenAddress.unusable(settings, e);
        } catch (IllegalArgumentException e) {
            throw new ServiceException("HTTPS cannot be spoken: " + e.getMessage(), e);
        }
    }

    private static ManagementServices management(
            SettingValues settings, Storage storage, Resources resources, StoredSettings connections, Clock clock,
            IdSource ids, OAuthService oauth, OutboundParts parts) {
        SecureRandom random = new SecureRandom();
        return new ManagementServices(oauth.management(), oauth.idTokens(), new Connections(storage, clock, random),
                new ScimConfigurations(storage, clock, random, MappingSettings.of(settings)),
                new Declarations(storage, clock, random, DeclarationLimits.of(settings), resources.rows(),
                        System::nanoTime),
                new Tokens(storage, clock, random),
                new SetupLinks(storage, clock, random), ConsolePath.SETUP_ENTER::with,
                new People(storage, resources, connections, clock, ids,
                        new ServerOptions(settings).processorTurns(),
                        PersonLimits.of(settings)),
                parts.services());
    }

    static OAuthService oauth(
            SettingValues settings, Terminal terminal, Storage storage, CredentialUses uses,
            Supplier<Optional<URI>> listening) {
        KeyFile keyFile = KeyFiles.of(settings, terminal);
        return OAuthService.of(settings, settings.get(ServerSettings.PUBLIC_URL), listening,
                administrator(settings), keyFile, storage, uses,
                terminal.clock(), new SecureRandom(), System::nanoTime);
    }

    private static AdminToken administrator(SettingValues settings) {
        return new AdminToken(settings.get(ServerSettings.ADMIN_TOKEN));
    }

    /** Relative paths start at the working directory. */
    private static ServerOptions options(SettingValues settings, Terminal terminal) {
        ServerOptions options = new ServerOptions(settings);
        return options.tls()
                .map(files -> options.withTls(new TlsFiles(
                        terminal.folder().resolve(files.certificate()), terminal.folder().resolve(files.key()))))
                .orElse(options);
    }
}
