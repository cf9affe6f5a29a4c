package dev.rollcall.entra.graph;

import dev.rollcall.client.text.LikelyName;
import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.entra.log.ProvisioningAction;
import dev.rollcall.entra.log.ProvisioningRecord;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.log.RecordQuery;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /auditLogs/provisioning}: the newest records first, by pages of {@code $top}. Of {@code $filter}, comparisons by
 * {@code eq} that are joined by {@code and} are understood; anything else is refused.
 */
final class GraphLog {
    /** The most records of a page, as Graph has it. */
    static final int MAX_TOP = 1_000;
    /** How far back pages go; the log itself keeps no more than its limits. */
    static final int MAX_RECORDS = 100_000;

    private static final Pattern TERM = Pattern.compile("\\s*([A-Za-z/]+)\\s+eq\\s+'((?:[^']|'')*)'\\s*");
    private static final Set<String> FIELDS = Set.of("jobId", "cycleId", "provisioningAction",
            "provisioningStatusInfo/status", "sourceIdentity/id", "sourceIdentity/displayName", "targetIdentity/id");
    private static final Set<String> PARAMETERS = Set.of("$filter", "$top", "$skip");

    private final JobFolder job;

    GraphLog(JobFolder job) {
        this.job = job;
    }

    GraphAnswer answer(GraphRequest request, String address) {
        Map<String, String> query = request.query();
        query.keySet().stream().filter(name -> !PARAMETERS.contains(name)).findFirst().ifPresent(name -> {
            throw GraphRefusal.badRequest("The parameter " + name + " is not known here; use $filter and $top.");
        });
        int top = number(query, "$top", 100, 1, MAX_TOP);
        int skip = number(query, "$skip", 0, 0, MAX_RECORDS - MAX_TOP);
        RecordQuery wanted = RecordQuery.NEWEST.withLimit(skip + top + 1);
        Optional<String> jobId = Optional.empty();
        Optional<String> exact = Optional.empty();
        for (Term term : terms(query.getOrDefault("$filter", ""))) {
            switch (term.field()) {
                case "jobId" -> jobId = Optional.of(term.value());
                case "cycleId" -> wanted = wanted.withCycle(term.value());
                case "provisioningAction" -> wanted = wanted.withAction(
                        known(term, ProvisioningAction.values(), ProvisioningAction::code));
                case "provisioningStatusInfo/status" -> wanted = wanted.withStatus(
                        known(term, ProvisioningStatus.values(), ProvisioningStatus::code));
                default -> exact = Optional.of(term.value());
            }
        }
        RecordQuery asked = exact.map(wanted::withIdentity).orElse(wanted);
        String wantedJob = jobId.orElse("");
        List<ProvisioningRecord> newest = job.log(asked)
                .reversed()
                .stream()
                .filter(record -> wantedJob.isEmpty() || record.jobId().equals(wantedJob))
                .skip(skip)
                .toList();
        ObjectNode page = GraphJson.values(newest.stream().limit(top).map(GraphJson::summary).toList());
        if (newest.size() > top && skip + top <= MAX_RECORDS - MAX_TOP) {
            page.put("@odata.nextLink", NextPage.link(address, query, skip + top));
        }
        return GraphAnswer.ok(page);
    }

    private record Term(String field, String value) {}

    private static List<Term> terms(String filter) {
        if (filter.isBlank()) {
            return List.of();
        }
        return Arrays.stream(filter.split("\\s+and\\s+(?=[A-Za-z/]+\\s)", -1)).map(GraphLog::term).toList();
    }

    private static Term term(String text) {
        Matcher matcher = TERM.matcher(text);
        if (!matcher.matches()) {
            throw GraphRefusal.badRequest("The $filter has '" + text.strip()
                    + "', which is not understood; write provisioningAction eq 'create', and join such by and.");
        }
        String field = matcher.group(1);
        if (!FIELDS.contains(field)) {
            throw GraphRefusal.badRequest("The $filter asks for " + field + "; " + LikelyName.of(field, FIELDS)
                    .map(near -> "did you mean " + near + "?")
                    .orElse("it can ask for " + String.join(", ", FIELDS.stream().sorted().toList()) + "."));
        }
        return new Term(field, matcher.group(2).replace("''", "'"));
    }

    private static <T> T known(Term term, T[] values, Function<T, String> code) {
        return Arrays.stream(values)
                .filter(value -> code.apply(value).equalsIgnoreCase(term.value()))
                .findFirst()
                .orElseThrow(() -> GraphRefusal.badRequest("There is no " + term.field() + " '" + term.value() + "'."));
    }

    private static int number(Map<String, String> query, String name, int otherwise, int lowest, int highest) {
        String text = query.getOrDefault(name, Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw GraphRefusal.badRequest(name + " must be a whole number, and is '" + text + "'.");
        }
        throw GraphRefusal.badRequest("%s must be from %d to %d, and is %s.".formatted(name, lowest, highest, text));
    }
}
