package dev.rollcall.directory.declaration;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.declaration.RevealedValues.Place;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.DeclaredSchema;
import dev.rollcall.directory.type.DeclaredVersion;
import dev.rollcall.directory.type.WithheldValues;
import dev.rollcall.scim.json.ScimJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps what was never answered from being answered because its declaration goes: stored values are dropped before it does.
 *
 * <p>They are made write-only, of which nothing is kept: hidden as before, and dropped in the background by {@link SchemaJob}. Only when
 * that has been through all resources may the declaration go. What the change record has of them is withheld from then on
 * ({@link WithheldValues}), as long as the record keeps it.
 *
 * @param version of the declarations that it is about
 * @param places of values that would be answered under the next ones
 * @param through whether all resources have been brought to what those declarations say
 */
record Forgetting(String version, List<Place> places, boolean through) {
    /** Attributes that a sentence names. */
    private static final int NAMED = 5;

    /** What is to be seen to before something else is declared. @param then all that would be declared */
    static Forgetting before(DeclaredVersion now, List<Declaration> then, boolean through) {
        return new Forgetting(now.version(), RevealedValues.between(now.types(), ConnectionTypes.of("then", then)),
                through);
    }

    /** Whether a job has been through all resources. @param job the last one that followed a declaration, if there was any */
    static boolean isThrough(Optional<ConnectionJob> job) {
        return job.filter(last -> last.finishedAt().isPresent() || last.source().equals(IndexStates.CHECK)).isPresent();
    }

    /** Whether nothing is left to drop. */
    boolean isDone() {
        return places.isEmpty() || through && places.stream().allMatch(Place::dropped);
    }

    /** @throws DirectoryException with what to do first, when something is left to drop */
    void requireDone() {
        List<Place> left = places.stream().filter(place -> !place.dropped()).toList();
        if (!left.isEmpty()) {
            throw new DirectoryException(Kind.INVALID, "What is stored of " + named(left)
                    + " is never answered, and would be from then on. Have these values dropped first, for good: do the same with"
                    + " --forget (forget=true), which begins that, and once more when it is done.");
        }
        if (!isDone()) {
            throw new DirectoryException(Kind.INVALID, "What is stored of " + named(places)
                    + " is being dropped, by a server that runs. Do this once more when the connection's status says that the job"
                    + " of its schemas is finished.");
        }
    }

    /** A schema before and after its attributes were made write-only. */
    record Changed(Declaration before, Declaration after) {}

    /** The schemas that are to be otherwise, so that values are dropped. */
    List<Changed> changes(List<Declaration> declared) {
        List<Changed> changes = new ArrayList<>();
        for (Declaration declaration : declared) {
            List<String> attributes = places.stream()
                    .filter(place -> !place.dropped())
                    .filter(place -> declaration.kind() == Declaration.Kind.SCHEMA
                            && declaration.key().equals(Declaration.key(place.schema())))
                    .map(Place::attribute)
                    .distinct()
                    .toList();
            if (!attributes.isEmpty()) {
                changes.add(new Changed(declaration, writeOnly(declaration, attributes)));
            }
        }
        return changes;
    }

    /**
     * Begins to drop values.
     *
     * @param to the next version
     * @return false, with nothing written, when something else is declared by now
     */
    boolean begin(
            WriteSession session, ConnectionId id, List<Changed> changes, String to, Instant at, AuditTrail trail) {
        if (!session.declarations().move(id, version, to)) {
            return false;
        }
        for (Changed changed : changes) {
            session.declarations().put(id, changed.after);
            trail.changed(session, DeclarationPlan.word(changed.after.kind()), Optional.of(id), changed.after.name(),
                    ScimJson.tree(changed.before.text()), ScimJson.tree(changed.after.text()));
        }
        session.jobs().put(ConnectionJob.begun(id, ConnectionJob.Kind.SCHEMA, version, to, at));
        return true;
    }

    /**
     * What withholds the history of what was dropped; empty when nothing was.
     *
     * @param oldest the time of the oldest change that is kept
     * @param until changes behind that time are not concerned
     */
    Optional<Declaration> withheld(List<Declaration> declared, Optional<Instant> oldest, Instant until) {
        if (places.isEmpty()) {
            return Optional.empty();
        }
        WithheldValues known = WithheldValues.among(declared);
        WithheldValues next = oldest.map(known::since).orElse(WithheldValues.NONE);
        for (Place place : places) {
            next = next.with(place.type(), place.keys(), until);
        }
        return Optional.of(new Declaration(Declaration.Kind.WITHHELD, WithheldValues.NAME, next.text(), until));
    }

    /** The attributes that are concerned. */
    List<String> attributes() {
        return places.stream().map(Place::attribute).distinct().toList();
    }

    private static Declaration writeOnly(Declaration declaration, List<String> attributes) {
        ObjectNode json = ScimJson.tree(declaration.text()).asObject();
        for (String path : attributes) {
            String[] names = path.split("\\.", 2);
            find(json.path(DeclaredSchema.SCHEMA).path("attributes"), names[0])
                    .flatMap(attribute -> names.length == 1
                            ? Optional.of(attribute)
                            : find(attribute.path("subAttributes"), names[1]))
                    .ifPresent(attribute -> attribute.put("mutability", "writeOnly")
                            .put("returned", "never")
                            .put("required", false));
        }
        return new Declaration(declaration.kind(), declaration.name(), json.toString(), declaration.declaredAt());
    }

    private static Optional<ObjectNode> find(JsonNode attributes, String name) {
        for (JsonNode attribute : attributes) {
            if (attribute instanceof ObjectNode object && object.path("name").asString("").equalsIgnoreCase(name)) {
                return Optional.of(object);
            }
        }
        return Optional.empty();
    }

    private static String named(List<Place> places) {
        List<String> names = places.stream()
                .map(place -> place.attribute() + " of " + place.schema())
                .distinct()
                .toList();
        String first = String.join(", ", names.subList(0, Math.min(names.size(), NAMED)));
        return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
    }
}
