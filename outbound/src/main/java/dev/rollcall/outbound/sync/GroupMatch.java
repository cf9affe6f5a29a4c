package dev.rollcall.outbound.sync;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.SyncItem;
import dev.rollcall.directory.stream.SyncSeen;
import dev.rollcall.mapping.RowProblem;
import dev.rollcall.mapping.target.TargetBody;
import dev.rollcall.mapping.target.TargetMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The second and the third step for groups: which of them the target has, by externalId, by the id that is remembered, or by name, and
 * what has to be done about each and its members.
 */
final class GroupMatch implements SyncPhase {
    static final String TAKEN_GROUP = "taken-group";
    static final Set<String> MATCH = Set.of("name");

    private static final int PAGE = 100;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Storage storage;
    private final EventStream stream;
    private final SourceGroups source;
    private final TargetMapping mapping;
    private final RowPrints prints;
    private final MemberDifferences members;

    GroupMatch(Storage storage, EventStream stream, SourceGroups source, TargetMapping mapping,
            MemberDifferences members) {
        this.storage = storage;
        this.stream = stream;
        this.source = source;
        this.mapping = mapping;
        this.prints = new RowPrints(mapping);
        this.members = members;
    }

    @Override
    public Piece piece(String place, DriftReport report) {
        List<SyncItem> items = new ArrayList<>();
        List<SyncSeen> taken = new ArrayList<>();
        Optional<String> next = storage.read(Share.OUTBOUND, session -> {
            SourceGroups.Page page = source.page(session, place, PAGE);
            for (int i = 0; i < page.groups().size(); i++) {
                decide(session, page.connections().get(i), page.groups().get(i), items, taken, report);
            }
            return page.next();
        });
        return Piece.of(session -> {
            session.syncs().saw(stream.id(), taken);
            session.syncs().put(stream.id(), items);
        }, next);
    }

    private void decide(ReadSession session, Connection connection, StoredResource group, List<SyncItem> items,
            List<SyncSeen> taken, DriftReport report) {
        ObjectNode profile = SourceGroups.profile(connection, group);
        TargetBody body = mapping.body(
                profile, SourceGroups.document(group), TargetMapping.Purpose.UPDATE, new Random(1));
        SubjectKey subject = SubjectKey.group(connection.id(), group.id());
        String externalId = body.text("externalId").orElse("");
        ObjectNode detail = JSON.createObjectNode()
                .put("group", body.text("displayName").orElse(""))
                .put("scim_id", group.id());
        report.add("source", "groups", 1);
        Optional<RemoteRecord> remote = session.remotes().find(stream.id(), subject);
        List<SyncSeen> hits = find(session, externalId, profile, remote);
        Optional<SyncSeen> hit = hits.size() == 1 ? Optional.of(hits.getFirst()) : Optional.empty();
        Optional<String> wrong = hits.size() > 1
                ? Optional.of("The target has several groups that could be this one: "
                        + String.join(", ", hits.stream().map(SyncSeen::remoteId).toList())
                        + "; delete or rename all but one of them.")
                : hit.flatMap(seen -> notOurs(session, subject, seen, externalId, taken));
        if (!body.isWhole()) {
            wrong = Optional.of(String.join(" ", body.problems().stream().map(RowProblem::toString).toList()));
        }
        if (wrong.isPresent()) {
            report.plan(SyncAction.CONFLICT);
            report.example("conflicts", subject.text(), wrong.get());
            items.add(new SyncItem(subject.text(), SyncAction.CONFLICT.word(),
                    detail.put("reason", wrong.get()).toString(), false));
            return;
        }
        hit.ifPresent(seen -> {
            detail.put("remote_id", seen.remoteId());
            report.add("target", DriftReport.OUR_GROUPS, 1);
            taken.add(new SyncSeen(TAKEN_GROUP, group.id(), seen.remoteId(), "", Optional.of(externalId), false));
        });
        document(subject, body, hit, externalId, remote, detail, report).ifPresent(items::add);
        members(session, group, subject, hit, detail, report).ifPresent(items::add);
    }

    private Optional<SyncItem> document(SubjectKey subject, TargetBody body, Optional<SyncSeen> hit, String externalId,
            Optional<RemoteRecord> remote, ObjectNode detail, DriftReport report) {
        SyncAction action = SyncAction.CREATE_GROUP;
        if (hit.isPresent()) {
            List<String> differences = new ArrayList<>(prints.differences(RowPrints.of(body), hit.get().hash()));
            boolean sentBefore = report.count("target", Inventory.EXTERNAL_IDS) == 0
                    && remote.filter(record -> record.remoteId().equals(Optional.of(hit.get().remoteId()))
                            && record.sentHash().isPresent()).isPresent();
            if (hit.get().externalId().isEmpty() && sentBefore) {
                differences.remove("externalId");
            }
            if (differences.isEmpty()) {
                report.add("plan", "equal-group", 1);
                return Optional.empty();
            }
            differences.forEach(path -> report.add("attributes", "group " + path, 1));
            action = hit.get().externalId().equals(Optional.of(externalId)) || sentBefore
                    ? SyncAction.UPDATE_GROUP
                    : SyncAction.ADOPT_GROUP;
        }
        report.plan(action);
        return Optional.of(new SyncItem(subject.text(), action.word(), detail.toString(), false));
    }

    private Optional<SyncItem> members(ReadSession session, StoredResource group, SubjectKey subject,
            Optional<SyncSeen> hit, ObjectNode detail, DriftReport report) {
        if (hit.flatMap(seen -> session.syncs().byRemoteId(stream.id(), Inventory.UNREAD, seen.remoteId()))
                .isPresent()) {
            return Optional.empty();
        }
        long[] counts = new long[2];
        long all = members.walk(session, group, hit.map(SyncSeen::remoteId),
                difference -> counts[difference.added() ? 0 : 1]++);
        report.add("source", "members", all);
        report.add("plan", "members-add", counts[0]);
        report.add("plan", "members-remove", counts[1]);
        if (counts[0] + counts[1] == 0) {
            return Optional.empty();
        }
        return Optional.of(new SyncItem(subject.text(), SyncAction.MEMBERS.word(),
                detail.deepCopy().put("add", counts[0]).put("remove", counts[1]).toString(), false));
    }

    private List<SyncSeen> find(
            ReadSession session, String externalId, ObjectNode profile, Optional<RemoteRecord> remote) {
        List<SyncSeen> own = externalId.isEmpty()
                ? List.of()
                : session.syncs().byExternalId(stream.id(), Inventory.GROUP, externalId, 2);
        if (!own.isEmpty()) {
            return own;
        }
        Optional<SyncSeen> remembered = remote.flatMap(RemoteRecord::remoteId)
                .flatMap(id -> session.syncs().byRemoteId(stream.id(), Inventory.GROUP, id))
                .filter(seen -> seen.externalId().isEmpty());
        if (remembered.isPresent()) {
            return List.of(remembered.get());
        }
        List<SyncSeen> found = new ArrayList<>();
        for (String key : RowPrints.keys(profile, MATCH)) {
            session.syncs()
                    .byMatchKey(stream.id(), Inventory.KEY, Inventory.GROUP + " " + key, 3)
                    .forEach(row -> session.syncs()
                            .byRemoteId(stream.id(), Inventory.GROUP,
                                    row.remoteId().substring(0, row.remoteId().lastIndexOf(' ')))
                            .ifPresent(found::add));
        }
        return found;
    }

    private Optional<String> notOurs(ReadSession session, SubjectKey subject, SyncSeen seen, String externalId,
            List<SyncSeen> taken) {
        if (seen.externalId().filter(other -> !other.equals(externalId)).isPresent()) {
            return Optional
                    .of("The target's group " + seen.remoteId() + " has this name and another externalId; rename it "
                            + "there, or take its externalId away.");
        }
        boolean remembered = seen.externalId().isEmpty()
                && session.remotes()
                        .others(stream.id(), subject, seen.remoteId())
                        .stream()
                        .map(RemoteRecord::subject)
                        .anyMatch(other -> session.resources()
                                .find(other.connection().orElseThrow(), "Group", other.tail())
                                .isPresent());
        boolean before = remembered
                || session.syncs().byRemoteId(stream.id(), TAKEN_GROUP, seen.remoteId()).isPresent()
                || taken.stream().anyMatch(one -> one.remoteId().equals(seen.remoteId()));
        return before
                ? Optional.of(
                        "The target's group " + seen.remoteId() + " is taken for another group of this name already; "
                                + "rename one of the two.")
                : Optional.empty();
    }
}
