package dev.rollcall.server.management.stream;

import dev.rollcall.directory.access.StreamSyncs;
import dev.rollcall.directory.access.SyncJson;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.SyncJob;
import dev.rollcall.server.management.BodyFields;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import java.util.List;
import java.util.Optional;

/** Begins a comparison of a target with its source, and shows how far it has come. */
final class SyncEndpoint {
    private static final List<String> MODES = List.of("dry-run", "apply", "verify");

    private final StreamSyncs syncs;
    private final StreamLookup lookup;

    SyncEndpoint(StreamSyncs syncs, StreamLookup lookup) {
        this.syncs = syncs;
        this.lookup = lookup;
    }

    ManagementAnswer begin(ManagementRequest request) {
        EventStream stream = lookup.of(request);
        BodyFields fields = new BodyFields(request.requiredBody());
        fields.requireKnown(List.of("mode", "max_departures_percent"));
        String mode = fields.requiredText("mode");
        if (!MODES.contains(mode)) {
            throw ManagementFailure.body("The field mode must be one of " + String.join(", ", MODES) + ".");
        }
        long share = fields.number("max_departures_percent").orElse(StreamSyncs.DEPARTURES_PERCENT);
        if (share < 0 || share > 100) {
            throw ManagementFailure.body("The field max_departures_percent must be a whole number from 0 to 100.");
        }
        SyncJob job = request.change(202, trail -> syncs.countedFor(request.share())
                .audited(trail)
                .begin(stream.id(), mode, "", (int) share));
        return ManagementAnswer.accepted(SyncJson.of(job));
    }

    ManagementAnswer read(ManagementRequest request) {
        EventStream stream = lookup.of(request);
        Optional<SyncJob> job = syncs.countedFor(request.share()).find(stream.id());
        return ManagementAnswer.ok(job.map(SyncJson::of)
                .orElseThrow(
                        () -> ManagementFailure.missing("inexistent_sync", "The stream was never synchronised. Begin"
                                + " with POST /api/v2/event-streams/{id}/sync {\"mode\":\"dry-run\"}.")));
    }
}
