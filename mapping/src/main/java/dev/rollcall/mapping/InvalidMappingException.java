package dev.rollcall.mapping;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows that make no mapping. The message is one sentence or more for whoever wrote them: it names the first rows that are wrong,
 * what is wrong with each, and what to write instead. It is answered with 400.
 */
public final class InvalidMappingException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 5;

    private final transient List<RowProblem> problems;

    /** @param problems at least one, in the order of the rows */
    public InvalidMappingException(List<RowProblem> problems) {
        super(message(problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    static InvalidMappingException of(String reason) {
        return new InvalidMappingException(List.of(new RowProblem(0, "", reason)));
    }

    /** Every row that is wrong. */
    public List<RowProblem> problems() {
        return problems;
    }

    private static String message(List<RowProblem> problems) {
        String shown = problems.stream().limit(SHOWN).map(RowProblem::toString).collect(Collectors.joining(" "));
        int more = problems.size() - SHOWN;
        return more > 0 ? shown + " " + more + " more " + (more == 1 ? "row is" : "rows are") + " wrong." : shown;
    }
}
