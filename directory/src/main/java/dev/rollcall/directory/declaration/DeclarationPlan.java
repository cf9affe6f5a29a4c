package dev.rollcall.directory.declaration;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.directory.type.DeclarationRules;
import dev.rollcall.directory.type.DeclaredVersion;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.text.Excerpt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What declaring or removing something means for all that a connection declares.
 *
 * <p>Guarantees: it is made beside the writer, of declarations of one version; in the writer it is only seen that they are of that
 * version still, and rows are written.
 *
 * @param version of the declarations that it was made of
 * @param before the declaration as it was
 * @param next the declaration as it is to be; empty for none any more
 * @param others declarations that are changed with it
 * @param told the former and the next one as the audit log tells them
 */
record DeclarationPlan(
        String version, Optional<Declaration> before, Optional<Declaration> next, List<Declaration> others, Told told) {

    /** For the audit log, read beforehand. */
    private record Told(Optional<JsonNode> before, Optional<JsonNode> next) {}

    /**
     * To declare something.
     *
     * @param now what the connection declares
     * @param kept the types under whose names resources are kept, of those that are gone as well
     * @param replace whether one of that name may be replaced
     * @throws DirectoryException when it cannot be declared
     */
    static DeclarationPlan declaring(
            DeclaredVersion now, List<String> kept, Declaration wanted, boolean replace, PlannedIndexes indexes,
            DeclarationLimits limits) {
        Optional<Declaration> before = find(now, wanted.kind(), wanted.name());
        if (before.isPresent() && !replace) {
            throw new DirectoryException(Kind.TAKEN, "The connection declares the "
                    + word(wanted.kind()).replace('_', ' ') + " " + before.get().name()
                    + " already. Replace it, or choose another name.");
        }
        Declaration next = indexes.of(wanted, before, now.declarations());
        if (isSame(before, next)) {
            return new DeclarationPlan(now.version(), before, Optional.of(next), List.of(), told(before, before));
        }
        requireSameSpelling(Stream.concat(before.map(Declaration::name).stream(), kept.stream()), next);
        List<Declaration> others = next.kind() == Declaration.Kind.RESOURCE_TYPE
                ? PlannedIndexes.followed(now.declarations(), with(now, List.of(next)))
                : List.of();
        DeclarationPlan plan = new DeclarationPlan(now.version(), before, Optional.of(next), others, told(before,
                Optional.of(next)));
        DeclarationRules.check(plan.after(now), next, limits);
        return plan;
    }

    /**
     * To remove something.
     *
     * @throws DirectoryException when there is none of that kind and name, or a resource type needs the schema
     */
    static DeclarationPlan removing(DeclaredVersion now, Declaration.Kind kind, String name) {
        Declaration gone = removable(now, kind, name);
        List<Declaration> left = now.declarations().stream().filter(known -> !known.equals(gone)).toList();
        return new DeclarationPlan(now.version(), Optional.of(gone), Optional.empty(),
                PlannedIndexes.followed(now.declarations(), left), told(Optional.of(gone), Optional.empty()));
    }

    /** The one of that kind and name. @throws DirectoryException as above */
    static Declaration removable(DeclaredVersion now, Declaration.Kind kind, String name) {
        Declaration gone = find(now, kind, name)
                .orElseThrow(() -> new DirectoryException(Kind.NOT_FOUND, "The connection declares no "
                        + word(kind).replace('_', ' ') + " \"" + Excerpt.of(name)
                        + "\". List those that it declares."));
        if (kind == Declaration.Kind.SCHEMA) {
            DeclarationRules.userOf(now.declarations(), gone.name()).ifPresent(type -> {
                throw new DirectoryException(Kind.INVALID, "The resource type " + type.name() + " needs the schema "
                        + gone.name()
                        + ". Remove the resource type first, or replace it by one without the schema.");
            });
        }
        return gone;
    }

    private static Told told(Optional<Declaration> before, Optional<Declaration> next) {
        return new Told(before.map(Declaration::text).map(ScimJson::tree),
                next.map(Declaration::text).map(ScimJson::tree));
    }

    /** Whether it leaves everything as it is. */
    boolean changesNothing() {
        return next.isPresent() && isSame(before, next.get());
    }

    private static boolean isSame(Optional<Declaration> before, Declaration next) {
        return before.filter(known -> known.text().equals(next.text())).isPresent();
    }

    /** All that the connection declares then. */
    List<Declaration> after(DeclaredVersion now) {
        List<Declaration> changed = new ArrayList<>(others);
        next.ifPresent(changed::add);
        List<Declaration> after = with(now, changed);
        if (next.isEmpty()) {
            before.ifPresent(
                    gone -> after.removeIf(known -> known.kind() == gone.kind() && known.key().equals(gone.key())));
        }
        return after;
    }

    /** The same with one more that is changed with it. */
    DeclarationPlan with(Declaration more) {
        List<Declaration> all = new ArrayList<>(others);
        all.add(more);
        return new DeclarationPlan(version, before, next, all, told);
    }

    /** With these in the place of those of their names. */
    private static List<Declaration> with(DeclaredVersion now, List<Declaration> changed) {
        List<Declaration> after = new ArrayList<>(now.declarations());
        changed.forEach(each -> after.removeIf(known -> known.kind() == each.kind() && known.key().equals(each.key())));
        after.addAll(changed);
        return after;
    }

    /**
     * Writes it.
     *
     * @param ids for the version, which is made here, where it is written: one of a work that is taken back never comes again
     * @return false, with nothing written, when the connection declares something else by now
     */
    boolean write(WriteSession session, ConnectionId id, IdSource ids, Instant at, AuditTrail trail) {
        String to = ids.next();
        if (!session.declarations().move(id, version, to)) {
            return false;
        }
        others.forEach(changed -> session.declarations().put(id, changed));
        if (next.isPresent()) {
            Declaration put = next.get();
            session.declarations().put(id, put);
            told.before.ifPresentOrElse(
                    old -> trail.changed(session, word(put.kind()), Optional.of(id), put.name(), old,
                            told.next.orElseThrow()),
                    () -> trail.made(session, word(put.kind()), Optional.of(id), put.name(), told.next.orElseThrow()));
        } else {
            Declaration gone = before.orElseThrow();
            session.declarations().remove(id, gone.kind(), gone.name());
            trail.deleted(session, word(gone.kind()), Optional.of(id), gone.name(), told.before.orElseThrow());
        }
        session.jobs().put(ConnectionJob.begun(id, ConnectionJob.Kind.SCHEMA, version, to, at));
        return true;
    }

    /** Resources are kept under the name of their type, letter by letter, and stay when the type goes. */
    private static void requireSameSpelling(Stream<String> names, Declaration next) {
        if (next.kind() == Declaration.Kind.RESOURCE_TYPE) {
            names.filter(name -> name.equalsIgnoreCase(next.name()) && !name.equals(next.name()))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new DirectoryException(Kind.INVALID, "The resource type is called " + name
                                + ", and its resources are kept under that name. Write it so.");
                    });
        }
    }

    private static Optional<Declaration> find(DeclaredVersion now, Declaration.Kind kind, String name) {
        return now.declarations()
                .stream()
                .filter(known -> known.kind() == kind && known.key().equals(Declaration.key(name)))
                .findFirst();
    }

    /** What the audit log calls a declaration. */
    static String word(Declaration.Kind kind) {
        return switch (kind) {
            case SCHEMA -> "schema";
            case RESOURCE_TYPE -> "resource_type";
            case WITHHELD -> throw new IllegalArgumentException("Nobody declares what is withheld.");
        };
    }
}
