package dev.rollcall.directory.declaration;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StaleVersionException;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.directory.type.DeclarationRules;
import dev.rollcall.directory.type.DeclaredSchema;
import dev.rollcall.directory.type.DeclaredType;
import dev.rollcall.directory.type.SchemaDeclaration;
import dev.rollcall.directory.type.TypeDeclaration;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.text.Excerpt;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas and resource types that connections declare beyond the standard ones.
 *
 * <p>Guarantees: what is declared keeps the {@link DeclarationRules} together with the rest; it is in force for whatever is
 * written once the change is durable, and in every running server within a second; nobody but the connection sees it. What is
 * stored already becomes, in pieces that hold nobody up, what it is declared as.
 */
public final class Declarations {
    private final Storage storage;
    private final Clock clock;
    private final IdSource ids;
    private final DeclarationLimits limits;
    private final Optional<Share> share;
    private final AuditTrail trail;

    /** @param random for the versions of declarations */
    public Declarations(Storage storage, Clock clock, RandomGenerator random, DeclarationLimits limits) {
        this(storage, clock, new IdSource(clock, random), limits, Optional.empty(), AuditTrail.NONE);
    }

    private Declarations(
            Storage storage, Clock clock, IdSource ids, DeclarationLimits limits, Optional<Share> share,
            AuditTrail trail) {
        this.storage = storage;
        this.clock = clock;
        this.ids = ids;
        this.limits = limits;
        this.share = share;
        this.trail = trail;
    }

    /** The same, and what is asked of it counts for this share instead of the connection's. */
    public Declarations countedFor(Share other) {
        return new Declarations(storage, clock, ids, limits, Optional.of(other), trail);
    }

    /** The same, and what is changed through it is noted there. */
    public Declarations audited(AuditTrail other) {
        return new Declarations(storage, clock, ids, limits, share, other);
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
        return declare(id, new Declaration(Declaration.Kind.RESOURCE_TYPE, type.name(), type.json().toString(), now()),
                replace);
    }

    /**
     * Passes when a resource type could be declared, in the place of one of its name if there is one. Nothing is changed.
     *
     * @param json as for {@link #declareType}
     * @throws DirectoryException when it cannot be declared, or there is no such connection
     */
    public void checkType(ConnectionId id, ObjectNode json) {
        DeclaredType type = TypeDeclaration.read(json, limits);
        Declaration next = new Declaration(Declaration.Kind.RESOURCE_TYPE, type.name(), type.json().toString(), now());
        with(id, next);
        storage.read(share(id), session -> {
            requireSameSpelling(session, id, next);
            return next;
        });
    }

    /**
     * How what is stored would fit a schema, or fits it when it is declared so. Nothing is changed.
     *
     * @param json as for {@link #declareSchema}
     * @throws DirectoryException when it cannot be declared, or there is no such connection
     */
    public Fit fit(ConnectionId id, ObjectNode json) {
        DeclaredSchema schema = SchemaDeclaration.read(json, limits);
        Connection connection = storage.read(share(id), session -> there(session, id));
        List<Declaration> declared = with(id, declaration(schema.planned(Optional.empty(), () -> "#")));
        return look(id).fit(connection, ConnectionTypes.of("dry run", declared), schema.schema());
    }

    /** What the connection would declare then. */
    private List<Declaration> with(ConnectionId id, Declaration next) {
        List<Declaration> declared = new ArrayList<>(storage.read(share(id), session -> session.declarations().of(id)));
        declared.removeIf(known -> known.kind() == next.kind() && known.key().equals(next.key()));
        declared.add(next);
        DeclarationRules.check(declared, next, limits);
        return declared;
    }

    /**
     * What removing a declaration would leave behind. Nothing is changed.
     *
     * @throws DirectoryException when there is none of that kind and name, or it cannot be removed
     */
    public Orphans orphans(ConnectionId id, Declaration.Kind kind, String name) {
        Connection connection = storage.read(share(id), session -> {
            requireUnused(session, id, required(session, id, kind, name));
            return there(session, id);
        });
        return switch (kind) {
            case SCHEMA -> look(id).values(connection, schema(connection, name));
            case RESOURCE_TYPE -> storage.read(share(id), session -> resources(session, id, required(session, id, kind,
                    name)));
        };
    }

    /**
     * Schemas for what users and groups have that no schema declares, by the values that are stored. Nothing is changed.
     *
     * @throws DirectoryException when there is no such connection
     */
    public List<Suggestion> suggestions(ConnectionId id) {
        Connection connection = storage.read(share(id), session -> there(session, id));
        return new SuggestionSearch(storage, share(id), limits.previewResources()).of(connection);
    }

    /**
     * Removes a declaration. What is stored stays: see {@link Orphans}.
     *
     * @throws DirectoryException when there is none of that kind and name, or a resource type needs the schema
     */
    public void remove(ConnectionId id, Declaration.Kind kind, String name) {
        storage.write(share(id), id.value(), session -> {
            Connection connection = there(session, id);
            Declaration gone = required(session, id, kind, name);
            requireUnused(session, id, gone);
            List<Declaration> declared = session.declarations().of(id);
            session.declarations().remove(id, kind, name);
            PlannedIndexes.follow(session, id, declared);
            move(session, connection);
            trail.deleted(session, word(kind), Optional.of(id), gone.name(), ScimJson.tree(gone.text()));
            return gone;
        });
    }

    private Declaration declare(ConnectionId id, Declaration wanted, boolean replace) {
        return storage.write(share(id), id.value(), session -> {
            Connection connection = there(session, id);
            Optional<Declaration> before = session.declarations().find(id, wanted.kind(), wanted.name());
            List<Declaration> declared = session.declarations().of(id);
            Declaration next = new PlannedIndexes(ids).of(wanted, before, declared);
            if (before.isPresent() && !replace) {
                throw new DirectoryException(Kind.TAKEN,
                        "The connection declares the " + word(next.kind()).replace('_', ' ')
                                + " " + before.get().name() + " already. Replace it, or choose another name.");
            }
            if (before.filter(known -> known.text().equals(next.text())).isPresent()) {
                return before.get();
            }
            requireSameSpelling(session, id, next);
            session.declarations().put(id, next);
            if (next.kind() == Declaration.Kind.RESOURCE_TYPE) {
                PlannedIndexes.follow(session, id, declared);
            }
            DeclarationRules.check(session.declarations().of(id), next, limits);
            move(session, connection);
            before.ifPresentOrElse(
                    known -> trail.changed(session, word(next.kind()), Optional.of(id), next.name(),
                            ScimJson.tree(known.text()), ScimJson.tree(next.text())),
                    () -> trail.made(session, word(next.kind()), Optional.of(id), next.name(),
                            ScimJson.tree(next.text())));
            return next;
        });
    }

    /** Resources are kept under the name of their type, letter by letter, and stay when the type goes. */
    private static void requireSameSpelling(ReadSession session, ConnectionId id, Declaration next) {
        if (next.kind() == Declaration.Kind.RESOURCE_TYPE) {
            Stream.concat(session.declarations().find(id, next.kind(), next.name()).map(Declaration::name).stream(),
                    session.resources().types(id).stream())
                    .filter(name -> name.equalsIgnoreCase(next.name()) && !name.equals(next.name()))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new DirectoryException(Kind.INVALID, "The resource type is called " + name
                                + ", and its resources are kept under that name. Write it so.");
                    });
        }
    }

    /** The version is made here, where it is written: one of a work that is taken back never comes again. */
    private void move(WriteSession session, Connection connection) {
        String before = connection.types().version();
        String version = ids.next();
        if (!session.declarations().move(connection.id(), before, version)) {
            throw new StaleVersionException();
        }
        session.jobs().put(ConnectionJob.begun(connection.id(), ConnectionJob.Kind.SCHEMA, before, version, now()));
    }

    private static Declaration required(ReadSession session, ConnectionId id, Declaration.Kind kind, String name) {
        return session.declarations()
                .find(id, kind, name)
                .orElseThrow(() -> new DirectoryException(Kind.NOT_FOUND, "The connection declares no "
                        + word(kind).replace('_', ' ') + " \"" + Excerpt.of(name)
                        + "\". List those that it declares."));
    }

    private static void requireUnused(ReadSession session, ConnectionId id, Declaration declaration) {
        if (declaration.kind() == Declaration.Kind.SCHEMA) {
            DeclarationRules.userOf(session.declarations().of(id), declaration.name()).ifPresent(type -> {
                throw new DirectoryException(Kind.INVALID, "The resource type " + type.name() + " needs the schema "
                        + declaration.name()
                        + ". Remove the resource type first, or replace it by one without the schema.");
            });
        }
    }

    private static Orphans resources(ReadSession session, ConnectionId id, Declaration type) {
        long count = session.resources().count(id, type.name(), new Condition.All(), Long.MAX_VALUE);
        List<String> first = ResourceWalk.after(session, id, type.name(), "")
                .resources()
                .stream()
                .limit(Orphans.NAMED)
                .map(StoredResource::id)
                .toList();
        return new Orphans(count, true, first);
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
        return session.connections()
                .find(id)
                .orElseThrow(() -> new DirectoryException(Kind.NOT_FOUND, "There is no connection " + id + "."));
    }

    private Declaration declaration(DeclaredSchema schema) {
        return new Declaration(Declaration.Kind.SCHEMA, schema.schema().id(), schema.json().toString(), now());
    }

    private static String word(Declaration.Kind kind) {
        return switch (kind) {
            case SCHEMA -> "schema";
            case RESOURCE_TYPE -> "resource_type";
        };
    }

    private DeclarationLook look(ConnectionId id) {
        return new DeclarationLook(storage, share(id), limits.previewResources());
    }

    private Share share(ConnectionId id) {
        return share.orElseGet(() -> Share.of(id));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
