package dev.rollcall.clients;

import dev.rollcall.app.NoAuthorization;
import dev.rollcall.app.PostgresServer;
import dev.rollcall.directory.access.Authenticator;
import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.IdTokens;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.access.SetupLinks;
import dev.rollcall.directory.access.StreamOptions;
import dev.rollcall.directory.access.Tokens;
import dev.rollcall.directory.client.ManagementAdmission;
import dev.rollcall.directory.client.ManagementCaller;
import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.RequestLog;
import dev.rollcall.directory.log.RequestLogOptions;
import dev.rollcall.directory.person.ConnectionJobs;
import dev.rollcall.directory.person.EndedBlocks;
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
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.directory.upkeep.Upkeep;
import dev.rollcall.directory.upkeep.UpkeepOptions;
import dev.rollcall.oauth.KeyFile;
import dev.rollcall.oauth.StoreSecretSeal;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.server.Instruments;
import dev.rollcall.server.ManagementServices;
import dev.rollcall.server.RollcallServer;
import dev.rollcall.server.management.stream.StreamServices;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.postgres.PostgresStorage;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The whole service in this JVM, wired as {@code serve} does, and everything that has to be closed after it. */
final class WiredSystem implements AutoCloseable {
    /** Closed from the last to the first. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private WiredSystem() {}

    /** Starts a server on a new, empty store of that kind. */
    static LiveServer start(StoreKind kind) {
        return start(kind, ResourceLimits.defaults());
    }

    /** The same with other limits. */
    static LiveServer start(StoreKind kind, ResourceLimits limits) {
        WiredSystem system = new WiredSystem();
        return system.serve(limits, switch (kind) {
            case SQLITE -> system.sqlite();
            case POSTGRESQL -> postgresql();
        });
    }

    /** Starts a server on SQLite in a folder that stays when the server is closed. */
    static LiveServer startIn(Path folder) {
        return new WiredSystem().serve(ResourceLimits.defaults(), MigratedSqlite.open(folder, StoreOptions.defaults()));
    }

    /** Starts a server on that store, which is closed with it. */
    static LiveServer startOn(Storage storage) {
        return new WiredSystem().serve(ResourceLimits.defaults(), storage);
    }

    private LiveServer serve(ResourceLimits limits, Storage storage) {
        parts.push(storage);
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        IdSource ids = new IdSource(clock, random);
        Authenticator authenticator = new Authenticator(storage, clock);
        RequestLog log = new RequestLog(storage, RequestLogOptions.defaults());
        Resources resources = new Resources(storage, clock, ids, limits, PatchLimits.defaults());
        Upkeep upkeep = new Upkeep(storage, log, authenticator, resources.unfinishedDeletions(),
                new EndedBlocks(storage, clock, ids, System::nanoTime),
                new ConnectionJobs(storage, clock, ids, System::nanoTime), clock,
                UpkeepOptions.defaults());
        parts.push(log::flush);
        ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor();
        parts.push(pulse);
        pulse.scheduleWithFixedDelay(upkeep::run, 500, 500, TimeUnit.MILLISECONDS);
        Connections connections = new Connections(storage, clock, random);
        Tokens tokens = new Tokens(storage, clock, random);
        People people = new People(storage, resources, new StoredSettings(), clock, ids,
                new ProcessorTurns(2, Duration.ofSeconds(30)), PersonLimits.defaults());
        RollcallServer server = RollcallServer.start(ServerOptions.defaults().with(ServerSettings.PORT, 0),
                resources, limits, authenticator, new NoAuthorization(), log, storage,
                clock, System::nanoTime, ids, seal(storage, clock), Instruments.none(),
                Optional.of(new ManagementServices(WiredSystem::administrator, IdTokens.none(), connections,
                        new ScimConfigurations(storage, clock, random),
                        new Declarations(storage, clock, random, DeclarationLimits.defaults(),
                                ResourceSearch.alone(ResourceLimits.defaults()), System::nanoTime),
                        tokens,
                        new SetupLinks(storage, clock, random), secret -> "/set-up/" + secret, people,
                        StreamServices.of(storage, new NoTargets(), clock, random, StreamOptions.defaults(),
                                new NoTargets(), new EventSource(storage,
                                        new EventRenderer(new PersonProfiles(new StoredSettings())))))),
                _ -> List.of());
        parts.push(server::stop);
        return new LiveServer(server.uri(), connections, tokens, people, this);
    }

    private static ManagementAdmission administrator(String token) {
        return token.equals(LiveServer.ADMINISTRATOR)
                ? new ManagementAdmission.Admitted(ManagementCaller.administrator())
                : new ManagementAdmission.Refused("Invalid token");
    }

    private SecretSeal seal(Storage storage, Clock clock) {
        return new StoreSecretSeal(storage, KeyFile.madeWhenMissing(folder().resolve("keys.json")), clock);
    }

    private Storage sqlite() {
        return MigratedSqlite.open(folder(), StoreOptions.defaults());
    }

    /** A new folder that is deleted in the end. */
    private Path folder() {
        try {
            Path folder = Files.createTempDirectory("rollcall-clients");
            parts.push(() -> deleteAll(folder));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Storage postgresql() {
        return PostgresStorage.open(PostgresServer.newStore(), StoreOptions.defaults());
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
    }
}
