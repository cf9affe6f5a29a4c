package dev.rollcall.directory.stream;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.connection.ConnectionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a destination in the form of the management API, {@code {"type","configuration"}}.
 *
 * <p>Guarantees: a field that is not known, or has a value that cannot be used, is refused with a {@link DirectoryException} that
 * names it and says what to write.
 */
public final class DestinationReader {
    private static final List<String> TYPES = List.of("scim", "webhook", "action");
    private static final String LOGOUT = "logout";
    private static final List<String> WEBHOOK_METHODS = List.of("bearer", "basic", "custom_header");
    /** Shorter than the budget of a run, which a request must fit into. */
    private static final Duration WEBHOOK_TIMEOUT = Duration.ofSeconds(8);

    private static final int LONGEST_AUDIENCE = 2_048;

    private DestinationReader() {}

    /** The destination that somebody wants. @throws DirectoryException when it cannot be used */
    public static DestinationReading read(JsonNode destination) {
        if (destination.path("type").asString("").equals(LOGOUT)) {
            throw SettingFields.invalid("A stream of logout tokens is made by a connection's options: set"
                    + " options.backchannel_logout_uri of the connection.");
        }
        return stored(destination);
    }

    /** A destination as the store keeps it. @throws DirectoryException when it cannot be used */
    static DestinationReading stored(JsonNode destination) {
        if (!(destination instanceof ObjectNode object)) {
            throw SettingFields.invalid("The field destination must be an object with type and configuration.");
        }
        SettingFields fields = new SettingFields("destination", object).only(List.of("type", "configuration"));
        String type = fields.requiredText("type", 64, "scim or webhook");
        if (!object.path("configuration").isObject()) {
            throw fields.missing("configuration", "an object");
        }
        SettingFields configuration = fields.within("configuration");
        return switch (type) {
            case "scim" -> ScimTargetReader.read(configuration, "scim");
            case "action" -> ActionReader.read((ObjectNode) object.path("configuration"));
            case "webhook" -> webhook(configuration);
            case LOGOUT -> logout(configuration);
            case "eventbridge" ->
                throw SettingFields.invalid("Rollcall does not send to Amazon EventBridge, which takes"
                        + " events from its partners alone. Use a webhook destination with the address of a receiver of yours"
                        + " that calls PutEvents, or an API Gateway in front of it.");
            default -> throw fields.wrong("type", "one of " + String.join(", ", TYPES));
        };
    }

    private static DestinationReading webhook(SettingFields fields) {
        List<String> known = new ArrayList<>(List.of("webhook_endpoint", "format", "audience",
                "webhook_authorization", "signing_secrets"));
        known.addAll(NetworkReader.FIELDS);
        fields.only(known);
        Optional<AccessReader.Reading> access = fields.has("webhook_authorization")
                ? Optional.of(AccessReader.read(fields.within("webhook_authorization"), WEBHOOK_METHODS))
                : Optional.empty();
        WebhookFormat format = fields.word("format", WebhookFormat::ofKeyword, WebhookFormat.KEYWORDS)
                .orElse(WebhookFormat.CLOUD_EVENTS);
        Optional<String> audience = fields.text("audience", LONGEST_AUDIENCE);
        if (audience.isPresent() && !format.isSecurityEvent()) {
            throw fields.wrong("audience", "left out where format is " + format.keyword()
                    + ": only Security Event Tokens are for somebody");
        }
        WebhookTarget target = new WebhookTarget(
                fields.requiredAddress("webhook_endpoint"),
                format,
                audience,
                access.map(AccessReader.Reading::access).orElseGet(TargetAccess.None::new),
                NetworkReader.timeout(fields, WEBHOOK_TIMEOUT),
                NetworkReader.concurrency(fields),
                NetworkReader.read(fields));
        return new DestinationReading(target, new TargetSecrets(access.flatMap(AccessReader.Reading::secret),
                NetworkReader.key(fields), List.of()), Optional.empty());
    }

    /** Only the store has one: streams of the kind are made by a connection's options. */
    private static DestinationReading logout(SettingFields fields) {
        return new DestinationReading(new LogoutTarget(
                new ConnectionId(fields.requiredText("connection_id", 64, "the id of a connection")),
                fields.requiredAddress("backchannel_logout_uri"),
                fields.requiredText("audience", LONGEST_AUDIENCE, "the audience of the tokens"),
                NetworkReader.timeout(fields, WEBHOOK_TIMEOUT),
                NetworkReader.concurrency(fields),
                NetworkReader.read(fields)), TargetSecrets.NONE, Optional.empty());
    }
}
