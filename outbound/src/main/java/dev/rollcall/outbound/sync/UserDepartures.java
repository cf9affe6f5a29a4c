package dev.rollcall.outbound.sync;

import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.SyncItem;
import dev.rollcall.directory.stream.SyncSeen;
import dev.rollcall.mapping.target.TargetRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whom the target has and the source has not any more. Touched is only who has one of our externalIds; everybody else is foreign
 * and stays as they are.
 */
final class UserDepartures implements SyncPhase {
    private static final int PAGE = 1_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Storage storage;
    private final EventStream stream;
    private final SourceUsers source;
    private final boolean deactivates;
    /** Whether the stream takes deletions at all. */
    private final boolean departs;
    /** Whether an externalId there says whose it is: only the row of {@code user_id} can be read the other way. */
    private final boolean namesUsers;

    /** @param rows by which users are made there */
    UserDepartures(Storage storage, EventStream stream, SourceUsers source, ScimTarget target, List<TargetRow> rows) {
        this.storage = storage;
        this.stream = stream;
        this.source = source;
        this.deactivates = target.delete() == ScimTarget.Delete.DEACTIVATE;
        this.departs = stream.subscriptions().contains(EventType.USER_DELETED);
        this.namesUsers = rows.stream()
                .anyMatch(row -> row.enabled()
                        && row.scim().equals("externalId")
                        && row.auth0().filter("user_id"::equals).isPresent()
                        && row.expression().isEmpty());
    }

    @Override
    public Piece piece(String place, DriftReport report) {
        List<SyncItem> items = new ArrayList<>();
        List<SyncSeen> alone = new ArrayList<>();
        List<SyncSeen> seen = storage.read(Share.OUTBOUND, session -> {
            List<SyncSeen> some = session.syncs().seen(stream.id(), Inventory.USER, place, PAGE);
            some.stream().filter(one -> !isTaken(session, one)).forEach(alone::add);
            return some;
        });
        report.add("target", "users", seen.size());
        report.add("target", "blocked", seen.stream().filter(SyncSeen::blocked).count());
        for (SyncSeen one : alone) {
            depart(one, report).ifPresent(items::add);
        }
        Optional<String> next = seen.size() < PAGE ? Optional.empty() : Optional.of(seen.getLast().remoteId());
        return Piece.of(session -> session.syncs().put(stream.id(), items), next);
    }

    private boolean isTaken(ReadSession session, SyncSeen one) {
        return session.syncs().byRemoteId(stream.id(), UserMatch.TAKEN, one.remoteId()).isPresent();
    }

    private Optional<SyncItem> depart(SyncSeen one, DriftReport report) {
        Optional<Boolean> gone = one.externalId().filter(_ -> namesUsers).flatMap(source::isGone);
        if (gone.isEmpty()) {
            report.add("plan", "foreign", 1);
            return Optional.empty();
        }
        if (!gone.get()) {
            // Several have this externalId: the match has said so.
            return Optional.empty();
        }
        if (!departs) {
            report.add("plan", "kept", 1);
            return Optional.empty();
        }
        if (deactivates && one.blocked()) {
            report.add("plan", "equal", 1);
            return Optional.empty();
        }
        SyncAction action = deactivates ? SyncAction.DEACTIVATE : SyncAction.DELETE;
        report.plan(action);
        report.add("plan", "departures", one.blocked() ? 0 : 1);
        String externalId = one.externalId().orElseThrow();
        ObjectNode detail = JSON.createObjectNode().put("user_id", externalId).put("remote_id", one.remoteId());
        return Optional.of(new SyncItem(subject(externalId), action.word(), detail.toString(), false));
    }

    private String subject(String externalId) {
        UserId id = UserId.parse(externalId).orElseThrow();
        return storage.read(Share.OUTBOUND, session -> session.connections()
                .named(id.connection())
                .map(connection -> SubjectKey.user(connection.id(), id.subject()).text())
                .orElseThrow());
    }
}
