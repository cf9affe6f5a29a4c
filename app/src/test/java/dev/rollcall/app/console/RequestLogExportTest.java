package dev.rollcall.app.console;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The log as a file: what the filter finds, so much of it as one may, and nothing that a program for tables would run. */
class RequestLogExportTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String EXPORT = "/console/log/export";

    @TempDir
    private static Path folder;
    private static ConsoleService service;
    private static Browser browser;

    @BeforeAll
    static void serve() {
        service = ConsoleService.start(folder, Map.of("ROLLCALL_CONSOLE_LOG_EXPORT_ROWS", "5",
                "ROLLCALL_CONSOLE_LOG_EXPORT_SIZE", "64KiB"));
        browser = service.viewer();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theFileHasWhatTheFilterFindsAndNoFormula() {
        String id = connection("sheet");
        append(List.of(
                entry(id, 1, "=HYPERLINK(\"https://evil.example\")", "/Users", 400, "say \"no\", then\n-more", ""),
                entry(id, 2, "GET", "@SUM(A1:A9)", 409, "+taken", ""),
                entry(id, 3, "GET", "/Users/1", 200, "", "")));
        assertThat(browser.page("/console/log?connection=sheet&status=failed")).contains(
                "href=\"" + EXPORT + "?connection=" + id + "&amp;status=failed&amp;format=csv\"",
                "href=\"" + EXPORT + "?connection=" + id + "&amp;status=failed&amp;format=ndjson\"");

        HttpResponse<String> table = browser.get(EXPORT + "?connection=sheet&status=failed&format=csv");
        assertThat(table.statusCode()).isEqualTo(200);
        assertThat(table.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(table.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"log.csv\"");
        List<String> rows = List.of(table.body().split("\r\n", -1));
        assertThat(rows).hasSize(4).last().isEqualTo("");
        assertThat(rows.getFirst()).startsWith("time,connection,method,path,status,duration_ms,cause,error,");
        assertThat(rows.get(1)).contains(",\"sheet\",\"GET\",\"'@SUM(A1:A9)\",\"409\",", ",\"taken\",\"'+taken\",");
        assertThat(rows.get(2)).contains("\"'=HYPERLINK(\"\"https://evil.example\"\")\"",
                ",\"say \"\"no\"\", then\n'-more\",");

        List<JsonNode> lines = lines(EXPORT + "?connection=sheet&status=failed&format=ndjson");
        assertThat(lines).extracting(line -> line.path("type").asString("")).containsExactly("fscim", "fscim");
        assertThat(lines).extracting(line -> line.path("details").path("request").path("path").asString(""))
                .containsExactly("@SUM(A1:A9)", "/Users");
        assertThat(lines(EXPORT + "?connection=sheet&cause=taken")).hasSize(1);
        assertThat(browser.get(EXPORT + "?format=xlsx").statusCode()).isEqualTo(400);
    }

    /** A program that parts cells by a semicolon or a tab reads quotation marks in the middle of a line as letters. */
    @Test
    void noCellIsAFormulaWhateverPartsCells() {
        String id = connection("parted");
        List<String> formulas = List.of("a;=1+1", "a;+1", "a;-1", "a;@SUM(A1)", "a\t=1", "a\r\n=1", "a; \"=1\"",
                "a;;=1",
                "a;\uff1d1", " =1");
        List<RequestLogEntry> entries = new ArrayList<>();
        for (int i = 0; i < formulas.size(); i++) {
            entries.add(entry(id, i + 1, "GET", "/Users", 400, formulas.get(i), ""));
        }
        entries.add(entry(id, formulas.size() + 1, "GET", "/Users?a;b=c", 400, "one; two - three", ""));
        append(entries);
        StringBuilder table = new StringBuilder(browser.page(EXPORT + "?connection=parted&format=csv"));
        for (int more = 0; more < 3; more++) {
            Matcher next = Pattern.compile("follows in: ([^\"]+)\"").matcher(table);
            String url = "";
            while (next.find()) {
                url = next.group(1);
            }
            if (!url.isEmpty()) {
                table.append(browser.page(url));
            }
        }
        assertThat(table).contains("a;'=1+1", "a;'+1", "a;'-1", "a;'@SUM(A1)", "a\t'=1", "a\r\n'=1", "a; \"\"'=1\"\"",
                "a;;'=1", "a;'\uff1d1", "\" '=1\"", "\"one; two - three\"", "/Users?a;b=c");
        for (String mark : List.of(";", "\t", "\r\n", "\n")) {
            assertThat(table.toString().split(Pattern.quote(mark), -1)).as("cells parted by %s", mark)
                    .noneMatch(cell -> cell.strip().replace("\"", "").matches("(?s)[=+@\uff1d-].*"));
        }
    }

    @Test
    void aFileThatEndsEarlySaysSoAndHowToGoOn() {
        String id = connection("many");
        List<RequestLogEntry> entries = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            entries.add(entry(id, i, "GET", "/Users/" + i, 200, "", ""));
        }
        append(entries);
        List<JsonNode> first = lines(EXPORT + "?connection=many");
        assertThat(first).hasSize(6);
        String said = first.getLast().path("left_out").asString("");
        assertThat(said).contains("console.log-export-rows");
        List<JsonNode> rest = lines(said.substring(said.indexOf(EXPORT)));
        List<String> ids = new ArrayList<>();
        first.subList(0, 5).forEach(line -> ids.add(line.path("log_id").asString("")));
        rest.forEach(line -> ids.add(line.path("log_id").asString("")));
        assertThat(ids).containsExactlyElementsOf(entries.reversed().stream().map(RequestLogEntry::id).toList());

        String table = browser.page(EXPORT + "?connection=many&format=csv");
        assertThat(table.split("\r\n", -1)).hasSize(1 + 5 + 1 + 1);
        assertThat(table).contains("\"This file has as much as one may (console.log-export-rows");
    }

    @Test
    void aFileIsNoLargerThanOneMayBe() {
        String id = connection("large");
        List<RequestLogEntry> entries = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            entries.add(entry(id, i, "POST", "/Users", 201, "", "x".repeat(16_000)));
        }
        append(entries);
        String file = browser.page(EXPORT + "?connection=large");
        assertThat(file.length()).isBetween(32_000, 66_000);
        assertThat(file).contains("console.log-export-size");
        assertThat(browser.page(EXPORT + "?connection=large&format=csv").split("\r\n", -1)).as("without bodies")
                .hasSize(1 + 5 + 1);
    }

    @Test
    void whoMayNotSeeTheLogGetsNoFileOfIt() {
        JsonNode client = service.client("few", "read:connections");
        Browser other = service.browser();
        other.signIn(client.get("client_id").stringValue(), client.get("client_secret").stringValue());
        assertThat(other.get(EXPORT).statusCode()).isEqualTo(403);
    }

    private static List<JsonNode> lines(String path) {
        return browser.page(path).lines().map(MAPPER::readTree).toList();
    }

    private static String connection(String name) {
        return service.run("connection create --name " + name + " --strategy scim --print id");
    }

    private static void append(List<RequestLogEntry> entries) {
        try (Storage storage = MigratedSqlite.open(folder.resolve("data"), StoreOptions.defaults())) {
            storage.write(Share.HOUSE, "log", session -> {
                session.log().append(entries);
                return entries.size();
            });
        }
    }

    /** @param number later ones are newer */
    private static RequestLogEntry entry(String connection, int number, String method, String path, int status,
            String error, String body) {
        Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(100).plusSeconds(number);
        String hex = "%012x".formatted(time.toEpochMilli());
        return new RequestLogEntry(new ConnectionId(connection),
                hex.substring(0, 8) + "-" + hex.substring(8) + "-7000-8000-"
                        + "%012x".formatted(Integer.toUnsignedLong(connection.hashCode()) * 16 + number),
                time, "127.0.0.1", method, path, status, 1_500, Optional.empty(), Optional.of("User"),
                Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(error).filter(text -> !text.isEmpty()),
                Optional.of(body).filter(text -> !text.isEmpty()), Optional.empty(), Optional.empty());
    }
}
