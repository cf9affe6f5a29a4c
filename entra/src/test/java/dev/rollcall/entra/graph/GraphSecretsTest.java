package dev.rollcall.entra.graph;

import dev.rollcall.entra.definition.JobFile;
import dev.rollcall.entra.definition.JobScope;
import dev.rollcall.entra.definition.TokenSource;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.rollcall.entra.graph.GraphBench.SYNCHRONIZATION;
import static dev.rollcall.entra.graph.GraphBench.json;
import static org.assertj.core.api.Assertions.assertThat;

/** {@code PUT} and {@code GET /secrets}. */
class GraphSecretsTest {
    private static final String SECRETS = SYNCHRONIZATION + "/secrets";

    @TempDir
    Path folder;

    private GraphBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new GraphBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatIsPutIsWrittenIntoTheJobAndTheTokenIsNeverAnswered() throws Exception {
        String before = Files.readString(folder.resolve(JobFile.NAME));

        HttpResponse<String> put = put(
                """
                    {"value":[{"key":"BaseAddress","value":"http://127.0.0.1:2/other?aadOptscim062020"},
                    {"key":"SecretToken","value":"tok_new.secret"},{"key":"SyncAll","value":"true"},
                    {"key":"SyncNotificationSettings","value":"{\\"Enabled\\":false,\\"DeleteThresholdEnabled\\":true,\\"DeleteThresholdValue\\":7}"}]}""");

        assertThat(put.statusCode()).as(put.body()).isEqualTo(204);
        assertThat(bench.job.job().tenantUrl()).isEqualTo("http://127.0.0.1:2/other?aadOptscim062020");
        assertThat(bench.job.job().token()).isEqualTo(new TokenSource.TokenFile("token"));
        assertThat(bench.job.job().scope()).isEqualTo(JobScope.ALL);
        assertThat(bench.job.job().deletionThreshold()).hasValue(7);
        Path token = folder.resolve("token");
        assertThat(token).hasContent("tok_new.secret\n");
        if (token.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token))).isEqualTo("rw-------");
        }
        String after = Files.readString(folder.resolve(JobFile.NAME));
        assertThat(after).doesNotContain("tok_new").contains("# How many requests are in flight at most");
        assertThat(after.lines().filter(line -> line.startsWith("#")))
                .containsExactlyElementsOf(before.lines().filter(line -> line.startsWith("#")).toList());

        String shown = bench.call("GET", SECRETS, "").body();
        assertThat(shown).doesNotContain("tok_new");
        assertThat(json(bench.call("GET", SECRETS, "")).path("value")).hasToString(
                """
                    [{"key":"BaseAddress","value":"http://127.0.0.1:2/other?aadOptscim062020"},{"key":"SecretToken","value":"*"},\
                    {"key":"SyncNotificationSettings","value":"{\\"Enabled\\":false,\\"DeleteThresholdEnabled\\":true,\\"DeleteThresholdValue\\":7}"},\
                    {"key":"SyncAll","value":"true"}]""");
    }

    @Test
    void whatIsPutBackAsItWasShownChangesNothing() throws Exception {
        String before = Files.readString(folder.resolve(JobFile.NAME));
        String shown = bench.call("GET", SECRETS, "").body();
        assertThat(shown).doesNotContain("hidden");

        assertThat(put(shown).statusCode()).isEqualTo(204);

        assertThat(folder.resolve(JobFile.NAME)).hasContent(before);
        assertThat(bench.job.job().tenantUrl()).contains("key=hidden");
        assertThat(folder.resolve("token")).doesNotExist();
    }

    @Test
    void aFileOfThatNameThatIsNotTheJobsStays() throws Exception {
        Files.writeString(folder.resolve("token"), "mine");

        HttpResponse<String> refused = put("{\"value\":[{\"key\":\"SecretToken\",\"value\":\"tok_new.secret\"}]}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/message").asString()).contains("does not read").doesNotContain("tok_new");
        assertThat(folder.resolve("token")).hasContent("mine");
        assertThat(bench.job.job().token()).isInstanceOf(TokenSource.Variable.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`',
            textBlock = """
                {}~some of BaseAddress
                {"value":[{"key":"SecretTokn","value":"a"}]}~did you mean SecretToken?
                {"value":[{"key":"UserName","value":"a"}]}~write some of
                {"value":[{"key":"SecretToken","value":""}]}~must be one line
                {"value":[{"key":"SecretToken","value":"a\\nb"}]}~must be one line
                {"value":[{"key":"SecretToken","value":7}]}~must be a text
                {"value":[{"key":"BaseAddress","value":"ftp://x"}]}~BaseAddress: The tenant URL
                {"value":[{"key":"BaseAddress","value":"https://x/scim?aadOptscim06202"}]}~did you mean aadOptscim062020?
                {"value":[{"key":"SyncAll","value":"yes"}]}~must be "true" or "false"
                {"value":[{"key":"SyncNotificationSettings","value":"{"}]}~is no JSON
                {"value":[{"key":"SyncNotificationSettings","value":"{\\"DeleteTresholdEnabled\\":true}"}]}~did you mean DeleteThresholdEnabled?
                {"value":[{"key":"SyncNotificationSettings","value":"{\\"DeleteThresholdEnabled\\":true,\\"DeleteThresholdValue\\":-1}"}]}~0 or more
                """)
    void whatIsNotUnderstoodIsRefusedAndChangesNothing(String body, String message) throws Exception {
        String before = Files.readString(folder.resolve(JobFile.NAME));

        HttpResponse<String> refused = put(body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/message").asString()).contains(message);
        assertThat(folder.resolve(JobFile.NAME)).hasContent(before);
    }

    private HttpResponse<String> put(String body) throws Exception {
        return bench.call("PUT", SECRETS, body);
    }
}
