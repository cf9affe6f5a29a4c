package dev.rollcall.check.report;

import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckResult;
import dev.rollcall.check.FailureCause;
import dev.rollcall.check.LatencyFigures;
import dev.rollcall.check.RecordedExchange;
import dev.rollcall.client.http.ScimHeader;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report as one JSON object, with everything that it holds: {@code mendFirst} before {@code results}, whose {@code cause} is
 * the number of theirs, 1 for the first. Times are milliseconds.
 */
public final class JsonReport {
    private JsonReport() {}

    public static ObjectNode of(CheckReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("endpoint", report.endpoint()).put("started", report.started().toString());
        json.put("milliseconds", report.time().toMillis()).put("requests", report.requests());
        json.put("breaksNothing", report.breaksNothing()).put("summary", ReportSummary.counts(report));
        json.set("latency", latency(report.latency()));
        report.rate()
                .ifPresent(rate -> json.putObject("rate")
                        .put("asked", rate.asked())
                        .put("reached", rate.reached())
                        .put("throttled", rate.throttled())
                        .put("failed", rate.failed())
                        .set("latency", latency(rate.latency())));
        json.put("prefix", report.prefix());
        ArrayNode leftOver = json.putArray("leftOver");
        report.leftOver().forEach(leftOver::add);
        ArrayNode causes = json.putArray("mendFirst");
        report.causes().forEach(cause -> causes.add(cause(cause)));
        ArrayNode results = json.putArray("results");
        report.results().forEach(result -> {
            ObjectNode node = result(result);
            report.cause(result).ifPresent(number -> node.put("cause", number));
            results.add(node);
        });
        return json;
    }

    private static ObjectNode cause(FailureCause cause) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("headline", cause.headline()).put("severity", cause.severity().keyword()).put("mend", cause.mend());
        ArrayNode checks = json.putArray("checks");
        cause.checks().forEach(checks::add);
        return json;
    }

    private static ObjectNode result(CheckResult result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", result.check().id()).put("title", result.check().title());
        json.put("profile", result.check().profile().keyword()).put("severity", result.check().severity().keyword());
        json.put("outcome", result.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.put("message", result.message()).put("why", result.check().why()).put("mend", result.check().mend());
        json.put("milliseconds", result.time().toMillis());
        ArrayNode sources = json.putArray("sources");
        result.check().sources().forEach(sources::add);
        ArrayNode exchanges = json.putArray("exchanges");
        result.exchanges().forEach(exchange -> exchanges.add(exchange(exchange)));
        return json;
    }

    private static ObjectNode exchange(RecordedExchange exchange) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode request = json.putObject("request");
        request.put("method", exchange.request().method()).put("target", exchange.request().target());
        headers(request.putObject("headers"), exchange.request().headers());
        exchange.request().body().ifPresent(body -> request.put("body", body));
        exchange.silence().ifPresent(silence -> json.put("noAnswer", silence));
        exchange.answer().ifPresent(answer -> {
            ObjectNode node = json.putObject("answer");
            node.put("status", answer.status()).put("milliseconds", answer.time().toMillis());
            headers(node.putObject("headers"), answer.headers());
            node.put("body", answer.text());
        });
        ArrayNode rejections = json.putArray("rejections");
        exchange.rejections()
                .forEach(rejection -> rejections.addObject()
                        .put("rule", rejection.rule().name())
                        .put("attribute", rejection.attribute())
                        .put("code", rejection.code().code())
                        .put("sentence", rejection.sentence())
                        .put("cause", rejection.cause())
                        .put("mend", rejection.mend()));
        return json;
    }

    private static void headers(ObjectNode json, List<ScimHeader> headers) {
        headers.forEach(header -> json.put(header.name(), header.value()));
    }

    private static ObjectNode latency(LatencyFigures figures) {
        return JsonNodeFactory.instance.objectNode()
                .put("answers", figures.answers())
                .put("p50", figures.p50().toMillis())
                .put("p95", figures.p95().toMillis())
                .put("p99", figures.p99().toMillis())
                .put("longest", figures.longest().toMillis());
    }
}
