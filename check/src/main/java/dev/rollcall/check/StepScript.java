package dev.rollcall.check;

import dev.rollcall.client.entra.QueryText;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends one step after the other and stops at the first demand that is not met. */
record StepScript(List<CheckStep> steps) implements CheckScript {
    private static final String MEDIA_TYPE = "application/scim+json";
    /** A secret token that no endpoint has given out. */
    private static final String STRANGE_TOKEN = "Bearer rollcall-check-wrong-token";

    StepScript {
        steps = List.copyOf(steps);
    }

    @Override
    public boolean creates() {
        return steps.stream().anyMatch(step -> step.method().equals("POST") && !step.target().endsWith("/.search"));
    }

    @Override
    public void run(Workbench bench) {
        steps.forEach(step -> play(step, bench));
    }

    private static void play(CheckStep step, Workbench bench) {
        ScimRequest request = request(step, bench);
        ScimAnswer answer = step.caller() == CheckStep.Caller.NOBODY ? bench.sendAnonymously(request)
                : bench.send(request);
        JsonNode body = Json.parse(answer);
        for (Expectation expectation : step.expectations()) {
            Optional<Complaint> complaint = expectation.unmet(answer, body, bench.variables());
            if (complaint.isPresent()) {
                throw fault(step, Sentence.of(request, complaint.get().text()), complaint.get().symptom());
            }
        }
        step.save().forEach((name, path) -> {
            JsonNode value = ResourcePath.find(body, path);
            if (value.isMissingNode()) {
                throw fault(step, Sentence.of(request, "should be answered with a value at '" + path + "'"),
                        new Symptom.Value(path));
            }
            bench.variables().save(name, value);
        });
    }

    private static RuntimeException fault(CheckStep step, String sentence, Symptom symptom) {
        return step.preparation() ? CheckAbort.unprepared(sentence, symptom)
                : new CheckFailure(sentence, symptom);
    }

    private static ScimRequest request(CheckStep step, Workbench bench) {
        Variables variables = bench.variables();
        String target = QueryEncoding.target(bench.relative(variables.text(step.target())));
        if (step.filter().isPresent()) {
            target += (target.contains("?") ? "&" : "?") + "filter="
                    + QueryText.encoded(variables.text(step.filter().get()));
        }
        Optional<String> body = step.raw()
                .map(variables::text)
                .or(() -> step.body().map(b -> body(step, b, variables)));
        return new ScimRequest(step.method(), target, headers(step, body.isPresent(), variables), body);
    }

    private static String body(CheckStep step, JsonNode template, Variables variables) {
        JsonNode body = variables.value(template).deepCopy();
        if (body instanceof ObjectNode object) {
            step.changes()
                    .forEach((path, value) -> ResourcePath.set(object, variables.text(path), variables.value(value)));
        }
        return body.toString();
    }

    /** What Entra sends, unless the step says otherwise; a header with an empty value is left out. */
    private static List<ScimHeader> headers(CheckStep step, boolean hasBody, Variables variables) {
        List<ScimHeader> headers = new ArrayList<>();
        if (step.caller() == CheckStep.Caller.STRANGER) {
            headers.add(new ScimHeader("Authorization", STRANGE_TOKEN));
        }
        if (!step.headers().containsKey("Accept")) {
            headers.add(new ScimHeader("Accept", MEDIA_TYPE));
        }
        if (hasBody && !step.headers().containsKey("Content-Type")) {
            headers.add(new ScimHeader("Content-Type", MEDIA_TYPE + "; charset=utf-8"));
        }
        step.headers().forEach((name, value) -> {
            if (!value.isEmpty()) {
                headers.add(new ScimHeader(name, variables.text(value)));
            }
        });
        return headers;
    }
}
