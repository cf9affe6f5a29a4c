package dev.rollcall.app.service;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.access.CredentialUses;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.SyncJob;
import dev.rollcall.oauth.OAuthService;
import dev.rollcall.setting.SettingValues;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sees a synchronisation to its end, as a command does: a service that runs on the store does the work; where none runs, this process
 * delivers meanwhile in its place.
 */
public final class LocalSync {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final SettingValues settings;
    private final Terminal terminal;

    public LocalSync(SettingValues settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    /**
     * Waits until a synchronisation is finished.
     *
     * @param progress is told again and again how far it has come
     * @return how it was when it was finished
     * @throws ServiceException when another one took its place, or the thread was interrupted; what is done stays done
     */
    public SyncJob finish(SyncJob job, Consumer<SyncJob> progress) {
        Optional<OpenStore> own = OpenStore.unlessServed(settings, terminal);
        if (own.isPresent()) {
            try (OpenStore store = own.get();
                    RunningOutbound outbound = start(store.storage())) {
                return follow(store.storage(), job, progress, outbound::problem);
            }
        }
        try (Storage storage = OpenStore.existing(settings, terminal)) {
            return follow(storage, job, progress, Optional::empty);
        }
    }

    private RunningOutbound start(Storage storage) {
        OAuthService oauth = RollcallService.oauth(settings, terminal, storage,
                new CredentialUses(storage, terminal.clock()), Optional::empty);
        OutboundParts parts = new OutboundParts(settings, storage, KeyFiles.of(settings, terminal), terminal.clock(),
                oauth);
        return RunningOutbound.start(settings, storage, parts, terminal.clock());
    }

    private static SyncJob follow(
            Storage storage, SyncJob job, Consumer<SyncJob> progress, Supplier<Optional<String>> problem) {
        while (true) {
            SyncJob now = storage.read(Share.OUTBOUND, session -> session.syncs().find(job.stream()))
                    .filter(found -> found.startedAt().equals(job.startedAt()))
                    .orElseThrow(
                            () -> new ServiceException("Another synchronisation of the stream has taken the place of"
                                    + " this one. See it with \"rollcall sync\"."));
            progress.accept(now);
            if (now.finishedAt().isPresent()) {
                return now;
            }
            problem.get().ifPresent(sentence -> {
                throw new ServiceException(sentence);
            });
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServiceException("Interrupted. The same command goes on where it was.");
            }
        }
    }
}
