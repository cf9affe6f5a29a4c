package dev.rollcall.client.reader;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.scim.message.Urns;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Reads answers as Entra's provisioning service does: JSON, then the class by {@code schemas}, then typed members (entra.md
 * section 4). Each rule can be switched off; names are found in any case, as the service finds them.
 *
 * <p>It judges form, not success: whether a status is a failure, and which, says {@link FailedStatus}.
 */
public final class StrictReader {
    private static final String SCIM_JSON = "application/scim+json";

    private final Set<ReaderRule> rules;

    /** A reader that applies those rules and no others. */
    public StrictReader(Set<ReaderRule> rules) {
        this.rules = rules.isEmpty() ? Set.of() : EnumSet.copyOf(rules);
    }

    /** With every rule: stricter than the service where its behaviour is not confirmed. */
    public static StrictReader complete() {
        return new StrictReader(EnumSet.allOf(ReaderRule.class));
    }

    /** With the rules whose breach is known to stop provisioning. */
    public static StrictReader confirmed() {
        return new StrictReader(Arrays.stream(ReaderRule.values())
                .filter(ReaderRule::confirmed)
                .collect(Collectors.toSet()));
    }

    /** What Entra makes of that answer to that request. */
    public Reading read(ScimRequest request, ScimAnswer answer) {
        Findings findings = new Findings(rules);
        Asked asked = new Asked(request);
        Optional<JsonNode> body = answer.status() >= 400
                ? error(asked, answer, findings)
                : success(asked, answer, findings);
        return new Reading(body, findings.rejections());
    }

    private static Optional<JsonNode> error(Asked asked, ScimAnswer answer, Findings findings) {
        if (asked.method().equals("HEAD")) {
            return Optional.empty();
        }
        checkContentType(answer, findings);
        Optional<JsonNode> body = AnswerJson.read(answer.body(), findings);
        body.ifPresent(error -> checkError(answer, error, findings));
        return body;
    }

    private static void checkError(ScimAnswer answer, JsonNode error, Findings findings) {
        JsonNode schemas = error.path("schemas");
        boolean good = schemas.isArray()
                && schemas.size() == 1
                && schemas.get(0).asString("").equals(Urns.ERROR)
                && error.path("status").isString()
                && error.path("status").stringValue().equals(Integer.toString(answer.status()))
                && error.path("detail").isString()
                && !error.path("detail").stringValue().isBlank();
        if (!good) {
            findings.add(ReaderRule.ERROR_BODY, "body", "The error came as " + Shown.of(error) + ".",
                    "Answer errors as {\"schemas\":[\"" + Urns.ERROR + "\"],\"status\":\"" + answer.status()
                            + "\",\"detail\":\"…\"}, the status as text and a sentence for the administrator.");
        }
    }

    private static Optional<JsonNode> success(Asked asked, ScimAnswer answer, Findings findings) {
        if (!statusFits(asked, answer.status())) {
            findings.add(ReaderRule.STATUS, "status", asked.method() + " was answered with " + answer.status() + ".",
                    expectedStatus(asked));
        }
        if (asked.method().equals("HEAD")
                || answer.status() == 304
                || answer.body().length == 0
                        && (asked.method().equals("PATCH") || asked.method().equals("DELETE"))) {
            return Optional.empty();
        }
        checkContentType(answer, findings);
        Optional<JsonNode> body = AnswerJson.read(answer.body(), findings);
        body.ifPresent(json -> readBody(asked, json, findings));
        return body;
    }

    private static void readBody(Asked asked, JsonNode body, Findings findings) {
        if (asked.query()) {
            new ListForm(findings, asked).check(body);
        } else {
            new ResourceForm(findings, asked, "").check(body);
        }
    }

    private static boolean statusFits(Asked asked, int status) {
        return switch (asked.method()) {
            case "POST" -> asked.search() ? status == 200 : status == 201 || status == 200;
            case "PATCH", "DELETE" -> status == 200 || status == 204;
            case "GET", "HEAD" -> status == 200 || status == 304;
            default -> status == 200;
        };
    }

    private static String expectedStatus(Asked asked) {
        return switch (asked.method()) {
            case "POST" -> asked.search() ? "Answer a search with 200." : "Answer a create with 201 and the resource.";
            case "PATCH" -> "Answer a PATCH with 204, or with 200 and the resource, once it is done.";
            case "DELETE" -> "Answer a DELETE with 204 once it is done.";
            case "GET" -> asked.query()
                    ? "Answer a query with 200 and a ListResponse, also when nothing is found."
                    : "Answer a GET with 200 and the resource, or with 404; do not redirect.";
            default -> "Answer with 200.";
        };
    }

    private static void checkContentType(ScimAnswer answer, Findings findings) {
        Optional<String> type = answer.header("Content-Type");
        String plain = type.orElse("").toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
        if (!plain.equals(SCIM_JSON) && !plain.equals(SCIM_JSON + ";charset=utf-8")) {
            findings.add(ReaderRule.CONTENT_TYPE, "Content-Type",
                    type.map(t -> "The Content-Type is " + t + ".").orElse("There is no Content-Type."),
                    "Answer with Content-Type: " + SCIM_JSON + ".");
        }
    }
}
