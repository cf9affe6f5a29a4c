package dev.rollcall.directory.resource;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.UniqueKeyTakenException;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.patch.ChangePlan;
import dev.rollcall.scim.schema.ResourceType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the rows of resources: a plan is made against the very row that it replaces, inside the transaction, and
 * answered after the commit is durable.
 */
final class ResourceWriter {
    /** What a request means for the document that is there now. */
    interface Planner extends Function<ObjectNode, ChangePlan> {}

    private static final int CREATED = 201;

    private final Storage storage;
    private final Clock clock;
    private final IdSource ids;
    private final ResourceLimits limits;

    ResourceWriter(Storage storage, Clock clock, IdSource ids, ResourceLimits limits) {
        this.storage = storage;
        this.clock = clock;
        this.ids = ids;
        this.limits = limits;
    }

    /** Inserts a new resource whose members, if it has any, lie under {@code membership} already or are in the difference. */
    StoredResource insert(
            ScimCall call, ResourceType type, String id, long membership, ChangePlan plan,
            MembershipDifference members) {
        Commit commit = commit(call);
        Instant now = now();
        StoredResource row = new StoredResource(
                call.connection(), type.name(), id, 1, now, now, membership, StoredJson.write(plan.document()));
        List<ChangeRecord> parts = commit.parts(row, "created", plan, members);
        // The parts of a very large membership come before, so that the last transaction is a short one.
        parts.subList(0, parts.size() - 1).forEach(part -> storage.write(Share.of(call.connection()), id, session -> {
            session.appendChange(part);
            return part;
        }));
        unique(type, plan.document(), () -> storage.write(Share.of(call.connection()), id, session -> {
            session.insertResource(row, IndexKeysReader.read(type, plan.document()));
            if (membership == 0 && !members.added().isEmpty()) {
                session.addMembers(
                        row.connection(), id, 0, members.added().values().stream().toList());
            }
            session.appendChange(parts.getLast());
            commit.writeLog(session, plan, members, CREATED);
            return row;
        }));
        call.trace().committed();
        return row;
    }

    /** Changes a resource's document; a plan that changes nothing leaves the row as it is. */
    StoredResource update(
            ScimCall call, ResourceType type, String id, Precondition precondition, Planner planner, int status) {
        Commit commit = commit(call);
        boolean[] changed = new boolean[1];
        StoredResource result = storage.write(Share.of(call.connection()), id, session -> {
            StoredResource row = require(session, call, type, id);
            precondition.require(row);
            ChangePlan plan = planner.apply(StoredJson.read(row.document()));
            changed[0] = plan.changesDocument();
            if (!changed[0]) {
                return row;
            }
            StoredResource next = next(row, plan, row.membership());
            unique(type, plan.document(), () -> {
                session.updateResource(next, IndexKeysReader.read(type, plan.document()));
                return next;
            });
            commit.write(session, next, "updated", plan, MembershipDifference.none(), status);
            return next;
        });
        if (changed[0]) {
            call.trace().committed();
        }
        return result;
    }

    /** The row of a resource of the caller's connection; 404 when there is none. */
    static StoredResource require(ReadSession session, ScimCall call, ResourceType type, String id) {
        return session.resource(call.connection(), type.name(), id)
                .orElseThrow(() -> ScimException.of(
                        404,
                        "There is no " + type.name() + " with the id " + shown(id)
                                + " on this connection. It was deleted or never existed; match it again by a filter."));
    }

    /** The row's next version with the plan's document. */
    StoredResource next(StoredResource row, ChangePlan plan, long membership) {
        return new StoredResource(
                row.connection(),
                row.type(),
                row.id(),
                row.version() + 1,
                row.created(),
                later(row.lastModified()),
                membership,
                plan.changesDocument() ? StoredJson.write(plan.document()) : row.document());
    }

    /** Now, but never before what stood there. */
    Instant later(Instant before) {
        Instant now = now();
        return now.isBefore(before) ? before : now;
    }

    Commit commit(ScimCall call) {
        return new Commit(call, ids.next(), limits.memberChunk());
    }

    /** Runs a write and turns a taken unique key into 409. */
    static StoredResource unique(ResourceType type, ObjectNode document, Supplier<StoredResource> write) {
        try {
            return write.get();
        } catch (UniqueKeyTakenException e) {
            String attribute = type.name().equals("User") ? "userName" : "displayName";
            throw ScimException.of(
                    ScimType.UNIQUENESS,
                    "Another " + type.name() + " of this connection has the " + attribute + " "
                            + shown(document.path(attribute).asString(""))
                            + " already (compared without regard to case). Match the existing one by a filter, or choose"
                            + " another " + attribute + ".");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String shown(String value) {
        return "\"" + (value.length() <= 100 ? value : value.substring(0, 100) + "…") + "\"";
    }
}
