package dev.rollcall.entra.graph;

import dev.rollcall.client.entra.TenantUrl;
import dev.rollcall.entra.definition.JobScope;
import dev.rollcall.entra.definition.JobSettings;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.definition.TokenSource;
import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.scim.text.LikelyName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /synchronization/secrets}: where the endpoint is, its token, who is provisioned and the threshold of deletions, as keys
 * with values. A token is taken and never answered: a reader sees a star, and a star that is put back keeps what is there.
 */
final class GraphSecrets {
    private static final String BASE_ADDRESS = "BaseAddress";
    private static final String SECRET_TOKEN = "SecretToken";
    private static final String SYNC_ALL = "SyncAll";
    private static final String NOTIFICATIONS = "SyncNotificationSettings";
    private static final Set<String> KEYS = Set.of(BASE_ADDRESS, SECRET_TOKEN, SYNC_ALL, NOTIFICATIONS);

    private static final String MAIL = "Enabled";
    private static final String THRESHOLD_ON = "DeleteThresholdEnabled";
    private static final String THRESHOLD = "DeleteThresholdValue";
    private static final Set<String> NOTIFICATION_KEYS = Set.of(MAIL, "Recipients", THRESHOLD_ON, THRESHOLD);
    private static final String HIDDEN = "*";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JobFolder job;

    GraphSecrets(JobFolder job) {
        this.job = job;
    }

    GraphAnswer get() {
        ProvisioningJob now = job.job();
        List<ObjectNode> pairs = new ArrayList<>();
        pairs.add(pair(BASE_ADDRESS, now.shownUrl()));
        if (!(now.token() instanceof TokenSource.None)) {
            pairs.add(pair(SECRET_TOKEN, HIDDEN));
        }
        ObjectNode notifications = JsonNodeFactory.instance.objectNode();
        notifications.put(MAIL, false).put(THRESHOLD_ON, now.deletionThreshold().isPresent());
        now.deletionThreshold().ifPresent(threshold -> notifications.put(THRESHOLD, threshold));
        pairs.add(pair(NOTIFICATIONS, notifications.toString()));
        pairs.add(pair(SYNC_ALL, Boolean.toString(now.scope() == JobScope.ALL)));
        return GraphAnswer.ok(GraphJson.values(pairs));
    }

    private static ObjectNode pair(String key, String value) {
        return JsonNodeFactory.instance.objectNode().put("key", key).put("value", value);
    }

    /** Keys that are not given stay as they are. */
    GraphAnswer put(JsonNode body) {
        JsonNode pairs = body.path("value");
        if (!pairs.isArray() || pairs.isEmpty()) {
            throw GraphRefusal
                    .badRequest("Give {\"value\":[{\"key\":\"BaseAddress\",\"value\":\"https://…\"}]} with some of "
                            + names(KEYS) + ".");
        }
        UnaryOperator<ProvisioningJob> change = UnaryOperator.identity();
        Optional<String> token = Optional.empty();
        for (JsonNode pair : pairs.values()) {
            String key = pair.path("key").asString("");
            if (!KEYS.contains(key)) {
                throw GraphRefusal.badRequest("There is no key '" + key + "' here; " + meant(key, KEYS)
                        .orElse("write some of " + names(KEYS) + "."));
            }
            String value = text(pair, key);
            UnaryOperator<ProvisioningJob> before = change;
            switch (key) {
                case BASE_ADDRESS -> change = now -> address(before.apply(now), value);
                case SECRET_TOKEN -> token = token(value);
                case SYNC_ALL -> {
                    JobScope scope = scope(value);
                    change = now -> settings(before.apply(now), all -> all.withScope(scope));
                }
                default -> {
                    JsonNode notifications = notifications(value);
                    change = now -> settings(before.apply(now), all -> threshold(all, notifications));
                }
            }
        }
        job.configure(change, token);
        return GraphAnswer.DONE;
    }

    private static String text(JsonNode pair, String key) {
        if (!pair.path("value").isString()) {
            throw GraphRefusal.badRequest("The value of " + key + " must be a text.");
        }
        return pair.path("value").stringValue();
    }

    private static ProvisioningJob settings(ProvisioningJob job, UnaryOperator<JobSettings> change) {
        return job.withSettings(change.apply(job.settings()));
    }

    /** What is put back as it was shown does not lose the part of the URL that is not shown. */
    private static ProvisioningJob address(ProvisioningJob job, String url) {
        if (url.equals(job.shownUrl())) {
            return job;
        }
        try {
            TenantUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw GraphRefusal.badRequest(BASE_ADDRESS + ": " + e.getMessage());
        }
        return job.withEndpoint(job.endpoint().withTenantUrl(url.strip()));
    }

    private static Optional<String> token(String value) {
        String token = value.strip();
        if (token.isEmpty() || token.chars().anyMatch(Character::isISOControl)) {
            throw GraphRefusal.badRequest(
                    "The " + SECRET_TOKEN + " must be one line that is not empty; a * keeps what is there.");
        }
        return token.equals(HIDDEN) ? Optional.empty() : Optional.of(token);
    }

    private static JobScope scope(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> JobScope.ALL;
            case "false" -> JobScope.ASSIGNED;
            default -> throw GraphRefusal.badRequest(SYNC_ALL + " must be \"true\" or \"false\".");
        };
    }

    private static JsonNode notifications(String value) {
        try {
            JsonNode settings = JSON.readTree(value);
            if (!settings.isObject()) {
                throw GraphRefusal.badRequest(NOTIFICATIONS + " must hold a JSON object as text.");
            }
            for (String name : settings.propertyNames()) {
                meant(name, NOTIFICATION_KEYS).filter(_ -> !NOTIFICATION_KEYS.contains(name)).ifPresent(near -> {
                    throw GraphRefusal.badRequest(NOTIFICATIONS + " has no " + name + "; " + near);
                });
            }
            return settings;
        } catch (JacksonException e) {
            throw GraphRefusal.badRequest(NOTIFICATIONS + " is no JSON: " + e.getOriginalMessage());
        }
    }

    private static JobSettings threshold(JobSettings now, JsonNode notifications) {
        JsonNode on = notifications.path(THRESHOLD_ON);
        if (on.isMissingNode()) {
            return now;
        }
        if (!on.isBoolean()) {
            throw GraphRefusal.badRequest(THRESHOLD_ON + " must be true or false.");
        }
        if (!on.booleanValue()) {
            return now.withDeletionThreshold(OptionalInt.empty());
        }
        JsonNode value = notifications.path(THRESHOLD);
        if (value.isMissingNode()) {
            return now.withDeletionThreshold(
                    OptionalInt.of(now.deletionThreshold().orElse(JobSettings.DEFAULT_DELETION_THRESHOLD)));
        }
        if (!value.isInt() || value.intValue() < 0) {
            throw GraphRefusal.badRequest(THRESHOLD + " must be a whole number, 0 or more.");
        }
        return now.withDeletionThreshold(OptionalInt.of(value.intValue()));
    }

    private static Optional<String> meant(String name, Set<String> known) {
        return LikelyName.of(name, known).map(near -> "did you mean " + near + "?");
    }

    private static String names(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }
}
