package dev.rollcall.scim.patch;

import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributePaths;
import dev.rollcall.scim.resource.Adoption;
import dev.rollcall.scim.resource.CanonicalDocument;
import dev.rollcall.scim.resource.NormalizedResource;
import dev.rollcall.scim.resource.Parts;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The plans of POST, PUT and DELETE, in the same words as those of PATCH. */
public final class ResourcePlans {
    private ResourcePlans() {}

    /**
     * {@return the plan that makes the resource}
     *
     * @param type of the resource
     * @param resource the body of the request, normalized
     */
    public static ChangePlan creation(ResourceType type, NormalizedResource resource) {
        List<Change> changes = new ArrayList<>(
                DocumentDiff.between(type, JsonNodeFactory.instance.objectNode(), resource.document()));
        if (!resource.members().isEmpty()) {
            changes.add(new Change.MembersAdded(resource.members()));
        }
        return new ChangePlan(changes, resource.document());
    }

    /**
     * {@return the plan that puts the resource in the place of the current one} What is left out is cleared, or falls
     * back to its default ({@code active}); an immutable attribute that is left out stays (7644-3.5.1-02), a read-only one
     * is as it was, and so is what the client has a value for that could not be read: nobody asked to clear it. The members of a group are
     * always replaced; whether that changes any is for the store to see.
     *
     * @param type of the resource
     * @param current the canonical document as it is stored
     * @param resource the body of the request, normalized
     * @param dialect what is tolerated
     * @throws dev.rollcall.scim.ScimException 400 mutability when an immutable attribute would change (7644-3.5.1-04)
     */
    public static ChangePlan replacement(
            ResourceType type, ObjectNode current, NormalizedResource resource, Dialect dialect) {
        ObjectNode readable = withUnreadable(type, current, resource, dialect);
        ObjectNode document = withImmutables(type, current, readable, dialect);
        List<Change> changes = new ArrayList<>(DocumentDiff.between(type, current, document));
        boolean changed = !changes.isEmpty();
        if (type.schema().attribute("members").isPresent()) {
            changes.add(new Change.MembersReplaced(resource.members()));
        }
        return new ChangePlan(changes, changed ? document : current);
    }

    /**
     * {@return the plan that makes of a stored resource what schemas say that were declared later} It changes nothing when the
     * resource is so already.
     *
     * @param type the resource's type, with the schemas declared later
     * @param current the document as it is stored
     * @param adoption the document as those schemas have it
     */
    public static ChangePlan adoption(ResourceType type, ObjectNode current, Adoption adoption) {
        List<Change> changes = DocumentDiff.between(type, current, adoption.document());
        return new ChangePlan(changes, changes.isEmpty() ? current : adoption.document());
    }

    /**
     * {@return the plan that deletes the resource: every attribute loses its value}
     *
     * @param current the canonical document as it is stored
     */
    public static ChangePlan deletion(ObjectNode current) {
        List<Change> changes = new ArrayList<>();
        for (var member : current.properties()) {
            if (!member.getKey().equals("schemas")) {
                changes.add(new Change.Assigned(
                        member.getKey(), Optional.of(member.getValue()), Optional.empty()));
            }
        }
        return new ChangePlan(changes, JsonNodeFactory.instance.objectNode());
    }

    /** With what is there now in the place of what could not be read. */
    private static ObjectNode withUnreadable(
            ResourceType type, ObjectNode current, NormalizedResource resource, Dialect dialect) {
        if (resource.leftOut().isEmpty()) {
            return resource.document();
        }
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        kept.setAll(resource.document());
        for (String path : resource.leftOut()) {
            Optional<Schema> extension = type.schema(path);
            if (extension.isPresent()) {
                keep(current, kept, extension.get().id());
            } else {
                AttributePaths.resolve(type, path, Dialect.strict(), new FiredTolerances(), path)
                        .ifPresent(attribute -> keep(current, kept, attribute));
            }
        }
        return CanonicalDocument.of(type, kept, dialect);
    }

    private static void keep(ObjectNode current, ObjectNode kept, String name) {
        JsonNode present = current.path(name);
        if (!present.isMissingNode()) {
            kept.putIfAbsent(name, present);
        }
    }

    private static void keep(ObjectNode current, ObjectNode kept, AttributePath path) {
        if (path.extension().isEmpty()) {
            keepIn(current, kept, path);
            return;
        }
        String urn = path.extension().get().id();
        if (current.get(urn) instanceof ObjectNode before) {
            ObjectNode after = JsonNodeFactory.instance.objectNode();
            if (kept.get(urn) instanceof ObjectNode given) {
                after.setAll(given);
            }
            keepIn(before, after, path);
            if (!after.isEmpty()) {
                kept.set(urn, after);
            }
        }
    }

    /** Which element of a list a part belonged to, nobody can say. */
    private static void keepIn(ObjectNode before, ObjectNode after, AttributePath path) {
        String name = path.attribute().name();
        if (path.subAttribute().isEmpty()) {
            keep(before, after, name);
        } else if (!path.attribute().multiValued() && before.get(name) instanceof ObjectNode whole) {
            ObjectNode part = JsonNodeFactory.instance.objectNode();
            keep(whole, part, path.leaf().name());
            ObjectNode given = after.get(name) instanceof ObjectNode object
                    ? object
                    : JsonNodeFactory.instance.objectNode();
            ObjectNode merged = Parts.merge(path.attribute(), part, given);
            if (!merged.isEmpty()) {
                after.set(name, merged);
            }
        }
    }

    private static ObjectNode withImmutables(
            ResourceType type, ObjectNode current, ObjectNode document, Dialect dialect) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        kept.setAll(document);
        boolean changed = keepImmutables(type.schema(), "", current, kept);
        for (ResourceType.Extension extension : type.extensions()) {
            String urn = extension.schema().id();
            if (current.get(urn) instanceof ObjectNode before) {
                ObjectNode after = JsonNodeFactory.instance.objectNode();
                if (kept.get(urn) instanceof ObjectNode given) {
                    after.setAll(given);
                }
                if (keepImmutables(extension.schema(), urn + ":", before, after)) {
                    kept.set(urn, after);
                    changed = true;
                }
            }
        }
        return changed ? CanonicalDocument.of(type, kept, dialect) : document;
    }

    /** Parts that are left out stay, as whole attributes do. @return whether there is one */
    private static boolean keepParts(
            Attribute attribute, String path, ObjectNode before, ObjectNode given, ObjectNode after) {
        ObjectNode missing = JsonNodeFactory.instance.objectNode();
        for (Attribute sub : attribute.subAttributes()) {
            boolean stays = sub.mutability() == Mutability.IMMUTABLE
                    || sub.mutability() == Mutability.READ_ONLY && attribute.subAttribute("$ref").isEmpty();
            if (stays && before.has(sub.name()) && !given.has(sub.name())) {
                missing.set(sub.name(), before.get(sub.name()));
            }
        }
        ObjectNode merged = missing.isEmpty() ? given : Parts.merge(attribute, missing, given);
        ImmutableAttributes.checkParts(attribute, path, before, merged);
        after.set(attribute.name(), merged);
        return !missing.isEmpty();
    }

    private static boolean keepImmutables(Schema schema, String prefix, ObjectNode before, ObjectNode after) {
        boolean kept = false;
        for (Attribute attribute : schema.attributes()) {
            JsonNode present = before.path(attribute.name());
            JsonNode given = after.path(attribute.name());
            if (attribute.complex() && present instanceof ObjectNode was && given instanceof ObjectNode is) {
                kept |= keepParts(attribute, prefix + attribute.name(), was, is, after);
            }
            boolean stays = attribute.mutability() == Mutability.IMMUTABLE
                    || attribute.mutability() == Mutability.READ_ONLY;
            if (!stays || present.isMissingNode()) {
                continue;
            }
            if (given.isMissingNode()) {
                after.set(attribute.name(), present);
                kept = true;
            } else if (!given.equals(present)) {
                throw PatchErrors.immutable(prefix + attribute.name());
            }
        }
        return kept;
    }
}
