package dev.rollcall.entra.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The provisioning log in its file; source: entra.md §5.9. */
class ProvisioningLogTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void path() {
        path = folder.resolve("log.jsonl");
    }

    @Test
    void aRecordHasTheFieldsOfEntras() throws IOException {
        ProvisioningLog log = log(LogLimits.DEFAULT, NOW);
        append(log, record("1", ProvisioningAction.STAGED_DELETE, ProvisioningStatus.WARNING, "Ada"));

        JsonNode json = JsonMapper.shared().readTree(Files.readString(path));

        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "activityDateTime",
                        "tenantId",
                        "jobId",
                        "cycleId",
                        "changeId",
                        "durationInMilliseconds",
                        "provisioningAction",
                        "provisioningStatusInfo",
                        "provisioningSteps",
                        "sourceSystem",
                        "targetSystem",
                        "sourceIdentity",
                        "targetIdentity",
                        "modifiedProperties",
                        "servicePrincipal",
                        "initiatedBy");
        assertThat(json.path("activityDateTime").asString()).isEqualTo("2026-03-01T08:00:00Z");
        assertThat(json.path("provisioningAction").asString()).isEqualTo("stagedDelete");
        assertThat(json.at("/provisioningStatusInfo/status").asString()).isEqualTo("warning");
        assertThat(json.at("/provisioningStatusInfo/errorInformation").propertyNames())
                .containsExactlyInAnyOrder(
                        "errorCode", "reason", "additionalDetails", "errorCategory", "recommendedAction");
    }

    @Test
    void aLineThatWasCutInTheMiddleOfACharacterIsPassedOver() throws IOException {
        ProvisioningLog log = log(LogLimits.DEFAULT, NOW);
        append(log, record("1", ProvisioningAction.CREATE, ProvisioningStatus.SUCCESS, "Ada"));
        Files.write(path, new byte[]{'{', '"', (byte) 0xC3}, StandardOpenOption.APPEND);
        append(log, record("2", ProvisioningAction.CREATE, ProvisioningStatus.SUCCESS, "Bob"));

        assertThat(log.read(RecordQuery.NEWEST)).extracting(record -> record.sourceIdentity().displayName())
                .containsExactly("Ada", "Bob");
    }

    @Test
    void recordsAreFilteredAndTheNewestAreKept() {
        ProvisioningLog log = log(LogLimits.DEFAULT, NOW);
        append(
                log,
                record("1", ProvisioningAction.CREATE, ProvisioningStatus.SUCCESS, "Ada"),
                record("2", ProvisioningAction.CREATE, ProvisioningStatus.FAILURE, "Bob"),
                record("3", ProvisioningAction.UPDATE, ProvisioningStatus.FAILURE, "Ada L"));

        assertThat(ids(log, RecordQuery.NEWEST)).containsExactly("1", "2", "3");
        assertThat(ids(log, RecordQuery.NEWEST.withStatus(ProvisioningStatus.FAILURE))).containsExactly("2", "3");
        assertThat(ids(log, RecordQuery.NEWEST.withAction(ProvisioningAction.CREATE))).containsExactly("1", "2");
        assertThat(ids(log, RecordQuery.NEWEST.withIdentity("ada"))).containsExactly("1", "3");
        assertThat(ids(log, RecordQuery.NEWEST.withIdentity("T2"))).containsExactly("2");
        assertThat(ids(log, RecordQuery.NEWEST.withCycle("other"))).isEmpty();
        assertThat(ids(log, RecordQuery.NEWEST.withLimit(2))).containsExactly("2", "3");
    }

    @Test
    void aFullFileIsPutAsideAndOneOlderPartIsKept() throws IOException {
        ProvisioningRecord record = record("1", ProvisioningAction.CREATE, ProvisioningStatus.SUCCESS, "Ada");
        long line = JsonMapper.shared().writeValueAsString(record).length() + 1L;
        ProvisioningLog log = log(new LogLimits(line * 10, Duration.ofDays(30)), NOW);
        for (int i = 0; i < 100; i++) {
            append(log, record);
        }

        assertThat(Files.size(path)).isLessThanOrEqualTo(line * 10);
        assertThat(Files.size(folder.resolve("log.jsonl.1"))).isLessThanOrEqualTo(line * 10);
        assertThat(ids(log, RecordQuery.NEWEST)).hasSizeBetween(10, 20);
    }

    @Test
    void recordsOlderThanTheRetentionAreNotShownAndTheirFileGoes() {
        append(log(LogLimits.DEFAULT, NOW), record("1", ProvisioningAction.CREATE, ProvisioningStatus.SUCCESS, "Ada"));
        ProvisioningLog later = log(LogLimits.DEFAULT, NOW.plus(Duration.ofDays(30)).plusSeconds(1));

        assertThat(later.read(RecordQuery.NEWEST)).isEmpty();
        assertThat(path).exists();
        later.open().close();
        assertThat(path).isEmptyFile();
    }

    @Test
    void aLineThatWasCutOffHidesNoOther() throws IOException {
        ProvisioningLog log = log(LogLimits.DEFAULT, NOW);
        append(log, record("1", ProvisioningAction.CREATE, ProvisioningStatus.SUCCESS, "Ada"));
        Files.writeString(path, "{\"id\":\"2\",\"acti", StandardOpenOption.APPEND);
        append(log, record("3", ProvisioningAction.CREATE, ProvisioningStatus.SUCCESS, "Ada"));

        assertThat(ids(log, RecordQuery.NEWEST)).containsExactly("1", "3");
    }

    @Test
    void aPasswordIsNeverShown() {
        ModifiedProperty property = new ModifiedProperty("password", Optional.of("old"), Optional.of("new"));

        assertThat(property.oldValue()).contains(ModifiedProperty.REDACTED);
        assertThat(property.newValue()).contains(ModifiedProperty.REDACTED);
    }

    private ProvisioningLog log(LogLimits limits, Instant now) {
        return new ProvisioningLog(path, limits, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static void append(ProvisioningLog log, ProvisioningRecord... records) {
        try (ProvisioningLog.Writer writer = log.open()) {
            for (ProvisioningRecord record : records) {
                writer.append(record);
            }
        }
    }

    private static List<String> ids(ProvisioningLog log, RecordQuery query) {
        return log.read(query).stream().map(ProvisioningRecord::id).toList();
    }

    private static ProvisioningRecord record(
            String id, ProvisioningAction action, ProvisioningStatus status, String name) {
        LoggedSystem system = new LoggedSystem("s", "System");
        ErrorInformation error = new ErrorInformation("Timeout", "slow", Optional.empty(), "Failure", "wait");
        return new ProvisioningRecord(
                id,
                NOW,
                "tenant",
                "job",
                "cycle",
                "change",
                5,
                action,
                new StatusInfo(status, Optional.of(error)),
                List.of(),
                system,
                system,
                new LoggedIdentity("s" + id, name, "User"),
                new LoggedIdentity("t" + id, name, "User"),
                List.of(new ModifiedProperty("title", Optional.empty(), Optional.of("x"))),
                system,
                system);
    }
}
