package dev.rollcall.hardship;

import dev.rollcall.app.NoAuthorization;
import dev.rollcall.directory.access.Authenticator;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.RequestLog;
import dev.rollcall.directory.log.RequestLogOptions;
import dev.rollcall.directory.person.ConnectionJobs;
import dev.rollcall.directory.person.EndedBlocks;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.upkeep.Upkeep;
import dev.rollcall.directory.upkeep.UpkeepOptions;
import dev.rollcall.oauth.KeyFile;
import dev.rollcall.oauth.StoreSecretSeal;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.server.Instruments;
import dev.rollcall.server.RollcallServer;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One server with its upkeep, on a store that others may share. */
final class Node implements AutoCloseable {
    private static final int UPKEEP_MILLIS = 500;

    private final Storage storage;
    private final RollcallServer server;
    private final ScheduledExecutorService upkeep;

    private Node(Storage storage, RollcallServer server, ScheduledExecutorService upkeep) {
        this.storage = storage;
        this.server = server;
        this.upkeep = upkeep;
    }

    /** @param keys where the key file is that all nodes of a store have */
    static Node start(Place place, Path keys) {
        Clock clock = Clock.systemUTC();
        Storage storage = place.open();
        IdSource ids = new IdSource(clock, new SecureRandom());
        ResourceLimits limits = ResourceLimits.defaults();
        Authenticator authenticator = new Authenticator(storage, clock);
        RequestLog log = new RequestLog(storage, RequestLogOptions.defaults());
        Resources resources = new Resources(storage, clock, ids, limits, PatchLimits.defaults());
        Upkeep work = new Upkeep(storage, log, authenticator, resources.unfinishedDeletions(),
                new EndedBlocks(storage, clock, ids, System::nanoTime),
                new ConnectionJobs(storage, clock, ids, System::nanoTime), clock,
                UpkeepOptions.defaults());
        RollcallServer server = RollcallServer.start(
                ServerOptions.defaults().with(ServerSettings.PORT, 0),
                resources,
                limits,
                authenticator,
                new NoAuthorization(),
                log,
                storage,
                clock, System::nanoTime,
                ids, new StoreSecretSeal(storage, KeyFile.madeWhenMissing(keys), clock), Instruments.none(),
                Optional.empty(), _ -> List.of());
        ScheduledExecutorService upkeep = Executors
                .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
        upkeep.scheduleWithFixedDelay(() -> {
            while (work.run() && !upkeep.isShutdown()) {
                Thread.onSpinWait();
            }
        }, UPKEEP_MILLIS, UPKEEP_MILLIS, TimeUnit.MILLISECONDS);
        return new Node(storage, server, upkeep);
    }

    URI uri() {
        return server.uri();
    }

    Storage storage() {
        return storage;
    }

    @Override
    public void close() {
        server.stop();
        upkeep.close();
        storage.close();
    }
}
