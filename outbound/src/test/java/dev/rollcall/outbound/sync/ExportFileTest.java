package dev.rollcall.outbound.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExportFileTest {
    private static final String NDJSON = """
        {"user_id":"auth0|1","email":"ada@example.com","blocked":true,"user_metadata":{"phone":"+1"}}

        {"user_id":"auth0|2","email":"bea@example.com"}
        {"user_id":"auth0|3","email":"cid@example.com"}
        """;

    @TempDir
    Path folder;

    @Test
    void anExportOfAuth0IsReadPageByPageAndFromAnyPlace() throws IOException {
        Path file = write("users.ndjson", NDJSON);
        try (ExportFile users = new ExportFile(file)) {
            SourcePage first = users.page("", 2);
            assertThat(ids(first)).containsExactly("auth0|1", "auth0|2");
            assertThat(first.users().getFirst().profile().path("user_metadata").path("phone").asString())
                    .isEqualTo("+1");
            assertThat(ids(users.page(first.next().orElseThrow(), 2))).containsExactly("auth0|3");
        }
        try (ExportFile again = new ExportFile(file)) {
            assertThat(ids(again.page("3", 2))).containsExactly("auth0|3");
            assertThat(ids(again.page("", 5))).hasSize(3);
        }
    }

    @Test
    void aCompressedExportIsReadAlike() throws IOException {
        Path file = folder.resolve("users.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(NDJSON.getBytes(StandardCharsets.UTF_8));
        }
        try (ExportFile users = new ExportFile(file)) {
            SourcePage page = users.page("", 10);
            assertThat(ids(page)).hasSize(3);
            assertThat(page.next()).isEqualTo(Optional.empty());
        }
    }

    @Test
    void aTableHasPartsByADotAndFlagsAsFlags() throws IOException {
        Path file = write("users.csv", "user_id,email,user_metadata.phone,blocked\nauth0|1,ada@example.com,'+1 2,true\n"
                + "auth0|2,\"bea, who else\",,\n");
        try (ExportFile users = new ExportFile(file)) {
            List<SourceUser> all = users.page("", 10).users();
            assertThat(all.get(0).profile()).hasToString("{\"user_id\":\"auth0|1\",\"email\":\"ada@example.com\","
                    + "\"user_metadata\":{\"phone\":\"+1 2\"},\"blocked\":true}");
            assertThat(all.get(1).profile()).hasToString("{\"user_id\":\"auth0|2\",\"email\":\"bea, who else\"}");
        }
    }

    @Test
    void whatIsWrongIsSaidWithThePlace() throws IOException {
        refuses("users.ndjson", "{\"user_id\":\"auth0|1\"}\n{\"email\":\"x\"}\n", "user 2", "no user_id");
        refuses("users.ndjson", "{\"user_id\":\"auth0|1\"}\n{\"user_id\":\"auth0|1\"}\n", "user 2", "another user's");
        refuses("users.ndjson", "[{\"user_id\":\"auth0|1\"}]\n", "user 1", "NDJSON");
        refuses("users.txt", "", "users.txt", ".csv");
        assertThatThrownBy(() -> new ExportFile(folder.resolve("none.csv")).page("", 1))
                .isInstanceOf(SourceFileException.class)
                .hasMessageContaining("cannot be opened");
    }

    /** An array, or a quote that nobody closes, is one record for whoever reads it; it must not be in memory before it is refused. */
    @Test
    void aRecordThatNeverEndsIsRefusedBeforeItIsRead() throws IOException {
        String endless = "x".repeat(ExportFile.LONGEST_RECORD * 2);
        refuses("users.ndjson", "{\"user_id\":\"" + endless + "\"}\n", "user 1", "more than 1048576 characters",
                "NDJSON");
        refuses("users.csv", "user_id,name\n1,Ada\n2,\"" + endless + "\n", "user 2", "more than 1048576 characters");
        refuses("users.csv", "user_id,name\n" + "i".repeat(1_025) + ",Ada\n", "user 1", "more than 1024 characters");
    }

    @Test
    void aPageOfLargeUsersIsShorter() throws IOException {
        String large = "x".repeat(ExportFile.LONGEST_RECORD - 100);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            text.append("{\"user_id\":\"%d\",\"name\":\"%s\"}\n".formatted(i, large));
        }
        try (ExportFile users = new ExportFile(write("users.ndjson", text.toString()))) {
            SourcePage first = users.page("", 100);
            assertThat(first.users()).hasSizeBetween(3, 5);
            assertThat(ids(users.page(first.next().orElseThrow(), 100))).startsWith("" + first.users().size());
        }
    }

    private void refuses(String name, String text, String... words) throws IOException {
        Path file = write(name, text);
        assertThatThrownBy(() -> {
            try (ExportFile users = new ExportFile(file)) {
                assertThat(users.page("", 10)).isNull();
            }
        }).isInstanceOf(SourceFileException.class).hasMessageContainingAll(words);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<String> ids(SourcePage page) {
        List<String> ids = new ArrayList<>();
        page.users().forEach(user -> ids.add(user.userId()));
        return ids;
    }
}
