package dev.rollcall.directory.stream;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.scim.json.ScimJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings of a stream as JSON, {@code {"destination","filter","delivery"}}: in the store, in the management API, in the audit log
 * and on the command line alike. No secret is ever in it.
 */
public final class StreamSettingsJson {
    /** How many connections a filter names at most. */
    public static final int MOST_CONNECTIONS = 1_000;

    /** How many attributes a filter watches at most. */
    public static final int MOST_PATHS = 100;

    private static final String KEEP = "keep";
    private static final String DELETE = "delete";
    private static final List<String> LINKED = List.of(DELETE, KEEP);

    private static final int LONGEST_CONDITION = 4_096;
    private static final int LONGEST_PATH = 256;

    private StreamSettingsJson() {}

    /** The settings as the store keeps them. */
    public static String text(StreamSettings settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("destination", DestinationJson.of(settings.destination()));
        json.set("filter", filter(settings.filter()));
        json.set("delivery", policy(settings.policy()));
        return json.toString();
    }

    /** The settings of a text that {@link #text} has made. */
    public static StreamSettings parse(String text) {
        JsonNode json = ScimJson.tree(text.getBytes(StandardCharsets.UTF_8));
        return new StreamSettings(
                DestinationReader.stored(json.path("destination")).settings(),
                readFilter(json.path("filter"), ConnectionId::new),
                readPolicy(json.path("delivery"), DeliveryPolicy.DEFAULT));
    }

    /** The filter; a list that says nothing is left out. */
    public static ObjectNode filter(StreamFilter filter) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!filter.connections().isEmpty()) {
            ArrayNode connections = json.putArray("connections");
            filter.connections().stream().map(ConnectionId::value).sorted().forEach(connections::add);
        }
        if (!filter.changed().isEmpty()) {
            ArrayNode changed = json.putArray("changed");
            filter.changed().stream().sorted().forEach(changed::add);
        }
        filter.condition().ifPresent(condition -> json.put("condition", condition));
        return json.put("linked_accounts", filter.keepLinked() ? KEEP : DELETE)
                .put("scim_changes", filter.scimChanges());
    }

    /** How deliveries are tried again. */
    public static ObjectNode policy(DeliveryPolicy policy) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("first_delay_ms", policy.firstDelay().toMillis())
                .put("factor", policy.factor())
                .put("longest_delay_seconds", policy.longestDelay().toSeconds())
                .put("give_up_after_seconds", policy.giveUpAfter().toSeconds())
                .put("jitter_percent", Math.round(policy.jitter() * 100))
                .put("budget_ms", policy.budget().toMillis());
    }

    /**
     * Reads a filter.
     *
     * @param connection finds a connection by its name or id, or refuses it
     * @throws DirectoryException when it cannot be used
     */
    public static StreamFilter readFilter(JsonNode json, Function<String, ConnectionId> connection) {
        SettingFields fields = fields("filter", json).only(List.of("connections", "changed", "condition",
                "linked_accounts", "scim_changes"));
        Set<ConnectionId> connections = new LinkedHashSet<>();
        fields.texts("connections", MOST_CONNECTIONS).forEach(text -> connections.add(connection.apply(text)));
        Set<String> changed = new LinkedHashSet<>(fields.texts("changed", MOST_PATHS));
        if (changed.stream().anyMatch(path -> path.length() > LONGEST_PATH || path.isBlank())) {
            throw fields.wrong("changed", "a list of profile attributes, such as email or app_metadata.department");
        }
        boolean keep = fields.word("linked_accounts", word -> Optional.of(word).filter(LINKED::contains), LINKED)
                .filter(KEEP::equals)
                .isPresent();
        return new StreamFilter(connections, changed, fields.text("condition", LONGEST_CONDITION), keep,
                fields.flag("scim_changes", false));
    }

    /**
     * Reads how deliveries are tried again.
     *
     * @param otherwise what holds of what is not said
     * @throws DirectoryException when it cannot be used
     */
    public static DeliveryPolicy readPolicy(JsonNode json, DeliveryPolicy otherwise) {
        Duration milli = Duration.ofMillis(1);
        Duration second = Duration.ofSeconds(1);
        SettingFields fields = fields("delivery", json).only(List.of("first_delay_ms", "factor",
                "longest_delay_seconds", "give_up_after_seconds", "jitter_percent", "budget_ms"));
        Duration first = fields.duration("first_delay_ms", milli, Duration.ofMillis(10), Duration.ofHours(1))
                .orElse(otherwise.firstDelay());
        Duration longest = fields.duration("longest_delay_seconds", second, second, Duration.ofDays(1))
                .orElse(otherwise.longestDelay());
        if (longest.compareTo(first) < 0) {
            throw fields.wrong("longest_delay_seconds", "at least as long as first_delay_ms");
        }
        return new DeliveryPolicy(
                first,
                fields.decimal("factor", 1, 10).orElse(otherwise.factor()),
                longest,
                fields.duration("give_up_after_seconds", second, second, Duration.ofDays(30))
                        .orElse(otherwise.giveUpAfter()),
                fields.number("jitter_percent", 0, 50).map(percent -> percent / 100.0).orElse(otherwise.jitter()),
                fields.duration("budget_ms", milli, second, Duration.ofSeconds(15)).orElse(otherwise.budget()));
    }

    private static SettingFields fields(String name, JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return new SettingFields(name, JsonNodeFactory.instance.objectNode());
        }
        if (!(json instanceof ObjectNode object)) {
            throw SettingFields.invalid("The field " + name + " must be an object.");
        }
        return new SettingFields(name, object);
    }
}
