package dev.rollcall.entra.definition;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.mapping.MappingException;
import dev.rollcall.entra.mapping.ScopingClause;
import dev.rollcall.entra.mapping.ScopingFilter;
import dev.rollcall.entra.mapping.SourceCheck;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The scoping filters of a type as the job file writes them: a list of filters, each a list of clauses. */
final class ScopingSection {
    static final String KEY = "scoping-filters";
    private static final Set<String> FILTER_KEYS = Set.of("name", "clauses");
    private static final Set<String> CLAUSE_KEYS = Set.of("attribute", "operator", "value", "values");

    private ScopingSection() {}

    /**
     * The filter that the section of a type holds; empty when it does not say anything about it. An empty list is everybody.
     *
     * @throws JobException with the line of what cannot be used
     */
    static Optional<ScopingFilter> read(JobSection section, ObjectType type) {
        return section.section(KEY)
                .map(_ -> new ScopingFilter(section.list(KEY).stream().map(filter -> group(filter, type)).toList()));
    }

    private static ScopingFilter.Group group(JobSection filter, ObjectType type) {
        filter.only(FILTER_KEYS);
        List<JobSection> written = filter.list("clauses");
        if (written.isEmpty()) {
            throw filter.wrong(filter.place(), "a filter with clauses, such as"
                    + " 'clauses: [{attribute: department, operator: EQUALS, value: Sales}]'");
        }
        List<ScopingClause> clauses = written.stream().map(clause -> clause(clause, type)).toList();
        return new ScopingFilter.Group(filter.text("name").orElse(""), clauses);
    }

    private static ScopingClause clause(JobSection clause, ObjectType type) {
        clause.only(CLAUSE_KEYS);
        String attribute = clause.text("attribute")
                .orElseThrow(() -> clause.wrong(clause.place(), "a clause with an attribute, such as department"));
        String operator = clause.text("operator")
                .orElseThrow(() -> clause.wrong(clause.place(), "a clause with an operator, such as EQUALS"));
        if (clause.section("value").isPresent() && clause.section("values").isPresent()) {
            throw clause.wrong(clause.place(), "a clause with only one of value and values");
        }
        List<String> values = clause.section("value")
                .map(value -> List.of(text(value)))
                .orElseGet(() -> clause.list("values").stream().map(ScopingSection::text).toList());
        return named(clause, () -> {
            ScopingClause read = ScopingClause.named(attribute, operator, values);
            SourceCheck.checkName(read, type);
            return read;
        });
    }

    /** The characters as they are written: 007 and 1.50 are compared as text, and YAML would take them for numbers. */
    private static String text(JobSection value) {
        if (value.node().isContainer() || value.node().isNull()) {
            throw value.wrong(value.place(), "a text");
        }
        return value.written();
    }

    private static ScopingClause named(JobSection clause, Supplier<ScopingClause> reading) {
        try {
            return reading.get();
        } catch (MappingException e) {
            throw new JobException(
                    Problem.DEFINITION,
                    "%s in %s: %s".formatted(clause.place(), clause.at(clause.place()), e.getMessage()),
                    e);
        }
    }
}
