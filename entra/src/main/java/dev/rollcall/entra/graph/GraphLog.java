package dev.rollcall.entra.graph;

import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.entra.log.ProvisioningAction;
import dev.rollcall.entra.log.ProvisioningRecord;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.scim.text.LikelyName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /auditLogs/provisioning}: the newest records first, by pages of {@code $top}. Of {@code $filter}, comparisons by
 * {@code eq} that are joined by {@code and} are understood; anything else is refused.
 */
final class GraphLog {
    /** The most records of a page, as Graph has it. */
    static final int MAX_TOP = 1_000;

    private static final int USUAL_TOP = 100;
    private static final Pattern TERM = Pattern.compile("\\s*([A-Za-z/]+)\\s+eq\\s+'((?:[^']|'')*)'\\s*(?:and\\s|$)");
    private static final Map<String, Function<ProvisioningRecord, String>> FIELDS = Map.of(
            "jobId", ProvisioningRecord::jobId,
            "cycleId", ProvisioningRecord::cycleId,
            "changeId", ProvisioningRecord::changeId,
            "provisioningAction", record -> record.provisioningAction().code(),
            "provisioningStatusInfo/status", record -> record.status().code(),
            "sourceIdentity/id", record -> record.sourceIdentity().id(),
            "sourceIdentity/displayName", record -> record.sourceIdentity().displayName(),
            "targetIdentity/id", record -> record.targetIdentity().id(),
            "targetIdentity/displayName", record -> record.targetIdentity().displayName());
    /** What cannot be anything else is refused when it is; an empty page would look as if there were none. */
    private static final Map<String, Set<String>> WORDS = Map.of(
            "provisioningAction", words(ProvisioningAction.values(), ProvisioningAction::code),
            "provisioningStatusInfo/status", words(ProvisioningStatus.values(), ProvisioningStatus::code));
    private static final Set<String> PARAMETERS = Set.of("$filter", "$top", "$skip");

    private final JobFolder job;

    GraphLog(JobFolder job) {
        this.job = job;
    }

    /** @param address of the log, without a query */
    GraphAnswer answer(GraphRequest request, String address) {
        Map<String, String> query = request.query();
        query.keySet().stream().filter(name -> !PARAMETERS.contains(name)).findFirst().ifPresent(name -> {
            throw GraphRefusal.badRequest("The parameter " + name + " is not known here; use $filter and $top.");
        });
        int top = number(query, "$top", USUAL_TOP, 1, MAX_TOP);
        int skip = number(query, "$skip", 0, 0, Integer.MAX_VALUE - MAX_TOP - 1);
        List<ProvisioningRecord> found = job.log(filter(query.getOrDefault("$filter", "").strip()), skip, top + 1);
        ObjectNode page = GraphJson.values(found.stream().limit(top).map(GraphJson::summary).toList());
        if (found.size() > top) {
            page.put("@odata.nextLink", NextPage.link(address, query, skip + top));
        }
        return GraphAnswer.ok(page);
    }

    private static Predicate<ProvisioningRecord> filter(String filter) {
        Predicate<ProvisioningRecord> all = record -> true;
        Matcher term = TERM.matcher(filter);
        int position = 0;
        while (position < filter.length()) {
            if (!term.region(position, filter.length()).lookingAt()) {
                throw GraphRefusal.badRequest("The $filter has '" + filter.substring(position).strip()
                        + "', which is not understood; write provisioningAction eq 'create', and join such by and.");
            }
            all = all.and(comparison(term.group(1), term.group(2).replace("''", "'")));
            position = term.end();
        }
        return all;
    }

    private static Predicate<ProvisioningRecord> comparison(String field, String value) {
        Function<ProvisioningRecord, String> read = FIELDS.get(field);
        if (read == null) {
            throw GraphRefusal.badRequest("The $filter asks for " + field + "; " + LikelyName.of(field, FIELDS.keySet())
                    .map(near -> "did you mean " + near + "?")
                    .orElse("it can ask for " + String.join(", ", FIELDS.keySet().stream().sorted().toList()) + "."));
        }
        Set<String> words = WORDS.getOrDefault(field, Set.of());
        if (!words.isEmpty() && words.stream().noneMatch(value::equalsIgnoreCase)) {
            throw GraphRefusal.badRequest("There is no " + field + " '" + value + "'; it is one of "
                    + String.join(", ", words.stream().sorted().toList()) + ".");
        }
        return record -> value.equalsIgnoreCase(read.apply(record));
    }

    private static <T> Set<String> words(T[] values, Function<T, String> code) {
        return Arrays.stream(values).map(code).collect(Collectors.toUnmodifiableSet());
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
