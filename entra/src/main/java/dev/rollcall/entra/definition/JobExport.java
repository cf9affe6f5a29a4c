package dev.rollcall.entra.definition;

import dev.rollcall.client.entra.TenantUrl;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.mapping.Mapper;
import dev.rollcall.entra.mapping.MappingException;
import dev.rollcall.entra.mapping.ObjectMapping;
import dev.rollcall.entra.mapping.SchemaDocument;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A job as JSON: the fields of Microsoft Graph's synchronizationJob, its whole schema in Graph's form, and under {@code settings}
 * what Graph keeps elsewhere. A token is never in it, only where the token is. Source: source document 003.
 */
public final class JobExport {
    private JobExport() {}

    /** @param schema the document that the job's mappings came with */
    public static ObjectNode write(ProvisioningJob job, String jobId, SchemaDocument schema) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("id", jobId);
        root.put("templateId", job.template().id());
        root.putObject("schedule").put("interval", job.interval().toString());
        ObjectNode settings = root.putObject("settings");
        settings.put("baseAddress", job.shownUrl());
        switch (job.token()) {
            case TokenSource.Variable(String name) -> settings.put("tokenVariable", name);
            case TokenSource.TokenFile(String name) -> settings.put("tokenFile", name);
            case TokenSource.None() -> {}
        }
        settings.put("scope", JobFileText.scope(job.scope()));
        job.deletionThreshold().ifPresent(threshold -> settings.put("accidentalDeletionThreshold", threshold));
        settings.put("skipOutOfScopeDeletions", job.skipOutOfScopeDeletions());
        settings.put("parallelism", job.parallelism());
        root.set("schema", schema.with(job.schema()).json());
        return root;
    }

    /**
     * The job that the JSON holds.
     *
     * @throws JobException when it is not of this form
     */
    public static ProvisioningJob read(JsonNode root) {
        JsonNode settings = root.path("settings");
        return new ProvisioningJob(
                template(root),
                new JobEndpoint(tenantUrl(settings), token(settings)),
                new JobSettings(
                        scope(settings),
                        number(settings, "accidentalDeletionThreshold", 0, Integer.MAX_VALUE),
                        flag(settings, "skipOutOfScopeDeletions"),
                        interval(root),
                        number(settings, "parallelism", 1, JobFile.MAX_PARALLELISM)
                                .orElse(JobSettings.DEFAULT_PARALLELISM)),
                schema(root).schema());
    }

    private static String tenantUrl(JsonNode settings) {
        String url = text(settings, "baseAddress", "settings.baseAddress, the tenant URL");
        try {
            TenantUrl.parse(url);
            return url.strip();
        } catch (IllegalArgumentException e) {
            throw new JobException(
                    Problem.DEFINITION, "settings.baseAddress of the exported job: " + e.getMessage(), e);
        }
    }

    private static JobScope scope(JsonNode settings) {
        return switch (settings.path("scope").asString("assigned")) {
            case "assigned" -> JobScope.ASSIGNED;
            case "all" -> JobScope.ALL;
            default -> throw missing("settings.scope, assigned or all");
        };
    }

    private static OptionalInt number(JsonNode settings, String name, int lowest, int highest) {
        JsonNode number = settings.path(name);
        if (number.isMissingNode() || number.isNull()) {
            return OptionalInt.empty();
        }
        if (!number.isIntegralNumber() || number.asLong() < lowest || number.asLong() > highest) {
            throw missing("a whole number from %d to %d in settings.%s".formatted(lowest, highest, name));
        }
        return OptionalInt.of(number.intValue());
    }

    private static boolean flag(JsonNode settings, String name) {
        JsonNode flag = settings.path(name);
        if (!flag.isMissingNode() && !flag.isBoolean()) {
            throw missing("true or false in settings." + name);
        }
        return flag.asBoolean(false);
    }

    private static JobTemplate template(JsonNode root) {
        String id = text(root, "templateId", "templateId, scim or customappsso");
        return Arrays.stream(JobTemplate.values())
                .filter(template -> template.id().equals(id))
                .findFirst()
                .orElseThrow(() -> missing("templateId, scim or customappsso"));
    }

    private static TokenSource token(JsonNode settings) {
        if (settings.path("tokenVariable").isString()) {
            return new TokenSource.Variable(settings.path("tokenVariable").stringValue());
        }
        return settings.path("tokenFile").isString()
                ? new TokenSource.TokenFile(settings.path("tokenFile").stringValue())
                : new TokenSource.None();
    }

    private static Duration interval(JsonNode root) {
        String text = root.path("schedule").path("interval").asString(JobSettings.DEFAULT_INTERVAL.toString());
        try {
            Duration interval = Duration.parse(text);
            if (interval.compareTo(JobFile.MIN_INTERVAL) < 0) {
                throw missing("a schedule.interval of at least one second, PT1S");
            }
            return interval;
        } catch (DateTimeParseException e) {
            throw new JobException(
                    Problem.DEFINITION,
                    "The exported job's schedule.interval '%s' is no ISO 8601 duration; write PT40M for 40 minutes."
                            .formatted(text),
                    e);
        }
    }

    /**
     * The schema of an exported job, or a schema alone, as Graph's {@code GET …/schema} answers it.
     *
     * @throws JobException with what would change who is provisioned and is not understood
     */
    public static SchemaDocument schema(JsonNode root) {
        try {
            SchemaDocument schema = SchemaDocument.read(isSchema(root) ? root : root.path("schema"));
            schema.schema().all().forEach(JobExport::requireUsable);
            return schema;
        } catch (MappingException e) {
            throw new JobException(Problem.DEFINITION, "The schema cannot be used: " + e.getMessage(), e);
        }
    }

    /** What the job file would refuse later must not take the place of what works now. */
    private static void requireUsable(ObjectMapping mapping) {
        if (mapping.enabled() && mapping.matching().isEmpty()) {
            throw new MappingException("The mapping of " + mapping.type().scimName()
                    + " has no row with the matchingPriority 1; give it to the row by which objects are matched.");
        }
        Mapper.of(mapping);
    }

    /** Whether the JSON is a schema alone. */
    public static boolean isSchema(JsonNode root) {
        return root.has("synchronizationRules");
    }

    private static String text(JsonNode node, String name, String what) {
        if (!node.path(name).isString()) {
            throw missing(what);
        }
        return node.path(name).stringValue();
    }

    private static JobException missing(String what) {
        return new JobException(
                Problem.DEFINITION, "The exported job must have %s. Use a file that an export wrote.".formatted(what));
    }
}
