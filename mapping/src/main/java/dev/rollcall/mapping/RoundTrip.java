package dev.rollcall.mapping;

import dev.rollcall.scim.tolerance.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A profile made into a resource of its own, and that resource read again.
 *
 * @param resource what the profile alone makes; it may lack what SCIM requires, and is no more than a view
 * @param profile what the mapping makes of that resource
 * @param lost every attribute that a row feeds and that differs afterwards, and no other, in the order of the rows
 */
public record RoundTrip(ObjectNode resource, Profile profile, List<Loss> lost) {
    public RoundTrip {
        lost = List.copyOf(lost);
    }

    static RoundTrip of(Mapping mapping, List<RowLens> lenses, ObjectNode attributes) {
        SequencedMap<ProfilePath, Optional<JsonNode>> assignments = new LinkedHashMap<>();
        for (RowLens lens : lenses) {
            lens.target().in(attributes).ifPresent(value -> assignments.put(lens.target(), Optional.of(value)));
        }
        MappingEdit made = mapping.edit(
                JsonNodeFactory.instance.objectNode(), new ProfileEdit(assignments), Dialect.tolerant());
        Profile again = mapping.profile(made.document());
        List<Loss> lost = new ArrayList<>();
        for (RowLens lens : lenses) {
            Optional<JsonNode> before = lens.target().in(attributes);
            Optional<JsonNode> after = lens.target().in(again.attributes());
            if (!before.equals(after)) {
                Optional<EditOutcome> outcome = Optional.ofNullable(made.outcomes().get(lens.target()));
                lost.add(new Loss(lens.target(), before, after, reason(lens, outcome, again)));
            }
        }
        return new RoundTrip(made.document(), again, lost);
    }

    private static String reason(RowLens lens, Optional<EditOutcome> outcome, Profile again) {
        ProfileRow row = lens.row();
        if (lens.isBlocked()) {
            return "The row shows the opposite of active and never writes it; who is blocked by an administrator stays so beside the "
                    + "resource.";
        }
        if (row.constant().isPresent()) {
            return "The row shows a constant, whatever the profile said.";
        }
        if (outcome.isPresent() && outcome.get() instanceof EditOutcome.Refused(String why)) {
            return row.direction().writes() ? why
                    : "The row only reads, so that the profile makes nothing of it in the resource.";
        }
        if (!row.direction().writes()) {
            return "The row only reads, so that the profile makes nothing of it in the resource.";
        }
        if (!row.direction().reads()) {
            return "The row only writes, so that what is in the resource is not shown.";
        }
        Optional<RowProblem> problem = again.problems()
                .stream()
                .filter(each -> each.row() == lens.number())
                .findFirst();
        if (problem.isPresent()) {
            return problem.get().reason();
        }
        if (row.computes()) {
            return "expression_in does not give back what expression_out was given.";
        }
        return row.byDefault().isPresent() && outcome.isEmpty()
                ? "The resource has no value, so that the row shows its default."
                : "SCIM keeps the value in another form, or another row changed it.";
    }
}
