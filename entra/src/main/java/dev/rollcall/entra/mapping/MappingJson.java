package dev.rollcall.entra.mapping;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.expression.Expression;
import dev.rollcall.entra.expression.ExpressionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema in the form of Microsoft Graph's synchronizationSchema, as {@code GET …/synchronization/jobs/{id}/schema} answers it
 * and {@code PUT} takes it, so that the mappings of a real job can be brought here and back (source document 003).
 *
 * <p>What is written reads as the same schema again, with one change: an expression that is one attribute or one text alone
 * comes back as the Direct or Constant row that it means. What would change who is provisioned or how, and is not understood, is
 * refused; what describes only ({@code directories}, metadata) is passed over here, and {@link SchemaDocument} keeps it.
 */
final class MappingJson {
    private static final String SOURCE_DIRECTORY = "Azure Active Directory";
    private static final String NO_FLOWS = "None";
    private static final String WHEN_CHANGED = "FlowWhenChanged";
    /** What is equal is not sent, so the two do the same. */
    private static final Set<String> BEHAVIORS = Set.of(WHEN_CHANGED, "FlowAlways");
    private static final String ALWAYS = "Always";
    private static final String ON_CREATION = "ObjectAddOnly";
    private static final Map<ObjectType, String> TARGET_NAMES = Map.of(
            ObjectType.USER, DefaultTemplate.ENTERPRISE,
            ObjectType.GROUP, "urn:ietf:params:scim:schemas:core:2.0:Group");

    private MappingJson() {}

    /**
     * The schema as JSON.
     *
     * @param template what Graph calls the target directory, {@code scim} or {@code customappsso}
     */
    static ObjectNode write(MappingSchema schema, String template) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode rule = root.putArray("synchronizationRules").addObject();
        rule.put("name", "USER_INBOUND_TO_" + template.toUpperCase(Locale.ROOT));
        rule.put("priority", 1);
        rule.put("editable", true);
        rule.put("sourceDirectoryName", SOURCE_DIRECTORY);
        rule.put("targetDirectoryName", template);
        ArrayNode mappings = rule.putArray("objectMappings");
        schema.all().forEach(mapping -> mappings.add(write(mapping)));
        return root;
    }

    static ObjectNode write(ObjectMapping mapping) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", "Provision Microsoft Entra ID " + mapping.type().scimName() + "s");
        node.put("enabled", mapping.enabled());
        node.put("sourceObjectName", mapping.type().scimName());
        node.put("targetObjectName", TARGET_NAMES.get(mapping.type()));
        node.put("flowTypes", flowTypes(mapping));
        node.set("scope", ScopingJson.write(mapping.scope()));
        ArrayNode rows = node.putArray("attributeMappings");
        mapping.attributes().forEach(row -> rows.add(write(row)));
        return node;
    }

    static String flowTypes(ObjectMapping mapping) {
        return mapping.flows().isEmpty()
                ? NO_FLOWS
                : new TreeSet<>(mapping.flows()).stream().map(MappingJson::flowName).collect(Collectors.joining(","));
    }

    static ObjectNode write(AttributeMapping row) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("targetAttributeName", row.target());
        Expression expression = MappingRow.of(row).expression();
        node.set("source", ExpressionTrees.write(expression,
                row.type() == FlowType.EXPRESSION ? row.source() : expression.text()));
        node.put("defaultValue", row.defaultValue().orElse(null));
        node.put("matchingPriority", row.matchingPriority().orElse(0));
        node.put("flowBehavior", WHEN_CHANGED);
        node.put("flowType", row.behavior() == FlowBehavior.ALWAYS ? ALWAYS : ON_CREATION);
        node.put("exportMissingReferences", false);
        return node;
    }

    /**
     * The schema that the JSON holds.
     *
     * @throws MappingException with what is wrong, where, and what to write there
     */
    static MappingSchema read(JsonNode root) {
        JsonNode rules = root.path("synchronizationRules");
        if (!rules.isArray() || rules.isEmpty()) {
            throw new MappingException("The schema has no synchronizationRules; put in the whole answer of Microsoft "
                    + "Graph's GET …/synchronization/jobs/{id}/schema.");
        }
        List<ObjectMapping> mappings = new ArrayList<>();
        for (JsonNode rule : rules.values()) {
            GraphKeys.RULE.check(rule, "A synchronization rule");
            for (JsonNode mapping : GraphKeys.list(rule, "objectMappings")) {
                objectType(mapping).ifPresent(type -> mappings.add(read(type, mapping)));
            }
        }
        return new MappingSchema(only(mappings, ObjectType.USER), only(mappings, ObjectType.GROUP));
    }

    /** The type that an object mapping is of; empty for one of other objects that is switched off. */
    static Optional<ObjectType> objectType(JsonNode mapping) {
        String name = mapping.path("sourceObjectName").asString("");
        Optional<ObjectType> type = List.of(ObjectType.values())
                .stream()
                .filter(candidate -> candidate.scimName().equals(name))
                .findFirst();
        if (type.isEmpty() && GraphKeys.flag(mapping, "enabled", true)) {
            throw new MappingException("The schema has a mapping of the source object '" + name
                    + "', and only User and Group are provisioned here; set its enabled to false.");
        }
        return type;
    }

    /** A type that the schema does not name is not provisioned. */
    private static ObjectMapping only(List<ObjectMapping> mappings, ObjectType type) {
        List<ObjectMapping> found = mappings.stream().filter(mapping -> mapping.type() == type).toList();
        if (found.size() > 1) {
            throw new MappingException("The schema has " + found.size() + " mappings of the source object "
                    + type.scimName() + "; leave one.");
        }
        return found.isEmpty() ? new ObjectMapping(type, false, List.of(), Set.of()) : found.getFirst();
    }

    static ObjectMapping read(ObjectType type, JsonNode mapping) {
        GraphKeys.MAPPING.check(mapping, "The mapping of " + type.scimName());
        List<AttributeMapping> rows = new ArrayList<>();
        for (JsonNode row : GraphKeys.list(mapping, "attributeMappings")) {
            rows.add(row(row));
        }
        return new ObjectMapping(type, GraphKeys.flag(mapping, "enabled", true), rows, flows(mapping),
                ScopingJson.read(mapping.path("scope")));
    }

    private static Set<ObjectFlow> flows(JsonNode mapping) {
        Set<ObjectFlow> flows = new TreeSet<>();
        for (String name : mapping.path("flowTypes").asString("Add,Update,Delete").split(",", -1)) {
            flow(name.strip()).ifPresent(flows::add);
        }
        return flows;
    }

    private static Optional<ObjectFlow> flow(String name) {
        if (name.isEmpty() || name.equals(NO_FLOWS)) {
            return Optional.empty();
        }
        for (ObjectFlow flow : ObjectFlow.values()) {
            if (flowName(flow).equals(name)) {
                return Optional.of(flow);
            }
        }
        throw new MappingException(
                "There is no object action " + name + "; write Add, Update and Delete into flowTypes.");
    }

    private static String flowName(ObjectFlow flow) {
        return switch (flow) {
            case CREATE -> "Add";
            case UPDATE -> "Update";
            case DELETE -> "Delete";
        };
    }

    static AttributeMapping row(JsonNode row) {
        String target = row.path("targetAttributeName").asString("");
        GraphKeys.ROW.check(row, "The row of " + target);
        String text = ExpressionTrees.text(row.path("source"), target);
        Optional<String> defaultValue = row.path("defaultValue").isString()
                ? Optional.of(row.path("defaultValue").asString())
                : Optional.empty();
        int priority = priority(row, target);
        AttributeMapping mapping = withSource(target, text, defaultValue,
                priority > 0 ? OptionalInt.of(priority) : OptionalInt.empty(), behavior(row, target));
        return MappingRow.of(mapping).row();
    }

    private static int priority(JsonNode row, String target) {
        JsonNode priority = row.path("matchingPriority");
        if (priority.isMissingNode() || priority.isNull()) {
            return 0;
        }
        if (!priority.isInt() || priority.intValue() < 0) {
            throw new MappingException("The row of " + target + " has the matchingPriority " + priority
                    + "; write a whole number, 1 for what is matched first, or 0.");
        }
        return priority.intValue();
    }

    private static AttributeMapping withSource(String target, String text, Optional<String> defaultValue,
            OptionalInt priority, FlowBehavior behavior) {
        try {
            return switch (Expression.parse(text)) {
                case Expression.Attribute(String name, int position) ->
                    new AttributeMapping(target, FlowType.DIRECT, name, defaultValue, priority, behavior);
                case Expression.Text(String value, int position) ->
                    new AttributeMapping(target, FlowType.CONSTANT, value, defaultValue, priority, behavior);
                default -> new AttributeMapping(target, FlowType.EXPRESSION, text, defaultValue, priority, behavior);
            };
        } catch (ExpressionException e) {
            throw new MappingException("The expression of " + target + " cannot be read. " + e.getMessage(), e);
        }
    }

    private static FlowBehavior behavior(JsonNode row, String target) {
        String flowBehavior = row.path("flowBehavior").asString(WHEN_CHANGED);
        if (!BEHAVIORS.contains(flowBehavior)) {
            throw new MappingException("The row of " + target + " has the flowBehavior " + flowBehavior + "; write "
                    + WHEN_CHANGED + ".");
        }
        String flowType = row.path("flowType").asString(ALWAYS);
        return switch (flowType) {
            case ALWAYS -> FlowBehavior.ALWAYS;
            case ON_CREATION -> FlowBehavior.ONLY_DURING_OBJECT_CREATION;
            default -> throw new MappingException("The row of " + target + " has the flowType " + flowType + "; write "
                    + ALWAYS + " or " + ON_CREATION + ".");
        };
    }
}
