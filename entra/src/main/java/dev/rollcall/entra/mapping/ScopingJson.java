package dev.rollcall.entra.mapping;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Scoping filters in the form of Microsoft Graph's {@code filter}. */
final class ScopingJson {
    private ScopingJson() {}

    /** Null for everybody, as Graph has it. */
    static JsonNode write(ScopingFilter filter) {
        if (filter.isEmpty()) {
            return NullNode.getInstance();
        }
        ObjectNode scope = JsonNodeFactory.instance.objectNode();
        ArrayNode groups = scope.putArray("groups");
        for (ScopingFilter.Group group : filter.groups()) {
            ObjectNode node = groups.addObject();
            node.put("name", group.name());
            ArrayNode clauses = node.putArray("clauses");
            for (ScopingClause clause : group.clauses()) {
                ObjectNode written = clauses.addObject();
                written.put("operatorName", clause.operator().label());
                written.put("sourceOperandName", clause.source());
                ArrayNode values = written.putObject("targetOperand").putArray("values");
                clause.values().forEach(values::add);
            }
        }
        scope.putArray("inputFilterGroups");
        scope.putArray("categoryFilterGroups");
        return scope;
    }

    /**
     * The filter that the JSON holds; nothing or null is everybody.
     *
     * @throws MappingException with what is not understood; the two experimental kinds of groups are refused when there are any
     */
    static ScopingFilter read(JsonNode scope) {
        if (scope.isMissingNode() || scope.isNull()) {
            return ScopingFilter.NONE;
        }
        GraphKeys.SCOPE.check(scope, "The scope of a mapping");
        List<ScopingFilter.Group> groups = new ArrayList<>();
        for (JsonNode group : GraphKeys.list(scope, "groups")) {
            GraphKeys.GROUP.check(group, "A group of a scoping filter");
            List<ScopingClause> clauses = new ArrayList<>();
            GraphKeys.list(group, "clauses").forEach(clause -> clauses.add(clause(clause)));
            groups.add(new ScopingFilter.Group(group.path("name").asString(""), clauses));
        }
        return new ScopingFilter(groups);
    }

    private static ScopingClause clause(JsonNode clause) {
        GraphKeys.CLAUSE.check(clause, "A clause of a scoping filter");
        List<String> values = new ArrayList<>();
        JsonNode operand = clause.path("targetOperand");
        if (operand.isObject()) {
            GraphKeys.OPERAND.check(operand, "A targetOperand of a scoping filter");
            for (JsonNode value : GraphKeys.list(operand, "values")) {
                if (!value.isString()) {
                    throw new MappingException("The values of a scoping filter must be texts, and one is " + value
                            + "; put it into quotation marks.");
                }
                values.add(value.stringValue());
            }
        } else if (!operand.isMissingNode() && !operand.isNull()) {
            throw new MappingException("A targetOperand of a scoping filter must be an object with values, and is "
                    + operand + ".");
        }
        return ScopingClause.named(
                clause.path("sourceOperandName").asString(""), clause.path("operatorName").asString(""), values);
    }
}
