package dev.rollcall.server;

import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Entity tags (requirements 7644-3.14-01 to -05, 9110-01, 9110-02). */
class ConditionalTest {
    private static final String RENAME = "[{'op':'replace','path':'title','value':'new'}]";

    private Service service;
    private ScimClient client;
    private String path;

    @BeforeEach
    void start(@TempDir Path folder) {
        service = Service.start(folder);
        client = service.connect("conditional");
        path = "/Users/" + client.user("anna");
        assertThat(client.patch(path, "[{'op':'add','path':'title','value':'old'}]").header("ETag"))
                .contains("W/\"2\"");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        W/"2"          | 304
        "2"            | 304
        "x", W/"2"     | 304
        *              | 304
        W/"1"          | 200
        2              | 200
        """)
    void ifNoneMatch(String tags, int status) {
        Answer answer = client.get(path, "If-None-Match", tags);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("ETag")).contains("W/\"2\"");
        if (status == 304) {
            assertThat(answer.text()).isEmpty();
        }
    }

    @Test
    void whatIsComputedIsAlwaysAnswered() {
        String user = path.substring("/Users/".length());
        client.patch("/Groups/" + client.group("Staff"),
                "[{'op':'add','path':'members','value':[{'value':'" + user + "'}]}]");
        Answer answer = client.get(path, "If-None-Match", client.get(path).header("ETag").orElseThrow());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("groups").path(0).path("display").stringValue()).isEqualTo("Staff");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        W/"2"          | true
        "2"            | true
        W/"1", W/"2"   | true
        *              | true
        W/"1"          | false
        "W/2"          | false
        """)
    void ifMatch(String tags, boolean applied) {
        String before = client.get(path).text();
        String body = ScimClient.user("anna", ",'title':'put'");
        Answer patched = client.patch(path, RENAME, "If-Match", tags);
        assertThat(patched.status()).isEqualTo(applied ? 200 : 412);
        if (applied) {
            assertThat(patched.header("ETag")).contains("W/\"3\"");
            assertThat(patched.json().path("meta").path("version").stringValue()).isEqualTo("W/\"3\"");
        } else {
            patched.error(412);
            client.put(path, body, "If-Match", tags).error(412);
            client.delete(path, "If-Match", tags).error(412);
            assertThat(client.get(path).text()).isEqualTo(before);
        }
    }

    @Test
    void putAndDeleteWithTheCurrentTagAreApplied() {
        Answer put = client.put(path, ScimClient.user("anna", ",'title':'put'"), "If-Match", "W/\"2\"");
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.header("ETag")).contains("W/\"3\"");
        client.delete(path, "If-Match", "W/\"2\"").error(412);
        assertThat(client.delete(path, "If-Match", "W/\"3\"").status()).isEqualTo(204);
        client.patch(path, RENAME, "If-Match", "*").error(404);
    }

    @Test
    void aTagThatIsNoneIsRefused() {
        assertThat(client.patch(path, RENAME, "If-Match", "2").error(400)).contains("W/\"3\"");
    }

    @Test
    void whatChangesNothingKeepsTheTag() {
        assertThat(client.patch(path, "[{'op':'replace','path':'title','value':'old'}]").header("ETag"))
                .contains("W/\"2\"");
        assertThat(client.put(path, ScimClient.user("anna", ",'title':'old'")).header("ETag")).contains("W/\"2\"");
    }
}
