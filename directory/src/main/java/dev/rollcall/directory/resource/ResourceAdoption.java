package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.resource.ResourceEdits.Edited;
import dev.rollcall.directory.resource.ResourceEdits.Editor;
import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.patch.ChangePlan;
import dev.rollcall.scim.patch.ResourcePlans;
import dev.rollcall.scim.resource.Adoption;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.tolerance.Dialect;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Makes of stored resources what the schemas of their connection say by now, see {@link Adoption}. */
public final class ResourceAdoption {
    private final Storage storage;
    private final ResourceEdits edits;
    private final Clock clock;
    private final IdSource ids;
    private final ResourceLimits limits;
    /** One at a time computes what is large, so that it is nobody's turn that requests wait for. */
    private final ProcessorTurns turns = new ProcessorTurns(1, Duration.ofSeconds(30));

    ResourceAdoption(Storage storage, ResourceEdits edits, Clock clock, IdSource ids, ResourceLimits limits) {
        this.storage = storage;
        this.edits = edits;
        this.clock = clock;
        this.ids = ids;
        this.limits = limits;
    }

    /**
     * What came of a resource.
     *
     * @param changed whether it was written
     * @param fits whether all of its values fit
     * @param crowded the ids of the indexes that are being built and cannot hold it, because it has more values than are indexed;
     *     nothing was written then
     */
    public record Outcome(boolean changed, boolean fits, List<String> crowded) {}

    /**
     * Changes a resource if need be.
     *
     * @param row as it was when somebody looked
     * @throws dev.rollcall.scim.ScimException 404 when it is gone, 503 when it keeps changing
     */
    public Outcome adopt(Connection connection, StoredResource row) {
        ResourceType type = connection.types().named(row.type()).type();
        Adoption known = Adoption.of(type, StoredJson.read(row), connection.dialect());
        ChangePlan plan = ResourcePlans.adoption(type, StoredJson.read(row), known);
        List<String> crowded = new IndexedValues(connection.types().named(row.type()), limits.indexedValues())
                .crowded(plan.document());
        if (plan.empty() || !crowded.isEmpty()) {
            return new Outcome(false, known.misfits().isEmpty(), crowded);
        }
        try {
            return adopted(connection, row, Adoption::of);
        } catch (ScimException refused) {
            boolean passing = refused.status() >= 500 || refused.status() == 429 || refused.status() == 404;
            if (passing
                    || ResourcePlans.adoption(type, StoredJson.read(row),
                            Adoption.ofWriteOnly(type, StoredJson.read(row), connection.dialect())).empty()) {
                throw refused;
            }
            // What is not to be kept goes even so.
            return new Outcome(adopted(connection, row, Adoption::ofWriteOnly).changed, false, List.of());
        }
    }

    /** How a stored document is read. */
    private interface Reading {
        Adoption of(ResourceType type, ObjectNode stored, Dialect dialect);
    }

    private Outcome adopted(Connection connection, StoredResource row, Reading reading) {
        ResourceType type = connection.types().named(row.type()).type();
        boolean[] fits = new boolean[1];
        StoredResource after = edits.edit(call(connection), type, row.id(), new Editor<Optional<String>>() {
            @Override
            public Optional<String> read(ReadSession session, StoredResource now) {
                return Optional.empty();
            }

            @Override
            public Edited edit(ScimCall call, StoredResource now, ObjectNode document, Optional<String> beside) {
                ResourceType declared = call.kind(now).type();
                Adoption adoption = reading.of(declared, document, call.dialect());
                fits[0] = adoption.misfits().isEmpty();
                return Edited.of(ResourcePlans.adoption(declared, document, adoption));
            }
        });
        return new Outcome(after.version() != row.version(), fits[0], List.of());
    }

    /**
     * Makes the indexes hold what they are to hold of resources, in one short write; whoever has another document by then is read
     * once more.
     *
     * @return false when one kept changing, or other schemas were declared meanwhile: then it is to be done again
     */
    public boolean reindex(Connection connection, List<StoredResource> rows) {
        return written(connection, rows)
                .filter(moved -> moved.stream().allMatch(row -> followed(connection, row)))
                .isPresent();
    }

    /** Whoever is gone is in no index. */
    private boolean followed(Connection connection, StoredResource row) {
        for (int attempt = 0; attempt < ResourceWriter.ATTEMPTS; attempt++) {
            Optional<StoredResource> now = storage.read(Share.of(connection.id()),
                    session -> session.resources().find(connection.id(), row.type(), row.id()));
            if (now.isEmpty() || written(connection, List.of(now.get())).filter(List::isEmpty).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Those that have another document by now, or are gone; empty, with nothing written, when there are other schemas. */
    private Optional<List<StoredResource>> written(Connection connection, List<StoredResource> rows) {
        if (rows.isEmpty()) {
            return Optional.of(List.of());
        }
        List<Found> found = rows.stream()
                .map(row -> new Found(row, IndexKeysReader.read(connection.types().named(row.type()), row.id(),
                        StoredJson.read(row))))
                .toList();
        return storage.write(Share.of(connection.id()), "schema " + connection.id(), session -> session.connections()
                .find(connection.id())
                .filter(now -> now.types().equals(connection.types()))
                .map(same -> found.stream()
                        .filter(each -> !session.resources().reindex(each.row, each.keys))
                        .map(Found::row)
                        .toList()));
    }

    private record Found(StoredResource row, IndexKeys keys) {}

    private ScimCall call(Connection connection) {
        RequestTrace trace = new RequestTrace(ids.next(), clock.instant(), System.nanoTime(), "", "UPKEEP", "/");
        return new ScimCall(Caller.upkeep(connection), "", trace, Presence.ASSUMED,
                turns.effort(connection.id(), Presence.ASSUMED), false);
    }
}
