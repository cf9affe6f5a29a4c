package dev.rollcall.entra.job;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.cycle.CycleChoice;
import dev.rollcall.entra.cycle.CycleListener;
import dev.rollcall.entra.cycle.CycleReport;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobFile;
import dev.rollcall.entra.definition.JobTemplate;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.mapping.DefaultTemplate;
import dev.rollcall.entra.state.CycleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What takes the place of a job or of its schema, and what is kept of it. */
class JobReplacementTest extends JobFolderBench {
    @Test
    void aJobMovesToTheOldTemplateAndBackWithItsSchemaAndWithoutItsLinks() throws IOException {
        replace("users:", "users:\n  mappings:\n    - target: externalId\n      source: objectId");
        job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        String oldId = job.status().jobId();
        ProvisioningJob before = job.job();

        Path backup = job.moveTo(JobTemplate.CUSTOMAPPSSO);

        assertThat(job.status().jobId()).startsWith("customappsso.");
        assertThat(job.status().linkedUsers()).isZero();
        assertThat(job.job().users()).isEqualTo(before.users());
        assertThat(JsonMapper.shared().readTree(Files.readString(backup)).path("id").asString()).isEqualTo(oldId);
        CycleReport report = job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        assertThat(report.kind()).isEqualTo(CycleKind.INITIAL);
        assertThat(target.count(ObjectType.USER)).isEqualTo(25);

        job.moveTo(JobTemplate.SCIM);
        assertThat(job.job().users()).isEqualTo(before.users());
        assertThat(job.job().groups()).isEqualTo(before.groups());
        assertThat(job.job()).isEqualTo(before);
    }

    @Test
    void anExportIsImportedAsTheSameJob(@TempDir Path other) throws IOException {
        replace("scope: assigned", "scope: all");
        replace("parallelism: 8", "parallelism: 3");
        ObjectNode exported = job.export();
        JobFolder imported = JobFolder.init(other, "http://127.0.0.1:1/other", environment());

        imported.importJob(exported);

        assertThat(imported.job()).isEqualTo(job.job());
        assertThat(exported.path("templateId").asString()).isEqualTo("scim");
        assertThat(exported.path("schema").path("synchronizationRules").isArray()).isTrue();
    }

    @Test
    void aSchemaOfGraphIsTakenAndComesBackAsItCameWhileTheJobStays() throws IOException {
        job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        String id = job.status().jobId();
        JsonNode schema = graphSchema();
        String before = Files.readString(folder.resolve(JobFile.NAME));

        Path kept = job.putSchema(schema);

        assertThat(job.schema()).hasToString(schema.toString());
        assertThat(job.export().path("schema")).hasToString(schema.toString());
        assertThat(job.status().jobId()).isEqualTo(id);
        assertThat(job.status().linkedUsers()).isEqualTo(25);
        assertThat(kept.resolve(JobFile.NAME)).hasContent(before);
        assertThat(kept.resolve(JobFolder.STATE_NAME)).exists();
        CycleReport report = job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        assertThat(report.kind()).isEqualTo(CycleKind.INITIAL);
        assertThat(report.counts().disabled()).isPositive();
        assertThat(report.counts().disabled()).isLessThan(25);
    }

    @Test
    void whatAnImportReplacesIsKeptEachTime(@TempDir Path other) throws IOException {
        JobFolder imported = JobFolder.init(other, "http://127.0.0.1:1/other", environment());
        String before = Files.readString(other.resolve(JobFile.NAME));

        Path first = imported.importJob(job.export());
        Path second = imported.importJob(job.export());

        assertThat(first.resolve(JobFile.NAME)).hasContent(before);
        assertThat(second).isNotEqualTo(first);
        assertThat(second.resolve(JobFile.SCHEMA_NAME)).exists();
    }

    @Test
    void aSchemaThatIsNotUnderstoodChangesNothing() throws IOException {
        ObjectNode schema = graphSchema();
        ((ObjectNode) schema.at("/synchronizationRules/0")).putObject("groupFilter")
                .putArray("includedGroups")
                .add("g");
        String before = Files.readString(folder.resolve(JobFile.NAME));

        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> job.putSchema(schema))
                .withMessageContaining("groupFilter");

        ObjectNode unmatched = graphSchema();
        ((ObjectNode) unmatched.at("/synchronizationRules/0/objectMappings/0/attributeMappings/0"))
                .put("matchingPriority", 0);
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> job.putSchema(unmatched))
                .withMessageContaining("no row with the matchingPriority 1");
        assertThat(folder.resolve(JobFile.NAME)).hasContent(before);
        assertThat(folder.resolve(JobFile.SCHEMA_NAME)).doesNotExist();
    }

    @Test
    void whatStandsInTheQueryOfTheTenantUrlIsNeitherExportedNorLogged(@TempDir Path other) throws IOException {
        JobFolder secret = JobFolder.init(other, "http://127.0.0.1:1/scim?key=" + SECRET + "&aadOptscim062020",
                environment());

        secret.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        Path backup = secret.moveTo(JobTemplate.CUSTOMAPPSSO);

        assertThat(secret.export().toString()).doesNotContain(SECRET).contains("/scim?aadOptscim062020");
        assertThat(secret.testConnection().tenantUrl()).isEqualTo("http://127.0.0.1:1/scim?aadOptscim062020");
        assertThat(Files.readString(other.resolve(JobFolder.LOG_NAME))).doesNotContain(SECRET).contains("/scim?aad");
        assertThat(Files.readString(backup)).doesNotContain(SECRET);
    }

    @Test
    void aDeletedJobWhoseRowsWereAboutItsSchemaIsMadeAnew() throws IOException {
        ObjectNode schema = graphSchema();
        ((ArrayNode) schema.at("/synchronizationRules/0/objectMappings/0/attributeMappings"))
                .add(JsonMapper.shared().readTree("""
                    {"targetAttributeName":"nickName","source":{"expression":"[givenName]","type":"Attribute"}}"""));
        job.putSchema(schema);
        replace("users:", "users:\n  mappings:\n    - target: nickName\n      remove: true");
        job.job();

        job.delete();
        assertThat(job.exists()).isFalse();
        assertThat(job.isDeleted()).isTrue();
        job.create(JobTemplate.SCIM);

        assertThat(job.job().users()).isEqualTo(DefaultTemplate.scim().users());
        assertThat(job.status().jobId()).startsWith("scim.");
    }

    @Test
    void ofWhatIsReplacedTheNewestAreKeptAndNothingThatSomebodyElsePutThere() throws IOException {
        ObjectNode schema = job.schema();
        Path oldest = job.putSchema(schema);
        Path second = job.putSchema(schema);
        Files.writeString(second.resolve("note.txt"), "mine");
        for (int i = 0; i < ReplacedFiles.MOST_KEPT; i++) {
            job.putSchema(schema);
        }

        assertThat(oldest).doesNotExist();
        assertThat(second.resolve("note.txt")).hasContent("mine");
        try (Stream<Path> kept = Files.list(folder)) {
            assertThat(kept.filter(path -> path.getFileName().toString().startsWith("replaced-")))
                    .hasSize(ReplacedFiles.MOST_KEPT + 1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/settings/scope | al | assigned or all",
        "/settings/baseAddress | ftp://x | settings.baseAddress",
        "/settings/parallelism | many | from 1 to 64",
        "/settings/skipOutOfScopeDeletions | yes | true or false",
        "/schedule/interval | PT0.5S | at least one second"})
    void anExportThatTheJobFileWouldRefuseIsRefusedAtOnce(String pointer, String value, String message)
            throws IOException {
        ObjectNode exported = job.export();
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) exported.at(pointer.substring(0, slash))).put(pointer.substring(slash + 1), value);
        String before = Files.readString(folder.resolve(JobFile.NAME));

        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> job.importJob(exported))
                .withMessageContaining(message);
        assertThat(folder.resolve(JobFile.NAME)).hasContent(before);
    }

    /** Only who works in the department of the first user is in scope. */
    private ObjectNode graphSchema() {
        ObjectNode schema = job.schema();
        schema.put("id", "scim.1").put("version", "Date:2026-11-27");
        schema.putArray("directories").addObject().put("name", "Azure Active Directory").put("readOnly", true);
        ObjectNode users = (ObjectNode) schema.at("/synchronizationRules/0/objectMappings/0");
        users.putArray("metadata").addObject().put("key", "EscrowBehavior").put("value", "Default");
        users.set("scope", JsonMapper.shared().readTree("""
            {"groups":[{"name":"one","clauses":[{"operatorName":"EQUALS","sourceOperandName":"department",
            "targetOperand":{"values":["Engineering"]}}]}],"inputFilterGroups":[],"categoryFilterGroups":[]}"""));
        return schema;
    }

    @Test
    void aFilterOnAnAttributeThatNobodyHasIsRefused() {
        ObjectNode schema = graphSchema();
        ((ObjectNode) schema.at("/synchronizationRules/0/objectMappings/0/scope/groups/0/clauses/0"))
                .put("sourceOperandName", "departmnt");
        job.putSchema(schema);

        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> job.run(CycleChoice.AUTOMATIC, CycleListener.NONE))
                .withMessageContaining("did you mean department?");
    }
}
