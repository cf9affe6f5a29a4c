package dev.rollcall.entra.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.expression.FunctionSignature;
import dev.rollcall.entra.job.JobStatus;
import dev.rollcall.entra.log.ProvisioningRecord;
import dev.rollcall.entra.mapping.ScopingOperator;
import dev.rollcall.entra.state.CycleOutcome;
import dev.rollcall.entra.state.CycleSummary;
import dev.rollcall.entra.state.Quarantine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the job has, in the words of Microsoft Graph v1.0. */
final class GraphJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private GraphJson() {}

    static ObjectNode values(Iterable<? extends JsonNode> nodes) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode value = root.putArray("value");
        nodes.forEach(value::add);
        return root;
    }

    static ObjectNode error(String code, String message) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("error").put("code", code).put("message", message);
        return root;
    }

    /** A synchronizationJob. */
    static ObjectNode job(ProvisioningJob job, JobStatus status, boolean active) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", status.jobId());
        node.put("templateId", job.template().id());
        node.putObject("schedule")
                .putNull("expiration")
                .put("interval", job.interval().toString())
                .put("state", active ? "Active" : "Disabled");
        status(node.putObject("status"), status, active);
        ArrayNode settings = node.putArray("synchronizationJobSettings");
        job.deletionThreshold()
                .ifPresent(threshold -> settings.addObject()
                        .put("name", "QuarantineTooManyDeletesThreshold")
                        .put("value", Integer.toString(threshold)));
        return node;
    }

    private static void status(ObjectNode node, JobStatus status, boolean active) {
        node.put("code", code(status, active));
        node.put("countSuccessiveCompleteFailures", status.quarantine().map(Quarantine::attempts).orElse(0));
        node.put("escrowsPruned", false);
        Optional<JsonNode> last = status.lastCycles().stream().findFirst().map(GraphJson::execution);
        Optional<JsonNode> good = status.lastCycles()
                .stream()
                .filter(GraphJson::isGood)
                .findFirst()
                .map(GraphJson::execution);
        node.set("lastExecution", last.orElse(JsonNodeFactory.instance.nullNode()));
        node.set("lastSuccessfulExecution", good.orElse(JsonNodeFactory.instance.nullNode()));
        node.set("lastSuccessfulExecutionWithExports", good.orElse(JsonNodeFactory.instance.nullNode()));
        node.putArray("progress");
        String steady = status.watermark().map(Object::toString).orElse(NEVER);
        node.put("steadyStateFirstAchievedTime", steady);
        node.put("steadyStateLastAchievedTime", steady);
        node.set("quarantine", status.quarantine()
                .<JsonNode>map(GraphJson::quarantine)
                .orElse(JsonNodeFactory.instance.nullNode()));
        ArrayNode counts = node.putArray("synchronizedEntryCountByType");
        counts.addObject().put("key", "User").put("value", status.linkedUsers());
        counts.addObject().put("key", "Group").put("value", status.linkedGroups());
        node.putNull("troubleshootingUrl");
    }

    private static String code(JobStatus status, boolean active) {
        if (status.quarantine().isPresent()) {
            return "Quarantine";
        }
        if (active) {
            return "Active";
        }
        return status.lastCycles().isEmpty() && status.running().isEmpty() ? "NotRun" : "Paused";
    }

    private static boolean isGood(CycleSummary cycle) {
        return cycle.outcome() == CycleOutcome.COMPLETED;
    }

    private static JsonNode execution(CycleSummary cycle) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("activityIdentifier", cycle.cycleId());
        node.put("countEntitled", cycle.counts().attempts());
        node.put("countEscrowed", cycle.counts().failed() + cycle.counts().referenceFailed());
        node.put("countExported", cycle.counts().created() + cycle.counts().updated() + cycle.counts().disabled()
                + cycle.counts().deleted());
        node.put("countImported", cycle.counts().attempts() + cycle.counts().skipped());
        node.put("state", isGood(cycle) ? "Succeeded" : "Failed");
        node.put("timeBegan", cycle.started().toString());
        node.put("timeEnded", cycle.ended().toString());
        return node;
    }

    private static ObjectNode quarantine(Quarantine quarantine) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("currentBegan", quarantine.since().toString());
        node.put("nextAttempt", quarantine.nextAttempt().toString());
        node.put("reason", quarantine.reason().code());
        node.put("seriesBegan", quarantine.since().toString());
        node.put("seriesCount", quarantine.attempts());
        node.putObject("error")
                .put("code", quarantine.reason().code())
                .put("message", quarantine.message())
                .put("tenantActionable", true);
        return node;
    }

    /** A provisioningObjectSummary; v1.0 writes the category of an error in camel case. */
    static JsonNode summary(ProvisioningRecord record) {
        ObjectNode node = MAPPER.valueToTree(record);
        if (node.at("/provisioningStatusInfo/errorInformation") instanceof ObjectNode error) {
            String category = error.path("errorCategory").asString("");
            if (!category.isEmpty()) {
                error.put("errorCategory", Character.toLowerCase(category.charAt(0)) + category.substring(1));
            }
        }
        return node;
    }

    static ObjectNode filterOperators() {
        List<ObjectNode> operators = Arrays.stream(ScopingOperator.values()).map(operator -> {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("name", operator.label());
            node.put("arity", operator.arity() == ScopingOperator.Arity.NO_VALUE ? "Unary" : "Binary");
            node.put("multivaluedComparisonType", "All");
            ArrayNode types = node.putArray("supportedAttributeTypes");
            types(operator).forEach(types::add);
            return node;
        }).toList();
        return values(operators);
    }

    private static List<String> types(ScopingOperator operator) {
        return switch (operator) {
            case IS_TRUE, IS_FALSE -> List.of("Boolean");
            case GREATER_THAN, GREATER_THAN_OR_EQUALS -> List.of("Integer");
            case ENDS_WITH, INCLUDES, REGEX_MATCH, NOT_REGEX_MATCH -> List.of("String");
            default -> List.of("String", "Integer", "Boolean");
        };
    }

    static ObjectNode functions() {
        return values(FunctionSignature.all().stream().map(function -> {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("name", function.name());
            ArrayNode parameters = node.putArray("parameters");
            function.parameters()
                    .forEach(parameter -> parameters.addObject()
                            .put("allowMultipleOccurrences", parameter.repeats())
                            .put("name", parameter.name())
                            .put("required", parameter.required())
                            .put("type", "String"));
            return node;
        }).toList());
    }
}
