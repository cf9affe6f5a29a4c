package dev.rollcall.outbound.sync;

import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.SyncItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Groups that were sent to the target and are gone here. Groups that the target has otherwise are foreign and stay. */
final class GroupDepartures implements SyncPhase {
    private static final int PAGE = 500;
    private static final String GROUP = "Group";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Storage storage;
    private final StreamId stream;

    GroupDepartures(Storage storage, StreamId stream) {
        this.storage = storage;
        this.stream = stream;
    }

    @Override
    public Piece piece(String place, DriftReport report) {
        List<SyncItem> items = new ArrayList<>();
        Optional<String> next = storage.read(Share.OUTBOUND, session -> {
            List<RemoteRecord> some = session.remotes().page(stream, "G ", place, PAGE);
            some.stream().filter(remote -> isGone(session, remote)).forEach(remote -> {
                report.plan(SyncAction.DELETE_GROUP);
                report.add("target", DriftReport.OUR_GROUPS, 1);
                items.add(new SyncItem(remote.subject().text(), SyncAction.DELETE_GROUP.word(), JSON.createObjectNode()
                        .put("remote_id", remote.remoteId().orElseThrow())
                        .put("scim_id", remote.resourceId())
                        .toString(),
                        false));
            });
            return some.size() < PAGE ? Optional.empty() : Optional.of(some.getLast().subject().text());
        });
        return Piece.of(session -> session.syncs().put(stream, items), next);
    }

    private boolean isGone(ReadSession session, RemoteRecord remote) {
        return remote.remoteId()
                .flatMap(id -> session.syncs().byRemoteId(stream, Inventory.GROUP, id))
                .isPresent()
                && session.resources()
                        .find(remote.subject().connection().orElseThrow(), GROUP, remote.subject().tail())
                        .isEmpty();
    }
}
