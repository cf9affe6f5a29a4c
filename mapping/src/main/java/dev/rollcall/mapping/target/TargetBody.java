package dev.rollcall.mapping.target;

import dev.rollcall.mapping.RowProblem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a target is to have of a user or a group.
 *
 * @param resource the whole resource with its {@code schemas}; whoever gets it owns it
 * @param values the same, row by row in the rows' order, those without a value too
 * @param problems rows whose value could not be made, which therefore have none: whoever sends the resource all the same clears
 *     at the target what they would have
 * @param unmade the paths of those rows
 * @param late whether nothing but time was missing to all of them, so that they may have a value another time
 */
public record TargetBody(
        ObjectNode resource, List<TargetValue> values, List<RowProblem> problems, Set<String> unmade, boolean late) {
    public TargetBody {
        values = List.copyOf(values);
        problems = List.copyOf(problems);
        unmade = Set.copyOf(unmade);
    }

    /** Whether each row has the value that it should have, or none because there is none. */
    public boolean isWhole() {
        return problems.isEmpty();
    }

    /** The text of a member of the resource; empty when it has none, or one that is no text. */
    public Optional<String> text(String member) {
        return resource.path(member).stringValueOpt().filter(text -> !text.isEmpty());
    }
}
