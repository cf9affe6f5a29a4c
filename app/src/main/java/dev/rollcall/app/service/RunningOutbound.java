package dev.rollcall.app.service;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.outbound.service.OutboundService;
import dev.rollcall.outbound.setting.OutboundSettings;
import dev.rollcall.outbound.sync.ScimSyncTargets;
import dev.rollcall.outbound.sync.SyncLoop;
import dev.rollcall.outbound.sync.SyncRunner;
import dev.rollcall.setting.SettingValues;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** The outbound side, running: what delivers to event streams, and what synchronises them. */
final class RunningOutbound implements AutoCloseable {
    private final OutboundService service;
    private final SyncLoop syncs;

    private RunningOutbound(OutboundService service, SyncLoop syncs) {
        this.service = service;
        this.syncs = syncs;
    }

    /** Starts it; what somebody has left unfinished goes on. */
    static RunningOutbound start(SettingValues settings, Storage storage, OutboundParts parts, Clock clock) {
        OutboundSettings outbound = OutboundSettings.of(settings);
        SecureRandom random = new SecureRandom();
        OutboundService service = OutboundService.start(storage, outbound, parts.drivers(), parts.judge(),
                parts.alerts(), clock, System::nanoTime, random);
        SyncLoop syncs = new SyncLoop(storage, new SyncRunner(storage,
                new ScimSyncTargets(parts.scim(), clock, System::nanoTime), parts.profiles(), random, clock,
                outbound.hold()));
        return new RunningOutbound(service, syncs);
    }

    /** What delivers. */
    OutboundService service() {
        return service;
    }

    /** What is wrong and what to do; empty when all works. */
    Optional<String> problem() {
        return service.problem().or(syncs::problem);
    }

    @Override
    public void close() {
        syncs.close();
        service.close();
    }
}
