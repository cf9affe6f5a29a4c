package dev.rollcall.entra.graph;

import dev.rollcall.client.entra.TenantUrl;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.JobTemplate;
import dev.rollcall.entra.job.ConnectionTest;
import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.scim.text.LikelyName;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The calls about one job below {@code /servicePrincipals/{id}/synchronization}. Any id of a service principal is taken for the
 * folder's, so that a script keeps its own. Source: the API reference of Microsoft Graph v1.0, and source document 003.
 */
final class GraphJobs {
    private static final Set<String> SCOPES = Set.of("None", "ConnectorDataStore", "Escrows", "Watermark",
            "QuarantineState", "Full");
    private static final Map<String, JobTemplate> TEMPLATES = Arrays.stream(JobTemplate.values())
            .collect(Collectors.toUnmodifiableMap(JobTemplate::id, template -> template));

    /** What agrees, once for the job, to what {@link JobFolder#confirmDeletion} is about. */
    private static final String CONFIRM = "confirmDeletion";

    private final JobFolder job;
    private final JobSchedule schedule;
    private final GraphSecrets secrets;
    private final OnDemandCall onDemand;

    GraphJobs(JobFolder job, JobSchedule schedule) {
        this.job = job;
        this.schedule = schedule;
        this.secrets = new GraphSecrets(job);
        this.onDemand = new OnDemandCall(job);
    }

    /** @param parts the path after {@code /synchronization} */
    GraphAnswer answer(GraphRequest request, List<String> parts) {
        if (parts.equals(List.of("secrets"))) {
            return switch (request.method()) {
                case "GET" -> secrets.get();
                case "PUT" -> secrets.put(request.json());
                default -> throw unknown(request);
            };
        }
        if (parts.isEmpty() || !parts.getFirst().equals("jobs")) {
            throw unknown(request);
        }
        if (parts.size() == 1) {
            return switch (request.method()) {
                case "GET" -> GraphAnswer.ok(GraphJson.values(job.exists() ? List.of(shown()) : List.of()));
                case "POST" -> create(request.json());
                default -> throw unknown(request);
            };
        }
        requireJob(parts.get(1));
        String call = request.method() + " " + String.join("/", parts.subList(2, parts.size()));
        return switch (call) {
            case "GET " -> GraphAnswer.ok(shown());
            case "DELETE " -> delete();
            case "POST start" -> confirmed(request, this::start);
            case "POST pause" -> pause();
            case "POST restart" -> confirmed(request, () -> restart(request.json()));
            case "POST validateCredentials" -> validate(request.json());
            case "GET schema" -> GraphAnswer.ok(job.schema());
            case "PUT schema" -> confirmed(request, () -> put(request.json()));
            case "GET schema/filterOperators" -> GraphAnswer.ok(GraphJson.filterOperators());
            case "GET schema/functions" -> GraphAnswer.ok(GraphJson.functions());
            case "POST provisionOnDemand" -> confirmed(request, () -> onDemand.answer(request.json()));
            default -> throw unknown(request);
        };
    }

    private GraphAnswer confirmed(GraphRequest request, Supplier<GraphAnswer> call) {
        try {
            return call.get();
        } catch (JobException e) {
            if (e.problem() != Problem.UNCONFIRMED) {
                throw e;
            }
            if (!request.query().getOrDefault(CONFIRM, "").equals("true")) {
                throw new GraphRefusal(400, "deletionNotConfirmed",
                        e.getMessage() + " To agree, send this request with ?" + CONFIRM + "=true.");
            }
            job.confirmDeletion();
            return call.get();
        }
    }

    private static GraphRefusal unknown(GraphRequest request) {
        return GraphRefusal.notFound("There is no call " + request.method() + " /" + String.join("/", request.path())
                + " here; docs/entra.md lists those that there are.");
    }

    private ObjectNode shown() {
        return GraphJson.job(job.job(), job.status(), schedule.isActive());
    }

    /** A job that was never run has an id that is made with its state. */
    private void requireJob(String id) {
        if (!job.exists() || !job.status().jobId().equals(id)) {
            throw GraphRefusal
                    .notFound("There is no job '" + id + "'; GET …/synchronization/jobs lists the one that is here.");
        }
    }

    private GraphAnswer create(JsonNode body) {
        String id = body.path("templateId").asString("");
        JobTemplate template = Optional.ofNullable(TEMPLATES.get(id))
                .orElseThrow(() -> GraphRefusal
                        .badRequest("There is no template '" + id + "'; write scim or customappsso."));
        job.create(template);
        return GraphAnswer.created(shown());
    }

    private GraphAnswer delete() {
        schedule.pause();
        job.delete();
        return GraphAnswer.DONE;
    }

    private GraphAnswer start() {
        job.requireConfirmation();
        if (schedule.isActive() && job.status().quarantine().isPresent()) {
            // It would sleep until the quarantine's next attempt.
            schedule.pause();
        }
        if (!schedule.isActive()) {
            job.leaveQuarantine();
            schedule.start();
        }
        return GraphAnswer.DONE;
    }

    private GraphAnswer pause() {
        schedule.pause();
        return GraphAnswer.DONE;
    }

    private GraphAnswer restart(JsonNode body) {
        Set<String> scopes = new HashSet<>();
        for (String part : body.at("/criteria/resetScope").asString("None").split(",", -1)) {
            String scope = part.strip();
            if (!SCOPES.contains(scope)) {
                throw GraphRefusal.badRequest("There is no resetScope '" + scope + "'; " + LikelyName.of(scope, SCOPES)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("write some of Watermark, Escrows, QuarantineState, ConnectorDataStore, Full, None."));
            }
            scopes.add(scope);
        }
        boolean full = scopes.contains("Full") || scopes.contains("ConnectorDataStore");
        if (!full && !scopes.contains("Watermark") && scopes.contains("Escrows")) {
            throw GraphRefusal
                    .badRequest("Escrows are cleared together with the Watermark here; add it to resetScope.");
        }
        job.requireConfirmation();
        schedule.pause();
        if (full || scopes.contains("Watermark")) {
            job.restart(full);
        } else if (scopes.contains("QuarantineState")) {
            job.leaveQuarantine();
        }
        schedule.start();
        return GraphAnswer.DONE;
    }

    private GraphAnswer validate(JsonNode body) {
        JsonNode credentials = body.path("credentials");
        ConnectionTest test;
        if (credentials.isArray() && !credentials.isEmpty()) {
            test = job.testConnection(address(credentials), value(credentials, "SecretToken"));
        } else if (body.path("useSavedCredentials").asBoolean(false)) {
            test = job.testConnection();
        } else {
            throw GraphRefusal
                    .badRequest("Say useSavedCredentials: true, or give credentials with BaseAddress and SecretToken.");
        }
        if (!test.passed()) {
            throw new GraphRefusal(400, test.code().orElseThrow().code(), test.message() + " " + test.advice());
        }
        return GraphAnswer.DONE;
    }

    private static String address(JsonNode credentials) {
        String address = value(credentials, "BaseAddress");
        try {
            TenantUrl.parse(address);
            return address;
        } catch (IllegalArgumentException e) {
            throw GraphRefusal.badRequest("BaseAddress: " + e.getMessage());
        }
    }

    private static String value(JsonNode credentials, String key) {
        return credentials.valueStream()
                .filter(pair -> pair.path("key").asString("").equals(key))
                .map(pair -> pair.path("value").asString(""))
                .findFirst()
                .orElseThrow(() -> GraphRefusal.badRequest("The credentials have no " + key + "; add it."));
    }

    private GraphAnswer put(JsonNode schema) {
        job.putSchema(schema);
        return GraphAnswer.DONE;
    }
}
