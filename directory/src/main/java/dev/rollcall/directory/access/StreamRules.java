package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.stream.DestinationSettings;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamSettings;
import dev.rollcall.directory.stream.StreamSettingsJson;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.WebhookFormat;
import dev.rollcall.directory.stream.WebhookTarget;
import dev.rollcall.mapping.InvalidMappingException;
import dev.rollcall.mapping.expression.EventCondition;
import dev.rollcall.mapping.expression.RowExpressionException;
import dev.rollcall.mapping.target.TargetKind;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.mapping.target.TargetRows;
import dev.rollcall.scim.json.ScimJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a stream must be like; each refusal says what to write instead. */
final class StreamRules {
    /** Characters of its settings, certificates and rows included. */
    static final int LARGEST_SETTINGS = 65_536;

    private static final Duration SLACK = Duration.ofSeconds(1);

    private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,128}");

    private final StreamOptions options;

    StreamRules(StreamOptions options) {
        this.options = options;
    }

    /** A name, of any text that moves no terminal. @throws DirectoryException when it is none */
    static String name(String name) {
        if (name.isBlank() || !NAME.matcher(name).matches()) {
            throw invalid("A stream's name has 1 to 128 characters, and none of them controls a terminal.");
        }
        return name;
    }

    /** @throws DirectoryException when something cannot be as it is set */
    void check(StreamSettings settings, List<EventType> subscriptions) {
        if (StreamSettingsJson.text(settings).length() > LARGEST_SETTINGS) {
            throw invalid("The settings of a stream have at most " + LARGEST_SETTINGS
                    + " characters. Use shorter certificates or fewer rows.");
        }
        KeptSecrets.addresses(settings.destination()).forEach(address -> require(address, AddressRule.Use.TARGET));
        KeptSecrets.network(settings.destination())
                .proxy()
                .ifPresent(proxy -> require(proxy, AddressRule.Use.PROXY));
        requireTime(settings);
        requireSubjects(settings.destination(), subscriptions);
        settings.filter().condition().ifPresent(this::condition);
        if (settings.destination() instanceof ScimTarget scim) {
            scim.mapping().ifPresent(this::mapping);
        }
    }

    /** A request that the budget of a run has no room for would never be sent: a look-up comes before a change. */
    private static void requireTime(StreamSettings settings) {
        Duration timeout = settings.destination().timeout();
        Duration needed = settings.destination() instanceof ScimTarget ? timeout.multipliedBy(2) : timeout.plus(SLACK);
        if (needed.compareTo(settings.policy().budget()) > 0) {
            throw invalid("With timeout_ms " + timeout.toMillis() + " a delivery takes up to " + needed.toMillis()
                    + " ms, and delivery.budget_ms is " + settings.policy().budget().toMillis()
                    + ". Use a shorter timeout_ms or a longer budget_ms, of at most 15000.");
        }
    }

    /** A Security Event Token is about a SCIM resource, and a connection is none. */
    private static void requireSubjects(DestinationSettings destination, List<EventType> subscriptions) {
        if (destination instanceof WebhookTarget webhook && webhook.format().isSecurityEvent()) {
            subscriptions.stream()
                    .filter(type -> type.about() == EventType.About.CONNECTION)
                    .findFirst()
                    .ifPresent(type -> {
                        throw invalid("No Security Event Token of SCIM tells of " + type.keyword()
                                + ". Leave it out, or make another stream"
                                + " with the format " + WebhookFormat.CLOUD_EVENTS.keyword() + " for it.");
                    });
        }
    }

    private void condition(String source) {
        try {
            EventCondition.compile(source, options.limits().expressions());
        } catch (RowExpressionException e) {
            throw invalid("The field filter.condition cannot be used: " + e.getMessage());
        }
    }

    private void mapping(String text) {
        JsonNode mapping = ScimJson.tree(text.getBytes(StandardCharsets.UTF_8));
        rows(mapping, "user", TargetKind.USER);
        rows(mapping, "group", TargetKind.GROUP);
    }

    private void rows(JsonNode mapping, String name, TargetKind kind) {
        if (mapping.has(name)) {
            try {
                TargetMapping.parse(kind, TargetRows.read(mapping.path(name)), options.limits());
            } catch (InvalidMappingException e) {
                throw invalid("The field destination.configuration.mapping." + name + " cannot be used: "
                        + e.getMessage());
            }
        }
    }

    /** A connection's scheme may be plain only where the operator says so, whatever secrets go over it. */
    private void require(URI address, AddressRule.Use use) {
        options.addresses().refusal(address, use).ifPresent(sentence -> {
            throw invalid(sentence);
        });
    }

    /** A destination changes in everything but what it is. */
    static void requireSameKind(DestinationSettings before, DestinationSettings after) {
        if (!before.kind().equals(after.kind())) {
            throw invalid("A stream of the type " + before.kind() + " cannot become one of the type " + after.kind()
                    + ": what is remembered of its target would mean nothing. Make another stream, and delete this one.");
        }
        if (before instanceof WebhookTarget old
                && after instanceof WebhookTarget webhook
                && old.format().isSecurityEvent() != webhook.format().isSecurityEvent()) {
            throw invalid("A webhook with the format " + old.format().keyword() + " cannot become one with the format "
                    + webhook.format().keyword()
                    + ": it is signed in another way, and what its receiver waits for it could not read. Make another stream, and"
                    + " delete this one.");
        }
    }

    /** Whether what is remembered of the target is of another one from now on. */
    static boolean isOtherTarget(EventStream before, DestinationSettings after) {
        return before.destination() instanceof ScimTarget old
                && after instanceof ScimTarget scim
                && !(old.baseUrl().equals(scim.baseUrl()) && client(old).equals(client(scim)));
    }

    /** A target that many tenants share knows them by who calls. */
    private static Optional<String> client(ScimTarget target) {
        return target.access() instanceof TargetAccess.ClientCredentials oauth
                ? Optional.of(oauth.tokenUrl() + " " + oauth.clientId())
                : Optional.empty();
    }

    static DirectoryException invalid(String sentence) {
        return new DirectoryException(Kind.INVALID, sentence);
    }
}
