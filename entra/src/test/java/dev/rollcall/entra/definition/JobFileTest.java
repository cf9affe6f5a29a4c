package dev.rollcall.entra.definition;

import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.mapping.AttributeMapping;
import dev.rollcall.entra.mapping.DefaultTemplate;
import dev.rollcall.entra.mapping.FlowBehavior;
import dev.rollcall.entra.mapping.FlowType;
import dev.rollcall.entra.mapping.ObjectFlow;
import dev.rollcall.entra.mapping.ObjectMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The job file, read strictly. */
class JobFileTest {
    private static final String URL = "tenant-url: https://scim.example.com/v2?aadOptscim062020\n";

    @TempDir
    Path folder;

    @Test
    void aFileWithTheUrlAloneHasTheDefaults() throws IOException {
        ProvisioningJob job = read(URL);

        assertThat(job.template()).isEqualTo(JobTemplate.SCIM);
        assertThat(job.token()).isEqualTo(new TokenSource.None());
        assertThat(job.scope()).isEqualTo(JobScope.ASSIGNED);
        assertThat(job.deletionThreshold()).isEmpty();
        assertThat(job.skipOutOfScopeDeletions()).isFalse();
        assertThat(job.interval()).isEqualTo(Duration.ofMinutes(40));
        assertThat(job.parallelism()).isEqualTo(8);
        assertThat(job.users()).isEqualTo(DefaultTemplate.scim().users());
        assertThat(job.groups()).isEqualTo(DefaultTemplate.scim().groups());
    }

    @Test
    void theFileOfANewFolderReadsAsTheJobThatItWasWrittenFrom() {
        ProvisioningJob sample = ProvisioningJob.sample(JobTemplate.SCIM, "https://scim.example.com/it's",
                new TokenSource.Variable(TokenSource.DEFAULT_VARIABLE));

        JobFiles.writeJob(folder, sample);

        assertThat(JobFile.read(folder)).isEqualTo(sample);
    }

    @Test
    void rowsAreChangedAddedAndRemovedByTheirTarget() throws IOException {
        ObjectMapping users = read(URL + """
            users:
              actions: [update, delete]
              mappings:
                - target: externalId
                  source: objectId
                - target: emails[type eq "work"].value
                  match: 2
                - target: nickName
                  expression: ToLower([givenName])
                  default: nobody
                  apply: on-create
                - target: title
                  remove: true
            """).users();

        assertThat(users.flows()).containsExactlyInAnyOrder(ObjectFlow.UPDATE, ObjectFlow.DELETE);
        assertThat(row(users, "externalId").orElseThrow().source()).isEqualTo("objectId");
        assertThat(users.matching()).extracting(AttributeMapping::target)
                .containsExactly("userName", "emails[type eq \"work\"].value");
        AttributeMapping nick = row(users, "nickName").orElseThrow();
        assertThat(nick.type()).isEqualTo(FlowType.EXPRESSION);
        assertThat(nick.defaultValue()).contains("nobody");
        assertThat(nick.behavior()).isEqualTo(FlowBehavior.ONLY_DURING_OBJECT_CREATION);
        assertThat(row(users, "title")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "tenant_url: https://x/scim | has no key 'tenant_url': did you mean tenant-url?",
        "scope: assigned | tenant-url",
        "tenant-url: ftp://x | tenant-url",
        "tenant-url: https://x/scim\\nscope: asigned | did you mean assigned?",
        "tenant-url: https://x/scim\\nscope: | scope in",
        "tenant-url: https://x/scim\\ntoken: s3cret | token itself does not belong here",
        "tenant-url: https://x/scim\\ntoken: {env: A, file: b} | either env or file",
        "tenant-url: https://x/scim\\nparallelism: 0 | a whole number from 1 to 64",
        "tenant-url: https://x/scim\\ninterval: 40 | such as 40m",
        "tenant-url: https://x/scim\\ninterval: 0s | such as 40m",
        "tenant-url: https://x/scim\\ntemplate: zoom | one of customappsso, scim",
        "tenant-url: https://x/scim\\nskip-out-of-scope-deletions: maybe | true or false",
        "tenant-url: https://x/scim\\nusers: {mappings: [{target: a}]} | one of source, constant and expression",
        "tenant-url: https://x/scim\\nusers: {mappings: [{target: a, sorce: b}]} | did you mean source?",
        "tenant-url: https://x/scim\\nusers: {mappings: [{target: a, source: b, constant: c}]} | only one of",
        "tenant-url: https://x/scim\\nusers: {mappings: [{target: a, expression: 'Nope([b])'}]} | users.mappings[1] in",
        "tenant-url: https://x/scim\\nusers: {mappings: [{target: diplayName, source: b}]} | did you mean displayName?",
        "tenant-url: https://x/scim\\nusers: {mappings: [{target: 'a b', source: b}]} | is no target attribute",
        "tenant-url: https://x/scim\\nusers: {mappings: [{target: zzz, remove: true}]} | users.mappings[1].target",
        "tenant-url: https://x/scim\\nusers: {mappings: [{target: userName, match: off}]} | match: 1",
        "tenant-url: https://x/scim\\nusers: {actions: [creat]} | did you mean create?",
        "tenant-url: https://x/scim\\nscope: all\\nscope: all | not valid YAML at line 3",
        "[] | the file in"
    })
    void whatIsWrongIsRefusedAndTheMessageSaysWhatToWrite(String text, String message) {
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> read(text.replace("\\n", "\n")))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.DEFINITION))
                .withMessageContaining(message)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("s3cret"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "tenant-url: https://x/scim\\n\\nscope: asigned | 3",
        "tenant-url: https://x/scim\\n# x\\ntenant_url: y | 3",
        "template: scim\\ntenant-url: ftp://x | 2",
        "tenant-url: https://x/scim\\nscope: | 2",
        "tenant-url: https://x/scim\\ntoken:\\n  env: A\\n  fille: b | 4",
        "tenant-url: https://x/scim\\nusers:\\n  mappings:\\n    - target: title\\n      remove: true\\n    - target: a b\\n      source: c | 6",
        "tenant-url: https://x/scim\\nusers:\\n  mappings:\\n    - target: title\\n      sorce: c | 5",
        "tenant-url: https://x/scim\\nusers:\\n  actions:\\n    - create\\n    - creat | 3",
        "tenant-url: https://x/scim\\ngroups:\\n  enabled: perhaps | 3"
    })
    void whatIsWrongIsRefusedWithItsLine(String text, int line) {
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> read(text.replace("\\n", "\n")))
                .withMessageMatching("(?s).*job.yaml, line " + line + "[ :].*");
    }

    @Test
    void aFolderWithoutJobSaysHowToMakeOne() {
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> JobFile.read(folder))
                .withMessageContaining("rollcall entra init");
    }

    @Test
    void theTokenComesFromTheVariableOrTheFile() throws IOException {
        TokenSource variable = read(URL + "token: {env: MY_TOKEN}\n").token();
        assertThat(variable.token(folder, name -> Optional.of("t0").filter(token -> name.equals("MY_TOKEN"))))
                .contains("t0");
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> variable.token(folder, name -> Optional.empty()))
                .withMessageContaining("MY_TOKEN");

        TokenSource file = read(URL + "token: {file: token.txt}\n").token();
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> file.token(folder, name -> Optional.empty()))
                .withMessageContaining("token.txt");
        Files.writeString(folder.resolve("token.txt"), "t1\n");
        assertThat(file.token(folder, name -> Optional.empty())).contains("t1");
    }

    @Test
    void aBrokenSchemaIsRefused() throws IOException {
        Files.writeString(folder.resolve(JobFile.SCHEMA_NAME), "{}");

        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> read(URL))
                .withMessageContaining(JobFile.SCHEMA_NAME);
    }

    private ProvisioningJob read(String text) throws IOException {
        Files.writeString(folder.resolve(JobFile.NAME), text);
        return JobFile.read(folder);
    }

    private static Optional<AttributeMapping> row(ObjectMapping mapping, String target) {
        return mapping.attributes().stream().filter(row -> row.target().equals(target)).findFirst();
    }
}
