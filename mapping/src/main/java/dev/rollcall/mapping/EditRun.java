package dev.rollcall.mapping;

import dev.rollcall.mapping.expression.JsonSize;
import dev.rollcall.mapping.place.PlaceException;
import dev.rollcall.scim.resource.CanonicalDocument;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.tolerance.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One edit of one profile, attribute by attribute. Each is applied to the document that the ones before it made, or not at all. */
final class EditRun {
    private final List<RowLens> lenses;
    private final ResourceType type;
    private final MappingLimits limits;
    private final ObjectNode before;
    private final SequencedMap<ProfilePath, EditOutcome> outcomes = new LinkedHashMap<>();
    /** What was written, and what the document says of it since. */
    private final SequencedMap<RowLens, Optional<JsonNode>> written = new LinkedHashMap<>();
    private ObjectNode document;

    EditRun(List<RowLens> lenses, ResourceType type, MappingLimits limits, ObjectNode document) {
        this.lenses = lenses;
        this.type = type;
        this.limits = limits;
        this.before = document;
        this.document = document;
    }

    MappingEdit run(ProfileEdit edit, Dialect dialect) {
        for (Map.Entry<ProfilePath, Optional<JsonNode>> assignment : edit.assignments().entrySet()) {
            assign(assignment.getKey(), assignment.getValue());
        }
        if (document != before) {
            // What an assignment shows may have been changed by one behind it.
            for (RowLens lens : lenses) {
                outcomes.computeIfPresent(lens.target(), (_, outcome) -> outcome instanceof EditOutcome.Applied
                        ? new EditOutcome.Applied(lens.readOrNothing(document))
                        : outcome);
            }
        }
        return new MappingEdit(
                document == before ? before : CanonicalDocument.of(type, document, dialect), outcomes);
    }

    private void assign(ProfilePath path, Optional<JsonNode> value) {
        if (value.filter(node -> JsonSize.of(node) > limits.profileBytes()).isPresent()) {
            outcomes.put(path, new EditOutcome.Refused(path + " would have more than " + limits.profileBytes()
                    + " bytes; store less there."));
            return;
        }
        List<RowLens> below = new ArrayList<>();
        for (RowLens lens : lenses) {
            if (lens.target().equals(path)) {
                outcomes.put(path, outcome(lens, value));
                return;
            }
            if (path.startsWith(lens.target())) {
                outcomes.put(path, new EditOutcome.Refused(lens.target() + " is mapped as a whole, to "
                        + lens.row().scim().orElse("no SCIM attribute") + "; assign all of it."));
                return;
            }
            if (lens.target().startsWith(path)) {
                below.add(lens);
            }
        }
        if (below.isEmpty()) {
            outcomes.put(path, new EditOutcome.Overlay(value));
        } else {
            assignInParts(path, value, below);
        }
    }

    /** An object of which rows feed some members: those go to their rows, the others to the overlay. */
    private void assignInParts(ProfilePath path, Optional<JsonNode> value, List<RowLens> rows) {
        if (value.filter(node -> !node.isObject()).isPresent()) {
            outcomes.put(path, new EditOutcome.Refused(path + " is an object, because " + rows.getFirst().target()
                    + " is mapped; send an object."));
            return;
        }
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        value.ifPresent(node -> rest.setAll((ObjectNode) node.deepCopy()));
        for (RowLens lens : rows) {
            Optional<JsonNode> part = value.flatMap(node -> lens.target().in(node, path.keys().size()));
            outcomes.put(lens.target(), outcome(lens, part));
            remove(rest, lens.target().keys().subList(path.keys().size(), lens.target().keys().size()));
        }
        outcomes.put(path, new EditOutcome.Overlay(rest.isEmpty() ? Optional.empty() : Optional.of(rest)));
    }

    private static void remove(ObjectNode object, List<String> keys) {
        if (keys.size() == 1) {
            object.remove(keys.getFirst());
        } else if (object.get(keys.getFirst()) instanceof ObjectNode inner) {
            remove(inner, keys.subList(1, keys.size()));
            if (inner.isEmpty()) {
                object.remove(keys.getFirst());
            }
        }
    }

    private EditOutcome outcome(RowLens lens, Optional<JsonNode> value) {
        ProfileRow row = lens.row();
        if (lens.isBlocked() || row.edit() == EditRule.OVERLAY) {
            return new EditOutcome.Overlay(value);
        }
        if (row.direction().reads() && lens.readOrNothing(before).equals(value)) {
            // Nobody wants a change here, even when another assignment changed what is shown in the meantime.
            return new EditOutcome.Applied(lens.readOrNothing(document));
        }
        return refusal(lens, value).<EditOutcome>map(EditOutcome.Refused::new).orElseGet(() -> write(lens, value));
    }

    private static Optional<String> refusal(RowLens lens, Optional<JsonNode> value) {
        ProfileRow row = lens.row();
        if (row.constant().isPresent()) {
            return Optional.of(lens.target() + " is a constant of the mapping; change it there.");
        }
        if (row.edit() == EditRule.REFUSED) {
            String why = row.direction().writes() ? "" : " and is not made from profiles";
            return Optional.of(lens.target() + " comes from the identity provider" + why + "; change "
                    + row.scim().orElse("it") + " there, or let the mapping's row allow edits.");
        }
        // No schema says so of an attribute that none declares, and what it would hold then would not be shown.
        boolean free = !row.computes() && lens.place().filter(place -> place.leaf().isEmpty()).isPresent();
        return free && ProfileAttributes.isText(lens.target()) && value.filter(node -> !node.isString()).isPresent()
                ? Optional.of(lens.target() + " is text for every client; send text.")
                : Optional.empty();
    }

    private EditOutcome write(RowLens lens, Optional<JsonNode> value) {
        ObjectNode next;
        try {
            next = lens.write(document, value);
        } catch (PlaceException e) {
            return new EditOutcome.Refused(lens.target() + " stays as it is: " + e.getMessage());
        }
        for (Map.Entry<RowLens, Optional<JsonNode>> earlier : written.entrySet()) {
            RowLens other = earlier.getKey();
            if (other.sharesWith(lens) && !other.state(next).equals(earlier.getValue())) {
                return new EditOutcome.Refused(lens.target() + " stays as it is: it would change " + other.target()
                        + ", which the same edit assigns, because both are made of "
                        + other.row().scim().orElse("the same values")
                        + "; assign one of them.");
            }
        }
        document = next;
        written.put(lens, lens.state(document));
        return lens.row().direction().reads()
                ? new EditOutcome.Applied(lens.readOrNothing(document))
                : new EditOutcome.AppliedAndKept(value);
    }
}
