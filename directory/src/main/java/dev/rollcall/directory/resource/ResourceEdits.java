package dev.rollcall.directory.resource;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlan;
import dev.rollcall.scim.patch.ResourcePlans;
import dev.rollcall.scim.resource.NormalizedResource;
import dev.rollcall.scim.resource.ResourceNormalizer;
import dev.rollcall.scim.schema.ResourceType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes of resources that do not come from their identity provider, each together with what the house keeps beside the
 * resource.
 *
 * <p>Guarantees: as those of {@link Resources}: planned against the committed row in the resource's turn, checked again inside
 * the writer, atomic, and durable with one change record before the answer. What is only beside the document moves neither
 * version nor lastModified. Every refusal is a {@link dev.rollcall.scim.ScimException}.
 */
public final class ResourceEdits {
    private static final int OK = 200;

    private final Storage storage;
    private final Clock clock;
    private final ResourceWriter writer;
    private final IdSource ids;
    private final ResourceTurns turns;

    ResourceEdits(Storage storage, Clock clock, ResourceWriter writer, IdSource ids, ResourceTurns turns) {
        this.storage = storage;
        this.clock = clock;
        this.writer = writer;
        this.ids = ids;
        this.turns = turns;
    }

    /** What is written in the same transaction as a resource; it may run more than once. */
    @FunctionalInterface
    public interface Alongside {
        /** Nothing. */
        Alongside NOTHING = (session, row) -> true;

        /**
         * Writes it, before the resource is written when that is changed, and behind it when it is made.
         *
         * @return false, with nothing written, when something has moved on since it was planned
         */
        boolean write(WriteSession session, StoredResource row);
    }

    /** Somebody else was quicker; nothing was written. To be looked at anew. */
    public static final class OvertakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OvertakenException() {
            super("What was planned for has moved on.", null, false, false);
        }
    }

    /**
     * What an edit comes to.
     *
     * @param plan of the document
     * @param beside changes of what is kept beside it, recorded with the others
     * @param alongside writes what is kept beside it
     */
    public record Edited(ChangePlan plan, List<Change> beside, Alongside alongside) {
        public Edited {
            beside = List.copyOf(beside);
        }

        static Edited of(ChangePlan plan) {
            return new Edited(plan, List.of(), Alongside.NOTHING);
        }

        /** Whether there is nothing to write. */
        public boolean empty() {
            return plan.empty() && alongside == Alongside.NOTHING;
        }

        /** All changes, for the record. */
        ChangePlan recorded() {
            if (beside.isEmpty()) {
                return plan;
            }
            List<Change> changes = new ArrayList<>(plan.changes());
            changes.addAll(beside);
            return new ChangePlan(changes, plan.document());
        }
    }

    /** Says what an edit means for the resource as it is. @param <T> what is kept beside a resource */
    public interface Editor<T> {

        /** Reads what is kept beside it, in the same snapshot. */
        T read(ReadSession session, StoredResource row);

        /** Plans under the settings that the connection has by now; must not wait for anything. */
        Edited edit(ScimCall call, StoredResource row, ObjectNode document, T beside);
    }

    /** The plan that makes another document of the current one: what is left out is cleared. */
    public static ChangePlan plan(ScimCall call, ResourceType type, ObjectNode current, ObjectNode next) {
        NormalizedResource normalized = ResourceNormalizer.normalize(type, next, call.dialect(), call.tolerances());
        return ResourcePlans.replacement(type, current, normalized, call.dialect());
    }

    /** The plan that changes nothing. */
    public static ChangePlan nothing(ObjectNode current) {
        return new ChangePlan(List.of(), current);
    }

    /**
     * Creates a resource that has no members.
     *
     * @param alongside what is written with the row that it gets; made beside the writer
     * @throws OvertakenException when what is written alongside says so
     */
    public StoredResource create(
            ScimCall call, ResourceType type, ObjectNode body, Function<StoredResource, Alongside> alongside) {
        return Settled.settling(call, type, (settled, declared) -> {
            NormalizedResource normalized = call.effort()
                    .spend(() -> ResourceNormalizer
                            .normalize(declared, body, settled.dialect(), settled.tolerances()));
            ChangePlan plan = call.effort().spend(() -> ResourcePlans.creation(declared, normalized));
            return writer.insert(settled, declared, ids.next(), plan, MembershipDifference.none(), alongside);
        });
    }

    /** Changes a resource's document, what is kept beside it, or both. */
    public <T> StoredResource edit(ScimCall call, ResourceType type, String id, Editor<T> editor) {
        return Settled.settling(call, type,
                (settled, declared) -> turns.alone(call.connection(), id, call.client(), () -> {
                    for (int attempt = 0; attempt < ResourceWriter.ATTEMPTS; attempt++) {
                        Optional<StoredResource> done = attempt(settled, declared, id, editor);
                        if (done.isPresent()) {
                            return done.get();
                        }
                    }
                    throw ResourceWriter.keptChanging(declared);
                }));
    }

    /** A committed row and what is kept beside it. */
    private record Known<T>(StoredResource row, T beside) {}

    private <T> Optional<StoredResource> attempt(ScimCall call, ResourceType type, String id, Editor<T> editor) {
        Known<T> known = storage.read(Share.of(call.connection()), session -> {
            StoredResource row = ResourceWriter.require(session, call, type, id);
            return new Known<>(row, editor.read(session, row));
        });
        StoredResource row = known.row;
        Edited edited = call.effort()
                .spend(row.document().length,
                        () -> editor.edit(call, row, StoredJson.read(row), known.beside));
        if (edited.empty()) {
            return Optional.of(row);
        }
        Optional<StoredResource> done = edited.plan().changesDocument()
                ? writer.replace(call, type, row, edited, Departures.Gate.OPEN, OK)
                : beside(call, type, row, edited);
        done.ifPresent(written -> call.trace().committed());
        return done;
    }

    /** The row stays as it is, and with it its version. Empty when it has moved on, or what is beside it. */
    private Optional<StoredResource> beside(ScimCall call, ResourceType type, StoredResource row, Edited edited) {
        Optional<ChangeRecord> record = edited.beside().isEmpty()
                ? Optional.empty()
                : Optional.of(record(call, row, edited.beside()));
        return storage.write(Share.of(call.connection()), row.id(), session -> {
            if (Settled.resource(session, call, type, row.id()).resource().version() != row.version()
                    || !edited.alongside().write(session, row)) {
                return Optional.empty();
            }
            record.ifPresent(session.changes()::append);
            return Optional.of(row);
        });
    }

    private ChangeRecord record(ScimCall call, StoredResource row, List<Change> changes) {
        StoredResource now = new StoredResource(row.connection(), row.type(), row.id(), row.version(), row.created(),
                ResourceWriter.later(clock, row.lastModified()), row.membership(), row.document());
        Subject subject = Subject.of(row.type(), row.id(), StoredJson.read(row));
        return writer.commit(call).part(now, subject, "updated", 0, true, changes);
    }
}
