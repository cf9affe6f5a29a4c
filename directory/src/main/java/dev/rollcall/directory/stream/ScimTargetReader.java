package dev.rollcall.directory.stream;

import dev.rollcall.directory.stream.ScimTarget.Delete;
import dev.rollcall.directory.stream.ScimTarget.Update;
import dev.rollcall.directory.stream.TargetAccess.ClientCredentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads the configuration of a SCIM application. */
final class ScimTargetReader {
    private static final List<String> METHODS = List.of("bearer", "client_credentials");
    private static final List<String> FIELDS = List.of("preset", "base_url", "authorization", "connections", "retries",
            "update", "upsert", "created_only", "delete", "lookup_fallback", "groups", "mapping", "match",
            "rate_per_second", "page_size", "accept", "content_type");

    /** As Auth0's template has it. */
    private static final Duration TIMEOUT = Duration.ofMillis(1_500);
    private static final int RETRIES = 1;
    /** The most retries of a request within a run. */
    private static final int MOST_RETRIES = 5;
    /** The most requests a second that can be set. */
    private static final int FASTEST = 10_000;

    private ScimTargetReader() {}

    /** @param shownAs {@code scim} or {@code action} */
    static DestinationReading read(SettingFields fields, String shownAs) {
        List<String> known = new ArrayList<>(FIELDS);
        known.addAll(NetworkReader.FIELDS);
        fields.only(known);
        TargetPreset preset = fields.word("preset", TargetPreset::ofWord, TargetPreset.words())
                .orElse(TargetPreset.RFC);
        if (!fields.has("authorization")) {
            throw fields.missing("authorization", "how Rollcall shows who it is, such as"
                    + " {\"method\":\"bearer\",\"token\":\"…\"}");
        }
        AccessReader.Reading access = AccessReader.read(fields.within("authorization"), METHODS);
        ScimTarget target = new ScimTarget(
                shownAs,
                preset.word(),
                fields.address("base_url").or(preset::endpoint).orElseGet(() -> fields.requiredAddress("base_url")),
                access.access() instanceof ClientCredentials client ? client.orScope(preset.scope()) : access.access(),
                NetworkReader.timeout(fields, TIMEOUT),
                fields.number("retries", 0, MOST_RETRIES).orElse(RETRIES),
                fields.word("update", Update::ofKeyword, List.of("put", "patch", "patch-by-path"))
                        .orElse(preset.update()),
                fields.flag("upsert", false),
                fields.word("delete", Delete::ofKeyword, List.of("delete", "deactivate")).orElse(Delete.DELETE),
                fields.flag("lookup_fallback", true),
                fields.flag("groups", true),
                fields.flag("created_only", false),
                mapping(fields),
                fields.has("match") ? fields.texts("match", 10) : List.of("email"),
                NetworkReader.concurrency(fields),
                fields.number("rate_per_second", 1, FASTEST),
                fields.number("page_size", 1, 1_000).orElse(preset.pageSize()),
                fields.headerText("accept", 256).orElse(preset.accept()),
                fields.headerText("content_type", 256).orElse("application/scim+json"),
                NetworkReader.read(fields));
        return new DestinationReading(target,
                new TargetSecrets(access.secret(), NetworkReader.key(fields), List.of()),
                fields.has("connections")
                        ? Optional.of(fields.texts("connections", StreamSettingsJson.MOST_CONNECTIONS))
                        : Optional.empty());
    }

    /** The rows of users, of groups, or of both, as they came: those who send by them read them. */
    private static Optional<String> mapping(SettingFields fields) {
        SettingFields mapping = fields.within("mapping").only(List.of("user", "group"));
        ObjectNode rows = JsonNodeFactory.instance.objectNode();
        mapping.array("user").ifPresent(array -> rows.set("user", array));
        mapping.array("group").ifPresent(array -> rows.set("group", array));
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.toString());
    }
}
