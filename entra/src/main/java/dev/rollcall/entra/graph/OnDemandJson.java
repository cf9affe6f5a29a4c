package dev.rollcall.entra.graph;

import dev.rollcall.entra.log.ErrorInformation;
import dev.rollcall.entra.log.LoggedIdentity;
import dev.rollcall.entra.log.LoggedSystem;
import dev.rollcall.entra.log.ModifiedProperty;
import dev.rollcall.entra.log.ProvisioningRecord;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.log.ProvisioningStep;
import dev.rollcall.entra.ondemand.OnDemandReport;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code provisionOnDemand} answers: a key and a value, which are texts that hold JSON, with words in Pascal case. */
final class OnDemandJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private OnDemandJson() {}

    /**
     * What became of one object.
     *
     * @param result Success, Skipped or Failure
     * @param errorCode empty when nothing failed
     * @param value what the log says of it
     */
    record Result(String result, String errorCode, String errorMessage, ObjectNode value) {
        private boolean failed() {
            return result.equals("Failure");
        }

        private ObjectNode key() {
            ObjectNode key = JSON.objectNode();
            key.put("result", result);
            ObjectNode details = key.putObject("details");
            if (!errorCode.isEmpty() || !errorMessage.isEmpty()) {
                details.put("errorCode", errorCode).put("errorMessage", errorMessage);
            }
            return key;
        }
    }

    /** Of a report, and the records that the log has of it. */
    static Result result(OnDemandReport report, List<ProvisioningRecord> records) {
        boolean failed = report.status() == ProvisioningStatus.FAILURE;
        String code = report.steps().getLast().details().getOrDefault("ErrorCode", "");
        return new Result(
                switch (report.status()) {
                    case FAILURE -> "Failure";
                    case SKIPPED -> "Skipped";
                    case SUCCESS, WARNING -> "Success";
                },
                code,
                failed || !code.isEmpty() ? report.steps().getLast().summary() : "",
                value(report, records));
    }

    /** Of an object that could not even be begun with. */
    static Result failure(String objectId, String code, String message) {
        ObjectNode value = JSON.objectNode();
        value.put("reportableIdentifier", objectId);
        return new Result("Failure", code, message, value);
    }

    /** The answer: that of one object as Graph has it; of several, the first that failed, and a list as the value. */
    static ObjectNode answer(List<Result> results) {
        Result shown = results.stream().filter(Result::failed).findFirst().orElse(results.getFirst());
        JsonNode value = results.getFirst().value();
        if (results.size() > 1) {
            ArrayNode all = JSON.arrayNode();
            results.forEach(result -> all.add(result.value()));
            value = all;
        }
        ObjectNode answer = JSON.objectNode();
        answer.put("key", shown.key().toString());
        answer.put("value", value.toString());
        return answer;
    }

    private static ObjectNode value(OnDemandReport report, List<ProvisioningRecord> records) {
        ObjectNode value = JSON.objectNode();
        Optional<ProvisioningRecord> first = records.stream().findFirst();
        first.ifPresent(record -> {
            value.put("action", pascal(record.provisioningAction().code()));
            value.put("changeId", record.changeId());
            value.put("startTime",
                    record.activityDateTime().minusMillis(record.durationInMilliseconds()).toString());
            value.put("endTime", records.getLast().activityDateTime().toString());
        });
        ArrayNode modified = value.putArray("modifiedProperties");
        report.modified().forEach(property -> modified.add(modified(property)));
        ArrayNode steps = value.putArray("provisioningSteps");
        records.forEach(record -> record.provisioningSteps()
                .forEach(step -> steps.add(step(step, record.activityDateTime().toString()))));
        value.put("reportableIdentifier", report.displayName());
        value.set("statusInfo", status(report, records));
        first.ifPresent(record -> {
            value.set("sourceIdentity", identity(record.sourceIdentity()));
            value.set("sourceSystem", system(record.sourceSystem()));
            value.set("targetIdentity", identity(record.targetIdentity()));
            value.set("targetSystem", system(record.targetSystem()));
        });
        return value;
    }

    private static ObjectNode modified(ModifiedProperty property) {
        return JSON.objectNode()
                .put("displayName", property.displayName())
                .put("oldValue", property.oldValue().orElse(null))
                .put("newValue", property.newValue().orElse(null));
    }

    private static ObjectNode step(ProvisioningStep step, String time) {
        ObjectNode node = JSON.objectNode();
        node.put("name", step.name());
        node.put("type", pascal(step.provisioningStepType().code()));
        node.put("status", pascal(step.status().code()));
        node.put("description", step.description());
        node.put("timestamp", time);
        ObjectNode details = node.putObject("details");
        step.details().forEach(details::put);
        return node;
    }

    private static ObjectNode status(OnDemandReport report, List<ProvisioningRecord> records) {
        Optional<ErrorInformation> error = records.stream()
                .flatMap(record -> record.provisioningStatusInfo().errorInformation().stream())
                .findFirst();
        return JSON.objectNode()
                .put("status", pascal(report.status().code()))
                .put("errorCode", error.map(ErrorInformation::errorCode).orElse(null))
                .put("reason", error.map(ErrorInformation::reason).orElse(null))
                .put("additionalDetails", error.flatMap(ErrorInformation::additionalDetails).orElse(null))
                .put("errorCategory", error.map(ErrorInformation::errorCategory).orElse(null))
                .put("recommendedAction", error.map(ErrorInformation::recommendedAction).orElse(null));
    }

    private static ObjectNode identity(LoggedIdentity identity) {
        return JSON.objectNode()
                .put("id", identity.id())
                .put("type", identity.identityType())
                .put("displayName", identity.displayName())
                .putNull("details");
    }

    private static ObjectNode system(LoggedSystem system) {
        return JSON.objectNode().put("id", system.id()).put("name", system.displayName()).putNull("details");
    }

    private static String pascal(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
