package dev.rollcall.directory.declaration;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.directory.type.DeclaredSchema;
import dev.rollcall.directory.type.DeclaredType;
import dev.rollcall.directory.type.DeclaredVersion;
import dev.rollcall.directory.type.SchemaDeclaration;
import dev.rollcall.directory.type.TypeDeclaration;
import dev.rollcall.scim.schema.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas and resource types that connections declare beyond the standard ones.
 *
 * <p>Guarantees: what is declared keeps the {@link DeclarationRules} together with the rest; it is in force for whatever is
 * written once the change is durable, and in every running server within a second; nobody but the connection sees it. What is
 * stored already becomes, in pieces that hold nobody up, what it is declared as.
 */
public final class Declarations {
    /** How often something is planned while what the connection declares keeps changing. */
    private static final int ATTEMPTS = 4;

    private final Storage storage;
    private final Clock clock;
    private final IdSource ids;
    private final DeclarationLimits limits;
    private final ResourceSearch searches;
    private final LongSupplier nanos;
    private final Asked asked;

    /**
     * Who asks.
     *
     * @param share whose share of the store it counts for; empty for the connection's
     * @param client looked after while it waits
     */
    private record Asked(Optional<Share> share, Presence client, AuditTrail trail) {}

    /**
     * @param random for the versions of declarations
     * @param searches whose turns and budget it takes to look at what is stored
     * @param nanos a time that only goes forward, in nanoseconds
     */
    public Declarations(
            Storage storage, Clock clock, RandomGenerator random, DeclarationLimits limits, ResourceSearch searches,
            LongSupplier nanos) {
        this(storage, clock, new IdSource(clock, random), limits, searches, nanos,
                new Asked(Optional.empty(), Presence.ASSUMED, AuditTrail.NONE));
    }

    private Declarations(
            Storage storage, Clock clock, IdSource ids, DeclarationLimits limits, ResourceSearch searches,
            LongSupplier nanos, Asked asked) {
        this.storage = storage;
        this.clock = clock;
        this.ids = ids;
        this.limits = limits;
        this.searches = searches;
        this.nanos = nanos;
        this.asked = asked;
    }

    /** The same for somebody whose requests count for this share instead of the connection's. */
    public Declarations countedFor(Share other, Presence client) {
        return by(new Asked(Optional.of(other), client, asked.trail));
    }

    /** The same, and what is changed through it is noted there. */
    public Declarations audited(AuditTrail other) {
        return by(new Asked(asked.share, asked.client, other));
    }

    private Declarations by(Asked other) {
        return new Declarations(storage, clock, ids, limits, searches, nanos, other);
    }

    /** Those of a kind, by name. */
    public List<Declaration> list(ConnectionId id, Declaration.Kind kind) {
        return storage.read(share(id), session -> session.declarations().of(id))
                .stream()
                .filter(declaration -> declaration.kind() == kind)
                .toList();
    }

    /** The one of that kind and name, in any case. */
    public Optional<Declaration> find(ConnectionId id, Declaration.Kind kind, String name) {
        return storage.read(share(id), session -> session.declarations().find(id, kind, name));
    }

    /**
     * Declares a schema.
     *
     * @param json an object with {@code schema} and perhaps {@code extends}, see {@link DeclaredSchema}
     * @param replace whether one of that id is replaced; otherwise it is refused
     * @throws DirectoryException when it cannot be declared, or there is no such connection
     */
    public Declaration declareSchema(ConnectionId id, ObjectNode json, boolean replace) {
        DeclaredSchema schema = SchemaDeclaration.read(json, limits);
        return declare(id, declaration(schema), replace);
    }

    /**
     * Declares a resource type.
     *
     * @param json an object with {@code resource_type}, see {@link DeclaredType}
     * @param replace whether one of that name is replaced; otherwise it is refused
     * @throws DirectoryException when it cannot be declared, or there is no such connection
     */
    public Declaration declareType(ConnectionId id, ObjectNode json, boolean replace) {
        DeclaredType type = TypeDeclaration.read(json, limits);
        return declare(id, declaration(type), replace);
    }

    /**
     * Begins to drop, for good, stored values that are never answered and would be if a declaration were removed, or replaced. Until it
     * does go, they are write-only, and as hidden as before.
     *
     * @param name of the declaration
     * @param next that it would be replaced by; empty when it would be removed
     * @return what is being dropped; empty when nothing is left that keeps it from being removed or replaced
     * @throws DirectoryException when there is none of that kind and name, or it could not be removed or replaced anyway
     */
    public List<String> forget(ConnectionId id, Declaration.Kind kind, String name, Optional<ObjectNode> next) {
        Optional<Declaration> wanted = next.map(json -> kind == Declaration.Kind.SCHEMA
                ? declaration(SchemaDeclaration.read(json, limits))
                : declaration(TypeDeclaration.read(json, limits)));
        PlannedIndexes indexes = new PlannedIndexes(ids);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            DeclaredVersion now = current(id);
            DeclarationPlan plan = wanted
                    .map(other -> DeclarationPlan.declaring(now, kept(id), other, true, indexes, limits))
                    .orElseGet(() -> DeclarationPlan.removing(now, kind, name));
            Forgetting forgetting = forgetting(id, now, plan);
            List<Forgetting.Changed> changes = forgetting.changes(now.declarations());
            if (forgetting.isDone()
                    || changes.isEmpty()
                    || storage.<Boolean>write(share(id), id.value(),
                            session -> forgetting.begin(session, id, changes, ids.next(), now(), asked.trail))) {
                return forgetting.isDone() ? List.of() : forgetting.attributes();
            }
        }
        throw changing();
    }

    /** Read behind the declarations: a job of later ones is of a version that is not written over. */
    private Forgetting forgetting(ConnectionId id, DeclaredVersion now, DeclarationPlan plan) {
        boolean through = Forgetting.isThrough(storage.read(share(id),
                session -> session.jobs().find(id, ConnectionJob.Kind.SCHEMA)));
        return Forgetting.before(now, plan.after(now), through);
    }

    /** The plan when nothing that was never answered would be by it. @throws DirectoryException otherwise */
    private DeclarationPlan revealingNothing(ConnectionId id, DeclaredVersion now, DeclarationPlan plan) {
        if (plan.changesNothing() || plan.before().isEmpty()) {
            return plan;
        }
        Forgetting forgetting = forgetting(id, now, plan);
        forgetting.requireDone();
        Optional<Instant> oldest = forgetting.places().isEmpty()
                ? Optional.empty()
                : storage.read(share(id), session -> session.changes().oldest(id));
        return forgetting.withheld(now.declarations(), oldest, now()).map(plan::with).orElse(plan);
    }

    /**
     * Passes when a resource type could be declared, in the place of one of its name if there is one. Nothing is changed.
     *
     * @param json as for {@link #declareType}
     * @throws DirectoryException when it cannot be declared, or there is no such connection
     */
    public void checkType(ConnectionId id, ObjectNode json) {
        DeclaredType type = TypeDeclaration.read(json, limits);
        planned(id, declaration(type));
    }

    /**
     * How what is stored would fit a schema, or fits it when it is declared so. Nothing is changed.
     *
     * @param json as for {@link #declareSchema}
     * @throws DirectoryException when it cannot be declared, or there is no such connection
     * @throws dev.rollcall.scim.ScimException 429 or 503 when no turn comes to look at what is stored
     */
    public Fit fit(ConnectionId id, ObjectNode json) {
        DeclaredSchema schema = SchemaDeclaration.read(json, limits);
        Connection connection = storage.read(share(id), session -> there(session, id));
        List<Declaration> declared = planned(id, declaration(schema));
        return look(id).fit(connection, ConnectionTypes.of("dry run", declared), schema.schema());
    }

    /** What the connection would declare then. */
    private List<Declaration> planned(ConnectionId id, Declaration wanted) {
        DeclaredVersion now = current(id);
        DeclarationPlan plan = DeclarationPlan.declaring(now, kept(id), wanted, true, new PlannedIndexes(ids), limits);
        return revealingNothing(id, now, plan).after(now);
    }

    /**
     * What removing a declaration would leave behind. Nothing is changed.
     *
     * @throws DirectoryException when there is none of that kind and name, or it cannot be removed
     * @throws dev.rollcall.scim.ScimException as {@link #fit}
     */
    public Orphans orphans(ConnectionId id, Declaration.Kind kind, String name) {
        DeclaredVersion now = current(id);
        Declaration gone = DeclarationPlan.removable(now, kind, name);
        revealingNothing(id, now, DeclarationPlan.removing(now, kind, name));
        return switch (kind) {
            case SCHEMA -> {
                Connection connection = storage.read(share(id), session -> there(session, id));
                yield look(id).values(connection, schema(connection, gone.name()));
            }
            case RESOURCE_TYPE -> storage.read(share(id), session -> resources(session, id, gone));
            case WITHHELD -> throw new IllegalArgumentException("Nobody declares what is withheld.");
        };
    }

    /**
     * Schemas for what users and groups have that no schema declares, by the values that are stored. Nothing is changed.
     *
     * @throws DirectoryException when there is no such connection
     * @throws dev.rollcall.scim.ScimException as {@link #fit}
     */
    public List<Suggestion> suggestions(ConnectionId id) {
        Connection connection = storage.read(share(id), session -> there(session, id));
        return new SuggestionSearch(walk(id)).of(connection);
    }

    /**
     * Removes a declaration. What is stored stays: see {@link Orphans}.
     *
     * @throws DirectoryException when there is none of that kind and name, a resource type needs the schema, or it has values that are
     *     never answered and would be then, see {@link #forget}
     */
    public void remove(ConnectionId id, Declaration.Kind kind, String name) {
        written(id, now -> revealingNothing(id, now, DeclarationPlan.removing(now, kind, name)));
    }

    private Declaration declare(ConnectionId id, Declaration wanted, boolean replace) {
        PlannedIndexes indexes = new PlannedIndexes(ids);
        DeclarationPlan plan = written(id,
                now -> revealingNothing(id, now,
                        DeclarationPlan.declaring(now, kept(id), wanted, replace, indexes, limits)));
        return (plan.changesNothing() ? plan.before() : plan.next()).orElseThrow();
    }

    /** Plans beside the writer, and again while what the connection declares changes meanwhile. */
    private DeclarationPlan written(ConnectionId id, Function<DeclaredVersion, DeclarationPlan> planner) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            DeclarationPlan plan = planner.apply(current(id));
            if (plan.changesNothing()
                    || storage.<Boolean>write(share(id), id.value(),
                            session -> plan.write(session, id, ids, now(), asked.trail))) {
                return plan;
            }
        }
        throw changing();
    }

    private static StorageException changing() {
        return new StorageException(StorageException.Kind.BUSY, "What the connection declares kept changing meanwhile;"
                + " nothing was changed. Send the request again.");
    }

    /** The types under whose names resources are kept, of those that are gone as well. */
    private List<String> kept(ConnectionId id) {
        return storage.read(share(id), session -> session.resources().types(id));
    }

    private DeclaredVersion current(ConnectionId id) {
        return storage.read(share(id), session -> session.declarations().current(id)).orElseThrow(() -> missing(id));
    }

    private static Orphans resources(ReadSession session, ConnectionId id, Declaration type) {
        long count = session.resources().count(id, type.name(), new Condition.All(), Long.MAX_VALUE);
        List<String> first = ResourceWalk.after(session, id, type.name(), "")
                .resources()
                .stream()
                .limit(Orphans.NAMED)
                .map(StoredResource::id)
                .toList();
        return new Orphans(count, new LookExtent(count, count, true), first);
    }

    private static Schema schema(Connection connection, String urn) {
        return connection.types()
                .schemas()
                .stream()
                .filter(schema -> schema.id().equalsIgnoreCase(urn))
                .findFirst()
                .orElseThrow(() -> new DirectoryException(Kind.NOT_FOUND, "The schema was removed meanwhile."));
    }

    private static Connection there(ReadSession session, ConnectionId id) {
        return session.connections().find(id).orElseThrow(() -> missing(id));
    }

    private static DirectoryException missing(ConnectionId id) {
        return new DirectoryException(Kind.NOT_FOUND, "There is no connection " + id + ".");
    }

    private Declaration declaration(DeclaredSchema schema) {
        return new Declaration(Declaration.Kind.SCHEMA, schema.schema().id(), schema.json().toString(), now());
    }

    private Declaration declaration(DeclaredType type) {
        return new Declaration(Declaration.Kind.RESOURCE_TYPE, type.name(), type.json().toString(), now());
    }

    private DeclarationLook look(ConnectionId id) {
        return new DeclarationLook(walk(id));
    }

    private PacedWalk walk(ConnectionId id) {
        return new PacedWalk(storage, share(id), limits, searches, nanos, asked.client);
    }

    private Share share(ConnectionId id) {
        return asked.share.orElseGet(() -> Share.of(id));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
