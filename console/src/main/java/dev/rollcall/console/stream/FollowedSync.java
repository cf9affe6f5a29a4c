package dev.rollcall.console.stream;

import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.live.LiveEvent;
import dev.rollcall.directory.access.StreamSyncs;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.SyncJob;
import java.util.List;
import java.util.Optional;

/** How far a synchronisation has come, for a page that follows it; its end is the last that is told. For one thread. */
final class FollowedSync {
    private final ConsoleRequest request;
    private final StreamSyncs syncs;
    private final StreamId stream;
    private Optional<SyncJob> shown = Optional.empty();

    FollowedSync(ConsoleRequest request, StreamSyncs syncs, StreamId stream) {
        this.request = request;
        this.syncs = syncs;
        this.stream = stream;
    }

    /** What has changed since it was asked last. */
    List<LiveEvent> next() {
        Optional<SyncJob> job = syncs.find(stream);
        if (job.equals(shown) && job.isPresent()) {
            return List.of();
        }
        shown = job;
        boolean over = job.filter(now -> now.finishedAt().isEmpty()).isEmpty();
        String html = job.map(now -> request.render("syncprogress.jte", SyncProgressView.of(now)
                .leadingTo(request.frame().link(ConsolePath.STREAM_SYNC, stream.value()))))
                .orElse("");
        return List.of(new LiveEvent(over ? LiveEvent.DONE : "progress", "", html));
    }
}
