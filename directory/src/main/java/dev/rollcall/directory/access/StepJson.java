package dev.rollcall.directory.access;

import dev.rollcall.directory.stream.ReportStep;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The report of a test of a target as the management API and the command line show it. */
public final class StepJson {
    private StepJson() {}

    /** Whether a target takes what the stream would send: each step went well, and there was one. */
    public static boolean isWell(List<ReportStep> steps) {
        return !steps.isEmpty() && steps.stream().allMatch(ReportStep::ok);
    }

    /** All steps. */
    public static ObjectNode of(List<ReportStep> steps) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("mode", "connection").put("ok", isWell(steps));
        ArrayNode array = json.putArray("steps");
        steps.forEach(step -> {
            ObjectNode one = array.addObject().put("step", step.step()).put("ok", step.ok());
            put(one, "request", step.request());
            put(one, "answer", step.answer());
            one.put("sentence", step.sentence()).put("duration_ms", step.duration().toMillis());
        });
        return json;
    }

    private static void put(ObjectNode json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }
}
