package dev.rollcall.outbound.sync;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.SyncItem;
import dev.rollcall.directory.stream.SyncSeen;
import dev.rollcall.mapping.RowProblem;
import dev.rollcall.mapping.target.TargetBody;
import dev.rollcall.mapping.target.TargetMapping;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The second and the third step for users: whom of the source the target has, by externalId, by the id that is remembered, or by a
 * trusted attribute, and what has to be done about each. Two people never get one resource, and one person never gets two.
 */
final class UserMatch implements SyncPhase {
    /** Rows that say which resource of the target belongs to whom. */
    static final String TAKEN = "taken";

    static final int PAGE = 500;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Storage storage;
    private final EventStream stream;
    private final SourceUsers source;
    private final TargetMapping mapping;
    private final RowPrints prints;
    private final AccountOwners owners;
    private final Collection<String> match;
    private final boolean remembers;
    private final Clock clock;

    /** @param remembers whether the ids of those who are equal are remembered from now on; else nothing but the sync's own rows */
    UserMatch(Storage storage, EventStream stream, SourceUsers source, TargetMapping mapping, Collection<String> match,
            boolean remembers, Clock clock) {
        this.storage = storage;
        this.stream = stream;
        this.source = source;
        this.mapping = mapping;
        this.prints = new RowPrints(mapping);
        this.owners = new AccountOwners(stream.id(), source);
        this.match = List.copyOf(match);
        this.remembers = remembers;
        this.clock = clock;
    }

    /** What was found for somebody. */
    private sealed interface Found {
        record Nobody() implements Found {}

        record One(SyncSeen seen, boolean ours) implements Found {}

        record Conflict(String sentence) implements Found {}
    }

    @Override
    public Piece piece(String place, DriftReport report) {
        SourcePage page = source.page(place, PAGE);
        List<SyncItem> items = new ArrayList<>();
        List<SyncSeen> taken = new ArrayList<>();
        List<RemoteRecord> known = new ArrayList<>();
        Map<String, String> inPage = new HashMap<>();
        storage.read(Share.OUTBOUND, session -> {
            for (SourceUser user : page.users()) {
                decide(session, user, inPage, taken, known, report).ifPresent(items::add);
            }
            return page;
        });
        return Piece.of(session -> store(session, items, taken, known), page.next());
    }

    private void store(WriteSession session, List<SyncItem> items, List<SyncSeen> taken, List<RemoteRecord> known) {
        session.syncs().saw(stream.id(), taken);
        session.syncs().put(stream.id(), items);
        known.forEach(session.remotes()::put);
    }

    private Optional<SyncItem> decide(ReadSession session, SourceUser user, Map<String, String> inPage,
            List<SyncSeen> taken, List<RemoteRecord> known, DriftReport report) {
        TargetBody body = mapping.body(user.profile(), user.scim(), TargetMapping.Purpose.UPDATE, new Random(1));
        boolean blocked = body.resource().path("active").asString("true").equals("false");
        report.add("source", "users", 1);
        report.add("source", "blocked", blocked ? 1 : 0);
        Optional<RemoteRecord> remote = user.subject().flatMap(subject -> session.remotes().find(stream.id(), subject));
        Optional<String> externalId = body.text("externalId");
        Found found = find(session, user, externalId, remote);
        if (found instanceof Found.One(SyncSeen seen, boolean ours)) {
            found = ours ? found : unlessAnothers(session, user, seen);
        }
        if (found instanceof Found.One(SyncSeen seen, boolean ours)) {
            String owner = inPage.getOrDefault(seen.remoteId(), session.syncs()
                    .byRemoteId(stream.id(), TAKEN, seen.remoteId())
                    .flatMap(SyncSeen::externalId)
                    .orElse(user.userId()));
            if (!owner.equals(user.userId())) {
                found = new Found.Conflict("The target's user " + seen.remoteId() + " is taken for " + owner
                        + " already; give one of the two another " + String.join(" or ", match) + ".");
            }
        }
        if (externalId.isEmpty() && body.isWhole()) {
            if (found instanceof Found.One(SyncSeen seen, boolean ours)) {
                take(user, seen, blocked, inPage, taken);
            }
            return Optional.of(item(user, SyncAction.SKIP, Optional.empty(), List.of(),
                    "The mapping makes no externalId of this profile; give them what its row reads.", report));
        }
        if (!body.isWhole()) {
            // It is theirs all the same, so that nobody takes it for one who has gone.
            if (found instanceof Found.One(SyncSeen seen, boolean ours)) {
                take(user, seen, blocked, inPage, taken);
            }
            found = new Found.Conflict(String.join(" ", body.problems().stream().map(RowProblem::toString).toList()));
        }
        return switch (found) {
            case Found.Conflict(String sentence) -> {
                report.example("conflicts", user.userId(), sentence);
                yield Optional.of(item(user, SyncAction.CONFLICT, Optional.empty(), List.of(), sentence, report));
            }
            case Found.Nobody nobody -> {
                if (body.text("userName").isEmpty()) {
                    yield Optional.of(item(user, SyncAction.SKIP, Optional.empty(), List.of(),
                            "There is no e-mail address, or whatever else the mapping makes userName of; give them one.",
                            report));
                }
                taken.add(new SyncSeen(
                        MemberDifferences.PLANNED, user.userId(), user.scimId(), "", Optional.empty(), blocked));
                yield Optional.of(item(user, SyncAction.CREATE, Optional.empty(), List.of(), "", report));
            }
            case Found.One(SyncSeen seen, boolean ours) -> {
                take(user, seen, blocked, inPage, taken);
                yield compare(user, body, seen, ours, remote, blocked, known, report);
            }
        };
    }

    private static void take(
            SourceUser user, SyncSeen seen, boolean blocked, Map<String, String> inPage, List<SyncSeen> taken) {
        inPage.put(seen.remoteId(), user.userId());
        taken.add(new SyncSeen(TAKEN, user.scimId(), seen.remoteId(), "", Optional.of(user.userId()), blocked));
    }

    private Optional<SyncItem> compare(SourceUser user, TargetBody body, SyncSeen seen, boolean ours,
            Optional<RemoteRecord> remote, boolean blocked, List<RemoteRecord> known, DriftReport report) {
        List<String> differences = new ArrayList<>(prints.differences(RowPrints.of(body), seen.hash()));
        // A target that gives no externalId back says nothing by leaving it out.
        boolean sentBefore = report.count("target", Inventory.EXTERNAL_IDS) == 0
                && remote.filter(record -> record.remoteId().equals(Optional.of(seen.remoteId()))
                        && record.sentHash().isPresent()).isPresent();
        if (seen.externalId().isEmpty() && sentBefore) {
            differences.remove("externalId");
        }
        boolean adopt = !ours && !(seen.externalId().isEmpty() && sentBefore);
        if (!adopt && differences.isEmpty()) {
            report.add("plan", "equal", 1);
            if (remembers && user.subject().isPresent() && remote.flatMap(RemoteRecord::remoteId).isEmpty()) {
                known.add(record(user, seen.remoteId()));
            }
            return Optional.empty();
        }
        differences.forEach(path -> report.add("attributes", path, 1));
        report.add("plan", "email-changes", differences.stream().anyMatch(path -> path.startsWith("emails")) ? 1 : 0);
        report.add("plan", "blocked-changes", blocked == seen.blocked() ? 0 : 1);
        report.add("plan", "departures", blocked && !seen.blocked() ? 1 : 0);
        return Optional.of(item(user, adopt ? SyncAction.ADOPT : SyncAction.UPDATE, Optional.of(seen.remoteId()),
                differences, "", report));
    }

    private RemoteRecord record(SourceUser user, String remoteId) {
        return new RemoteRecord(stream.id(), user.subject().orElseThrow(), user.scimId(), Optional.of(remoteId),
                Optional.empty(), Optional.empty(), Optional.empty(), EventId.BEGINNING, false, false, clock.instant());
    }

    private Found find(
            ReadSession session, SourceUser user, Optional<String> externalId, Optional<RemoteRecord> remote) {
        List<SyncSeen> own = externalId
                .map(id -> session.syncs().byExternalId(stream.id(), Inventory.USER, id, 2))
                .orElse(List.of());
        if (own.size() == 1) {
            return new Found.One(own.getFirst(), true);
        }
        if (own.size() > 1) {
            return new Found.Conflict(
                    "The target has two users with this externalId, " + own.get(0).remoteId() + " and "
                            + own.get(1).remoteId() + "; delete one of them there.");
        }
        Optional<SyncSeen> remembered = remote.flatMap(RemoteRecord::remoteId)
                .flatMap(id -> session.syncs().byRemoteId(stream.id(), Inventory.USER, id))
                .filter(seen -> seen.externalId().isEmpty());
        if (remembered.isPresent()) {
            return new Found.One(remembered.get(), false);
        }
        Set<String> hits = new LinkedHashSet<>();
        for (String key : RowPrints.keys(user.profile(), match)) {
            session.syncs()
                    .byMatchKey(stream.id(), Inventory.KEY, Inventory.USER + " " + key, 3)
                    .forEach(row -> hits.add(row.remoteId().substring(0, row.remoteId().lastIndexOf(' '))));
        }
        if (hits.size() > 1) {
            return new Found.Conflict("The target has several users who could be this one: " + String.join(", ", hits)
                    + "; give the right one the externalId " + externalId.orElse(user.userId()) + ".");
        }
        Optional<SyncSeen> hit = hits.stream()
                .findFirst()
                .flatMap(id -> session.syncs().byRemoteId(stream.id(), Inventory.USER, id));
        if (hit.isEmpty()) {
            return new Found.Nobody();
        }
        Optional<String> other = hit.get().externalId();
        // Ours as well, of somebody who is gone: who came back under another user_id gets the resource, not a second one.
        if (other.isEmpty() || source.isGone(other.get()).orElse(false)) {
            return new Found.One(hit.get(), false);
        }
        return new Found.Conflict("The target's user " + hit.get().remoteId() + " has the externalId " + other.get()
                + ", which is somebody else's; take it away there when it is wrong.");
    }

    /** Two people may have one address, and a target may show no externalId: what is remembered says whose it is. */
    private Found unlessAnothers(ReadSession session, SourceUser user, SyncSeen seen) {
        return owners.other(session, user, seen)
                .<Found>map(owner -> new Found.Conflict("The target's user " + seen.remoteId()
                        + " is remembered as " + owner + "; give one of the two another "
                        + String.join(" or ", match) + "."))
                .orElseGet(() -> new Found.One(seen, false));
    }

    private static SyncItem item(SourceUser user, SyncAction action, Optional<String> remoteId, List<String> attributes,
            String reason, DriftReport report) {
        report.plan(action);
        ObjectNode detail = JSON.createObjectNode().put("user_id", user.userId()).put("scim_id", user.scimId());
        remoteId.ifPresent(id -> detail.put("remote_id", id));
        if (!attributes.isEmpty()) {
            attributes.forEach(detail.putArray("attributes")::add);
        }
        if (!reason.isEmpty()) {
            detail.put("reason", reason);
        }
        return new SyncItem(user.key(), action.word(), detail.toString(), false);
    }
}
