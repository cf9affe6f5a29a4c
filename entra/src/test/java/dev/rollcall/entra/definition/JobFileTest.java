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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
        "tenant-url: https://x/scim\\nusers: {scoping-filters: [{clauses: [{attribute: department, operator: EQUAL, value: A}]}]} | did you mean EQUALS?",
        "tenant-url: https://x/scim\\nusers: {scoping-filters: [{clauses: [{attribute: department, operator: CONTAINS, value: A}]}]} | write one of EQUALS",
        "tenant-url: https://x/scim\\nusers: {scoping-filters: [{clauses: [{attribute: departmnt, operator: EQUALS, value: A}]}]} | did you mean department?",
        "tenant-url: https://x/scim\\nusers: {scoping-filters: [{clauses: [{attribut: department, operator: EQUALS, value: A}]}]} | did you mean attribute?",
        "tenant-url: https://x/scim\\nusers: {scoping-filters: [{clauses: [{attribute: department, operator: EQUALS}]}]} | it takes one value",
        "tenant-url: https://x/scim\\nusers: {scoping-filters: [{clauses: [{attribute: mail, operator: IS NULL, value: A}]}]} | it takes no value",
        "tenant-url: https://x/scim\\nusers: {scoping-filters: [{clauses: [{attribute: state, operator: EQUALS, value: [A]}]}]} | must be a text",
        "tenant-url: https://x/scim\\nusers: {scoping-filters: [{clauses: []}]} | a filter with clauses",
        "tenant-url: https://x/scim\\nusers: {scoping-filters: [{name: a}]} | a filter with clauses",
        "tenant-url: https://x/scim\\nusers: {scoping-filters: [{clauses: [{attribute: members, operator: EQUALS, value: A}]}]} | several values",
        "tenant-url: https://x/scim\\nusers: {mappings: [{target: title, source: jobTitel}]} | did you mean jobTitle?",
        "tenant-url: https://x/scim\\nusers: {scoping-filters: [{clauses: [{attribute: city, operator: &, values: [A]}]}]} | begins with &, * or ! into quotation marks.",
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
        "tenant-url: https://x/scim\\nusers:\\n  mappings:\\n    - target: title\\n      expression: ToLower([jobTitel]) | 4",
        "tenant-url: https://x/scim\\nusers:\\n  scoping-filters:\\n    - clauses:\\n        - attribute: city\\n          operator: EQALS\\n          value: Bonn | 5",
        "tenant-url: https://x/scim\\nusers:\\n  scoping-filters:\\n    - clauses:\\n        - attribute: city\\n          operator: EQUALS\\n          value: Bonn\\n        - attribute: citty\\n          operator: EQUALS\\n          value: Bonn | 8",
        "tenant-url: https://x/scim\\nusers:\\n  scoping-filters:\\n    - clauses:\\n        - attribute: city\\n          operator: EQUALS\\n          valu: Bonn | 7",
        "tenant-url: https://x/scim\\ngroups:\\n  enabled: perhaps | 3"
    })
    void whatIsWrongIsRefusedWithItsLine(String text, int line) {
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> read(text.replace("\\n", "\n")))
                .withMessageMatching("(?s).*job.yaml, line " + line + "[ :].*");
    }

    @Test
    void scopingFiltersTakeThePlaceOfTheSchemasAndReadAsThoseOfGraph() throws IOException {
        ProvisioningJob job = read(URL + """
            users:
              scoping-filters:
                - name: Sales near here
                  clauses:
                    - {attribute: department, operator: equals, value: Sales}
                    - {attribute: country, operator: "&", values: [DE, AT]}
                - clauses:
                    - attribute: extensionAttribute1
                      operator: Greater_Than
                      value: 40
                    - attribute: mail
                      operator: is not null
            """);

        assertThat(job.users().scope().text()).isEqualTo("department EQUALS \"Sales\" and country & \"DE\", \"AT\"; or "
                + "extensionAttribute1 Greater_Than \"40\" and mail IS NOT NULL");
        assertThat(job.users().scope().groups().getFirst().name()).isEqualTo("Sales near here");
        assertThat(job.groups().scope().isEmpty()).isTrue();

        JobFiles.writeWithSchema(folder, job, JobFile.schema(folder, job.template()));
        assertThat(JobFile.read(folder)).isEqualTo(job);
        assertThat(read(URL).users().scope()).isEqualTo(job.users().scope());
        assertThat(read(URL + "users:\n  scoping-filters: []\n").users().scope().isEmpty()).isTrue();
    }

    @Test
    void whatIsComparedIsTextAsItIsWritten() throws IOException {
        ProvisioningJob job = read(URL + """
            users:
              scoping-filters:
                - clauses:
                    - {attribute: employeeId, operator: "&", values: [007, +5, 1_000, 0x1F, 1.50, true, no, "null"]}
            """);

        assertThat(job.users().scope().groups().getFirst().clauses().getFirst().values())
                .containsExactly("007", "+5", "1_000", "0x1F", "1.50", "true", "no", "null");
    }

    @Test
    void aJobWithoutATokenStaysOneWhenItsFileIsWrittenAnew() throws IOException {
        ProvisioningJob job = read(URL);

        JobFiles.writeJob(folder, job);

        assertThat(JobFile.read(folder)).isEqualTo(job);
    }

    @Test
    void singleKeysAreReplacedAndTheRestStaysAsItWasWritten() throws IOException {
        ProvisioningJob job = read("# mine\r\n" + URL + """
            token:
              env: A   # theirs
            # who
            scope: all # everybody
            users:
              mappings:
                - target: title
                  remove: true
            """);
        ProvisioningJob wanted = job
                .withEndpoint(new JobEndpoint("https://other.example/it's", new TokenSource.TokenFile("token")))
                .withSettings(job.settings().withDeletionThreshold(OptionalInt.of(7)));

        JobFileEdit.of(folder, wanted).write();

        assertThat(JobFile.read(folder)).isEqualTo(wanted);
        assertThat(Files.readString(folder.resolve(JobFile.NAME))).isEqualTo("""
            # mine\r
            tenant-url: 'https://other.example/it''s'
            token:
              file: 'token'
            # who
            scope: all # everybody
            users:
              mappings:
                - target: title
                  remove: true
            accidental-deletion-threshold: 7
            """);
    }

    @Test
    void aFileWhoseKeysCannotBeReplacedIsLeftAsItIs() throws IOException {
        ProvisioningJob job = read("{tenant-url: https://x/scim, scope: all}\n");
        String before = Files.readString(folder.resolve(JobFile.NAME));

        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> JobFileEdit.of(folder, job.withSettings(job.settings().withScope(JobScope.ASSIGNED))))
                .withMessageContaining("write each key on a line of its own");
        assertThat(folder.resolve(JobFile.NAME)).hasContent(before);
    }

    @Test
    void aFileThatOnlyItsOwnerReadsStaysSo() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "no modes of files here");
        ProvisioningJob job = read(URL);
        Files.setPosixFilePermissions(folder.resolve(JobFile.NAME), PosixFilePermissions.fromString("rw-------"));

        JobFiles.writeJob(folder, job);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(JobFile.NAME))))
                .isEqualTo("rw-------");
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
