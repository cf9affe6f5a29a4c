package dev.rollcall.mapping;

import dev.rollcall.mapping.expression.RowExpressions;
import dev.rollcall.mapping.place.ScimPlace;
import dev.rollcall.mapping.place.ScimPlaces;
import dev.rollcall.scim.schema.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the rows of a mapping, each for itself and all against each other. */
final class MappingCheck {
    private final ResourceType type;
    private final MappingLimits limits;

    MappingCheck(ResourceType type, MappingLimits limits) {
        this.type = type;
        this.limits = limits;
    }

    /**
     * The lenses of the rows.
     *
     * @throws InvalidMappingException naming each row that is wrong
     */
    List<RowLens> lenses(List<ProfileRow> rows) {
        if (rows.size() > limits.rows()) {
            throw InvalidMappingException
                    .of("A mapping has at most " + limits.rows() + " rows, and this one has " + rows.size()
                            + "; leave some out.");
        }
        RowCheck check = new RowCheck(new ScimPlaces(type), new RowExpressions(type, limits.expressions()), limits);
        List<RowLens> lenses = new ArrayList<>();
        List<RowProblem> problems = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            try {
                RowLens lens = check.lens(i + 1, rows.get(i));
                Optional<String> clash = lenses.stream().flatMap(before -> clash(before, lens).stream()).findFirst();
                clash.ifPresent(reason -> problems.add(lens.problem(reason)));
                lenses.add(lens);
            } catch (RowCheck.WrongRowException e) {
                problems.add(new RowProblem(i + 1, rows.get(i).toString(), String.valueOf(e.getMessage())));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidMappingException(problems);
        }
        return lenses;
    }

    private static Optional<String> clash(RowLens before, RowLens lens) {
        if (lens.target().equals(before.target())) {
            return Optional.of("Row " + before.number() + " feeds " + before.target()
                    + " already; give one of them another target.");
        }
        if (lens.target().startsWith(before.target()) || before.target().startsWith(lens.target())) {
            return Optional.of("Its target and " + before.target() + " of row " + before.number()
                    + " are inside each other; give one of them a target of its own.");
        }
        if (!writes(before) || !writes(lens)) {
            return Optional.empty();
        }
        ScimPlace one = before.place().orElseThrow();
        ScimPlace other = lens.place().orElseThrow();
        if (one.path().equals(other.path())) {
            return Optional.of("Row " + before.number() + " writes " + one.path()
                    + " already; give one of them the direction in.");
        }
        return one.attribute().equals(other.attribute()) && one.whole() != other.whole()
                ? Optional.of("It writes " + other.path() + ", and row " + before.number() + " writes " + one.path()
                        + ", of which one is a part of the other; give one of them the direction in.")
                : Optional.empty();
    }

    private static boolean writes(RowLens lens) {
        return lens.row().direction().writes() && !lens.isBlocked();
    }
}
