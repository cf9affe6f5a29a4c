package dev.rollcall.directory.resource;

import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.PathRedaction;
import dev.rollcall.directory.resource.ResourceEdits.Alongside;
import dev.rollcall.directory.resource.ResourceEdits.Edited;
import dev.rollcall.directory.resource.ResourceEdits.OvertakenException;
import dev.rollcall.directory.storage.KnownResource;
import dev.rollcall.directory.storage.OwnedResource;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceStore;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.UniqueKeyTakenException;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.patch.ChangePlan;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.text.Excerpt;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the rows of resources.
 *
 * <p>A change is planned beside the store's writer against a committed row, in the resource's turn, and only checked and
 * applied inside it: the connection is there and {@linkplain Settled set as it was}, and the row is still the one that was
 * planned for. Otherwise it is planned again, at most {@value #ATTEMPTS} times. A write is answered after its commit is durable.
 */
final class ResourceWriter {
    /** What a request means for the document that is there now. */
    @FunctionalInterface
    interface Planner extends Function<ObjectNode, ChangePlan> {
        /** Whether it goes by what the document says now, which must be readable then. */
        default boolean needsDocument() {
            return true;
        }

        /** One that replaces the document, whatever it says now. */
        static Planner replacing(Function<ObjectNode, ChangePlan> planner) {
            return new Planner() {
                @Override
                public ChangePlan apply(ObjectNode current) {
                    return planner.apply(current);
                }

                @Override
                public boolean needsDocument() {
                    return false;
                }
            };
        }

        /** The same with a look at what is planned. */
        default Planner seen(BiConsumer<ObjectNode, ChangePlan> look) {
            Function<ObjectNode, ChangePlan> looked = current -> {
                ChangePlan plan = apply(current);
                look.accept(current, plan);
                return plan;
            };
            return needsDocument() ? looked::apply : replacing(looked);
        }
    }

    /** How often a change is planned before it is refused, because another node keeps changing the resource. */
    static final int ATTEMPTS = 4;

    private static final int CREATED = 201;

    private final Storage storage;
    private final Clock clock;
    private final IdSource ids;
    private final ResourceLimits limits;
    private final ResourceTurns turns;
    /** As many accounts as may be linked to one, and more. */
    private static final int MOST_LINKED = 100;

    private final SettledNames settledNames;

    ResourceWriter(Storage storage, Clock clock, IdSource ids, ResourceLimits limits, ResourceTurns turns) {
        this.storage = storage;
        this.clock = clock;
        this.ids = ids;
        this.limits = limits;
        this.turns = turns;
        this.settledNames = new SettledNames(limits.undeclaredNames());
    }

    /** Inserts a new resource with few members or none. */
    StoredResource insert(ScimCall call, ResourceType type, String id, ChangePlan plan, MembershipDifference members) {
        return insert(call, type, id, plan, members, row -> Alongside.NOTHING);
    }

    /** The same, with what is written alongside. */
    StoredResource insert(
            ScimCall call, ResourceType type, String id, ChangePlan plan, MembershipDifference members,
            Function<StoredResource, Alongside> alongside) {
        Commit commit = commit(call);
        StoredResource row = first(call, type, id, 0, plan);
        Alongside beside = alongside.apply(row);
        FoundBy found = foundBy(call, type, id, plan, 0, Optional.empty());
        Commit.Prepared prepared = call.effort().spend(() -> commit.prepare(row, "created", plan, members));
        Optional<String> subject = call.subject(type, plan.document());
        unique(call.kind(type), plan.document(), () -> storage.write(Share.of(call.connection()), id, session -> {
            PersonKey person = new PersonKey(row.connection(), id);
            boolean back = inserted(session, call, found, row, subject)
                    && call.atEndpoint()
                    && session.identities().revive(person, call.kept(subject.orElseThrow()), now());
            if (!members.added().isEmpty()) {
                session.members().add(row.connection(), id, 0, List.copyOf(members.added().values()));
            }
            if (!beside.write(session, row)) {
                throw new OvertakenException();
            }
            commit.write(session, prepared, CREATED);
            if (back) {
                tellLinked(session, call, person);
            }
            return row;
        }));
        committed(call, type, found);
        return row;
    }

    /** Links come back with whoever comes back. */
    private void tellLinked(WriteSession session, ScimCall call, PersonKey person) {
        List<PersonKey> linked = session.identities().linked(person, MOST_LINKED);
        session.connections()
                .find(person.connection())
                .flatMap(connection -> LinksTold.primary(session, connection, person.id(), linked))
                .ifPresent(primary -> new LinksTold(call, ids, now()).back(session, primary, linked));
    }

    /**
     * Inserts the row and looks at the connection that came with it: what must not be done is taken back. @return whether
     * somebody who is kept had the subject
     */
    private static boolean inserted(
            WriteSession session, ScimCall call, FoundBy found, StoredResource row, Optional<String> subject) {
        try {
            ResourceStore.Inserted inserted = found.insert(session, row, subject);
            Settled.connection(call, inserted.connection());
            return inserted.kept();
        } catch (UniqueKeyTakenException taken) {
            Settled.connection(session, call);
            throw taken;
        }
    }

    /**
     * What the document of a plan is found by; read beside the writer, because a large one waits for a processor.
     *
     * @param before the row that is changed
     * @throws ScimException when indexes cannot hold it, see {@link IndexedValues}
     */
    FoundBy foundBy(
            ScimCall call, ResourceType type, String id, ChangePlan plan, long bytes, Optional<StoredResource> before) {
        return call.effort().spend(bytes, () -> {
            new IndexedValues(call.kind(type), limits.indexedValues())
                    .require(plan.document(),
                            () -> before.map(StoredJson::readOrNothing)
                                    .orElseGet(JsonNodeFactory.instance::objectNode));
            return new FoundBy(IndexKeysReader.read(call.kind(type), id, plan.document()),
                    settledNames.newIn(call.connection(), type, plan.document()), limits.undeclaredNames(),
                    new AtomicBoolean());
        });
    }

    /** Says that a change is durable. */
    void committed(ScimCall call, ResourceType type, FoundBy found) {
        call.trace().committed();
        settledNames.settle(call.connection(), type.name(), found.names(), found.overflowed().get());
    }

    /** A new resource's first row. */
    StoredResource first(ScimCall call, ResourceType type, String id, long membership, ChangePlan plan) {
        Instant now = now();
        return new StoredResource(call.connection(), type.name(), id, 1, now, now, membership, document(call, plan, 0));
    }

    /**
     * Changes a resource's document; a plan that changes nothing leaves the row as it is.
     *
     * @param ahead what the answer is to hold beside it
     */
    StoredResource update(
            ScimCall call, ResourceType type, String id, Precondition precondition, Planner planner,
            Departures.Gate gate, int status, ReadAhead ahead) {
        return turns.alone(call.connection(), id, call.client(), () -> {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                KnownResource known = storage.read(Share.of(call.connection()), session -> {
                    KnownResource found = found(session.resources().findKnown(call.connection(), type.name(), id), type,
                            id);
                    ahead.read(session, call, found.resource());
                    return found;
                });
                StoredResource row = known.resource();
                precondition.require(row);
                ChangePlan plan = plan(call, row, planner);
                if (!plan.changesDocument()) {
                    return row;
                }
                // Whoever may be held must be counted before the row is touched.
                Optional<StoredResource> done = call.caller().connection().guard().isPresent()
                        ? replace(call, type, row, Edited.of(plan), gate, status)
                        : replace(call, type, row, Edited.of(plan), status,
                                (session, found, next) -> replaced(session, call, type, plan, known, found, next,
                                        gate));
                if (done.isPresent()) {
                    return done.get();
                }
            }
            throw keptChanging(type);
        });
    }

    /** What a request means for a committed row. */
    static ChangePlan plan(ScimCall call, StoredResource row, Planner planner) {
        return call.effort()
                .spend(row.document().length, () -> planner.apply(planner.needsDocument()
                        ? StoredJson.read(row)
                        : StoredJson.readOrNothing(row)));
    }

    /** Empty when the row has moved on, or what is kept beside it. */
    Optional<StoredResource> replace(
            ScimCall call, ResourceType type, StoredResource row, Edited edited, Departures.Gate gate,
            int status) {
        return replace(call, type, row, edited, status, (session, found, next) -> {
            OwnedResource now = Settled.resource(session, call, type, row.id());
            if (now.resource().version() != row.version()) {
                return false;
            }
            gate.pass(session, now);
            if (!edited.alongside().write(session, row)) {
                return false;
            }
            unique(call.kind(type), edited.plan().document(), () -> {
                found.update(session, next);
                return next;
            });
            return true;
        });
    }

    /** Writes the next version of a row inside the writer; false, with nothing written, when it has moved on. */
    @FunctionalInterface
    private interface NextVersion {
        boolean write(WriteSession session, FoundBy found, StoredResource next);
    }

    private Optional<StoredResource> replace(
            ScimCall call, ResourceType type, StoredResource row, Edited edited, int status, NextVersion version) {
        ChangePlan plan = edited.plan();
        Commit commit = commit(call);
        StoredResource next = next(row, document(call, row, plan), row.membership());
        FoundBy found = foundBy(call, type, row.id(), plan, next.document().length, Optional.of(row));
        Commit.Prepared prepared = call.effort()
                .spend(next.document().length,
                        () -> commit.prepare(next, "updated", edited.recorded(), MembershipDifference.none()));
        Optional<StoredResource> done = storage.write(Share.of(call.connection()), row.id(), session -> {
            if (!version.write(session, found, next)) {
                return Optional.empty();
            }
            commit.write(session, prepared, status);
            return Optional.of(next);
        });
        done.ifPresent(changed -> committed(call, type, found));
        return done;
    }

    /** Replaces the row and looks at the connection that came with it: what must not be done is taken back. */
    private static boolean replaced(
            WriteSession session, ScimCall call, ResourceType type, ChangePlan plan, KnownResource known, FoundBy found,
            StoredResource next, Departures.Gate gate) {
        Optional<ResourceStore.Replaced> replaced = unique(
                call.kind(type), plan.document(), () -> found.replace(session, known, next));
        replaced.ifPresent(row -> gate.pass(session,
                new OwnedResource(Settled.connection(call, row.connection()), known.resource())));
        return replaced.isPresent();
    }

    /** The committed row that a change is planned for; 404 when there is none, 412 when it is not at the version required. */
    StoredResource read(ScimCall call, ResourceType type, String id, Precondition precondition) {
        StoredResource row = storage.read(
                Share.of(call.connection()), session -> require(session, call, type, id));
        precondition.require(row);
        return row;
    }

    /** The refusal of a change that another node overtook again and again. */
    static ScimException keptChanging(ResourceType type) {
        return ScimException.of(
                503,
                "The " + type.name()
                        + " kept changing while this change was being planned; nothing was changed. Send it"
                        + " again in a few seconds.");
    }

    /** The row of a resource of the caller's connection; 404 when there is none. */
    static StoredResource require(ReadSession session, ScimCall call, ResourceType type, String id) {
        return found(session.resources().find(call.connection(), type.name(), id), type, id);
    }

    private static <T> T found(Optional<T> row, ResourceType type, String id) {
        return row.orElseThrow(() -> ScimException.of(
                404,
                "There is no " + type.name() + " with the id " + shown(PathRedaction.redact(id))
                        + " on this connection. It was deleted or never existed; match it again by a filter."));
    }

    /** The document that a plan makes of a row. To be made beside the writer, because a large one waits for a processor. */
    byte[] document(ScimCall call, StoredResource row, ChangePlan plan) {
        return plan.changesDocument() ? document(call, plan, row.document().length) : row.document();
    }

    /** The row's next version with this document. */
    StoredResource next(StoredResource row, byte[] document, long membership) {
        return new StoredResource(
                row.connection(),
                row.type(),
                row.id(),
                row.version() + 1,
                row.created(),
                later(clock, row.lastModified()),
                membership,
                document);
    }

    /**
     * The document to be stored; 413 when it is larger than one may be, and than it was: the limit may have been higher, and what is
     * there may always be made less.
     */
    private byte[] document(ScimCall call, ChangePlan plan, long before) {
        byte[] document = call.effort().spend(before, () -> StoredJson.write(plan.document()));
        if (document.length > Math.max(before, limits.resourceSize())) {
            throw ScimException.of(
                    413,
                    "The resource would have " + document.length + " bytes, and at most " + limits.resourceSize()
                            + " are kept (limits.resource-size); nothing was changed. Send less of it, or have the operator"
                            + " raise the setting.");
        }
        return document;
    }

    /** Now, but never before what stood there. */
    static Instant later(Clock clock, Instant before) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return now.isBefore(before) ? before : now;
    }

    Commit commit(ScimCall call) {
        return new Commit(call, ids.next(), limits.memberChunk());
    }

    /** Runs a write and turns a taken unique key into 409. */
    static <T> T unique(ResourceKind kind, ObjectNode document, Supplier<T> write) {
        try {
            return write.get();
        } catch (UniqueKeyTakenException e) {
            e.index().flatMap(kind::indexOf).ifPresent(index -> {
                throw ScimException.of(
                        ScimType.UNIQUENESS,
                        "Another " + kind.name() + " of this connection has the value " + shown(e.value()) + " of "
                                + index.path() + (index.leaf().caseExact() ? "" : " (compared without regard to case)")
                                + " already. Match the existing one by a filter, or send another value.");
            });
            String attribute = kind.uniqueAttribute().orElse("id");
            throw ScimException.of(
                    ScimType.UNIQUENESS,
                    "Another " + kind.name() + " of this connection has the " + attribute + " "
                            + shown(document.path(attribute).asString(""))
                            + " already (compared without regard to case). Match the existing one by a filter, or choose"
                            + " another " + attribute + ".");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String shown(String value) {
        return "\"" + Excerpt.of(value, 100) + "\"";
    }
}
