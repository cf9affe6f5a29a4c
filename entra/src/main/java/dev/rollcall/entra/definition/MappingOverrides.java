package dev.rollcall.entra.definition;

import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.mapping.AttributeMapping;
import dev.rollcall.entra.mapping.FlowBehavior;
import dev.rollcall.entra.mapping.FlowType;
import dev.rollcall.entra.mapping.Mapper;
import dev.rollcall.entra.mapping.MappingException;
import dev.rollcall.entra.mapping.ObjectFlow;
import dev.rollcall.entra.mapping.ObjectMapping;
import dev.rollcall.entra.mapping.SourceCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Changes the rows of a mapping as the job file says, row by row, each found by its target. */
final class MappingOverrides {
    private static final Set<String> KEYS = Set.of("enabled", "actions", "mappings", ScopingSection.KEY);
    private static final Set<String> ROW_KEYS = Set.of("target", "source", "constant", "expression", "default", "match",
            "apply", "remove");
    private static final Map<String, ObjectFlow> ACTIONS = Map.of("create", ObjectFlow.CREATE, "update",
            ObjectFlow.UPDATE, "delete", ObjectFlow.DELETE);
    private static final Map<String, FlowBehavior> APPLICATIONS = Map.of("always", FlowBehavior.ALWAYS, "on-create",
            FlowBehavior.ONLY_DURING_OBJECT_CREATION);
    private static final int MAX_PRIORITY = 99;

    private MappingOverrides() {}

    /**
     * The mapping with what the section changes.
     *
     * @throws JobException when the section is wrong, or the rows cannot be used
     */
    static ObjectMapping apply(ObjectMapping mapping, JobSection section) {
        section.only(KEYS);
        List<AttributeMapping> rows = new ArrayList<>(mapping.attributes());
        section.list("mappings").forEach(row -> {
            change(rows, row.only(ROW_KEYS));
            check(row, rows, mapping);
        });
        ObjectMapping changed = new ObjectMapping(
                mapping.type(),
                section.flag("enabled").orElse(mapping.enabled()),
                rows,
                section.choices("actions", ACTIONS).map(Set::copyOf).orElse(mapping.flows()),
                ScopingSection.read(section, mapping.type()).orElse(mapping.scope()));
        check(section, changed);
        return changed;
    }

    private static void check(JobSection section, ObjectMapping mapping) {
        if (mapping.enabled() && mapping.matching().isEmpty()) {
            throw section.wrong(section.place(), "mapped so that one row has 'match: 1': objects are matched by it");
        }
        try {
            Mapper.of(mapping);
        } catch (MappingException e) {
            throw new JobException(
                    Problem.DEFINITION,
                    "%s in %s: %s".formatted(section.place(), section.at(section.place()), e.getMessage()), e);
        }
    }

    /** At once, so that the row's own line is named. */
    private static void check(JobSection row, List<AttributeMapping> rows, ObjectMapping before) {
        try {
            Mapper.check(rows);
            rows.stream()
                    .filter(changed -> !before.attributes().contains(changed))
                    .forEach(changed -> SourceCheck.checkNames(changed, before.type()));
        } catch (MappingException e) {
            throw new JobException(
                    Problem.DEFINITION, "%s in %s: %s".formatted(row.place(), row.at(row.place()), e.getMessage()), e);
        }
    }

    private static void change(List<AttributeMapping> rows, JobSection change) {
        String target = change.text("target")
                .orElseThrow(() -> change.wrong(change.place(), "a row with a target, such as 'target: title'"));
        int index = IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).target().equalsIgnoreCase(target))
                .findFirst()
                .orElse(-1);
        if (change.flag("remove").orElse(false)) {
            if (index < 0) {
                throw change.wrong(change.path("target"), "the target of a row that is there to be removed");
            }
            rows.remove(index);
        } else if (index < 0) {
            rows.add(row(Optional.empty(), target, change));
        } else {
            rows.set(index, row(Optional.of(rows.get(index)), target, change));
        }
    }

    private static AttributeMapping row(Optional<AttributeMapping> before, String target, JobSection change) {
        Optional<Source> source = source(change);
        if (source.isEmpty() && before.isEmpty()) {
            throw change.wrong(change.place(), "a new row with one of source, constant and expression");
        }
        return new AttributeMapping(
                before.map(AttributeMapping::target).orElse(target),
                source.map(Source::type).or(() -> before.map(AttributeMapping::type)).orElseThrow(),
                source.map(Source::text).or(() -> before.map(AttributeMapping::source)).orElseThrow(),
                change.text("default").or(() -> before.flatMap(AttributeMapping::defaultValue)),
                priority(before, change),
                change.choice("apply", APPLICATIONS)
                        .or(() -> before.map(AttributeMapping::behavior))
                        .orElse(FlowBehavior.ALWAYS));
    }

    private static OptionalInt priority(Optional<AttributeMapping> before, JobSection change) {
        if (change.isOff("match")) {
            return OptionalInt.empty();
        }
        return change.number("match", 1, MAX_PRIORITY)
                .map(OptionalInt::of)
                .orElseGet(() -> before.map(AttributeMapping::matchingPriority).orElse(OptionalInt.empty()));
    }

    private record Source(FlowType type, String text) {}

    private static Optional<Source> source(JobSection change) {
        List<Source> sources = new ArrayList<>();
        change.text("source").ifPresent(text -> sources.add(new Source(FlowType.DIRECT, text)));
        change.text("constant").ifPresent(text -> sources.add(new Source(FlowType.CONSTANT, text)));
        change.text("expression").ifPresent(text -> sources.add(new Source(FlowType.EXPRESSION, text)));
        if (sources.size() > 1) {
            throw change.wrong(change.place(), "a row with only one of source, constant and expression");
        }
        return sources.stream().findFirst();
    }
}
