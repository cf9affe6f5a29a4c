package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.LogQuery;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LogFollowerTest {
    private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");
    private static final Duration STRETCH = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private LocalDirectory directory;
    private ConnectionId connection;

    @BeforeEach
    void open() {
        assertThat(CommandRun.of(folder, "connection", "create", "--name", "acme", "--strategy", "waad").code())
                .isZero();
        PrintStream discarded = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(discarded, discarded, Map.of(), folder, Clock.systemUTC());
        directory = LocalDirectory.open(new SettingSources(Map.of(), Optional.empty(), Map.of(), folder).read(),
                terminal);
        connection = directory.connections().find("acme").orElseThrow().id();
    }

    @AfterEach
    void close() {
        directory.close();
    }

    @Test
    void theNewestRowsComeFirstAndEachRowOnce() {
        append(at(NOW.minusSeconds(4), "/1"), at(NOW.minusSeconds(3), "/2"), at(NOW.minusSeconds(2), "/3"));
        LogFollower follower = follower(2);
        assertThat(paths(follower.first())).containsExactly("/2", "/3");
        assertThat(follower.look(STRETCH)).isEmpty();
        append(at(NOW.minusSeconds(1), "/4"));
        assertThat(paths(follower.look(STRETCH))).containsExactly("/4");
        assertThat(follower.look(STRETCH)).isEmpty();
    }

    @Test
    void aRowThatIsWrittenAfterALaterOneIsNotMissed() {
        LogFollower follower = follower(10);
        follower.first();
        append(at(NOW.minusSeconds(1), "/fast"));
        assertThat(paths(follower.look(STRETCH))).containsExactly("/fast");
        append(at(NOW.minusSeconds(3), "/slow"));
        assertThat(paths(follower.look(STRETCH))).containsExactly("/slow");
    }

    @Test
    void moreRowsThanAPageAreAllRead() {
        LogFollower follower = follower(10);
        follower.first();
        RequestLogEntry[] rows = new RequestLogEntry[2_500];
        Arrays.setAll(rows, i -> at(NOW.minusMillis(2_600 - i), "/" + i));
        append(rows);
        assertThat(follower.look(STRETCH)).hasSize(2_500).doesNotHaveDuplicates();
    }

    @Test
    void onlyRowsOfTheQueryAreFollowed() {
        LogFollower follower = new LogFollower(
                directory.storage(), new LogQuery(connection, Optional.empty(), 400, 499, Optional.empty(), 10),
                clock());
        follower.first();
        append(at(NOW, "/1"));
        assertThat(follower.look(STRETCH)).isEmpty();
    }

    @Test
    void whatClientsSentCannotMoveTheCursor() {
        RequestLogEntry entry = at(NOW, "/scim/v2/connections/" + connection + "/Users?a=\u001b[2J\u0007\u009b\n");
        assertThat(LogText.lines(entry)).containsExactly(
                "2026-01-31T08:00:00.000Z  200  GET       1.5 ms  /Users?a=?[2J???");
    }

    private LogFollower follower(int limit) {
        return new LogFollower(
                directory.storage(), new LogQuery(connection, Optional.empty(), 0, 999, Optional.empty(), limit),
                clock());
    }

    private void append(RequestLogEntry... rows) {
        directory.storage().write(Share.HOUSE, "log", session -> {
            session.log().append(List.of(rows));
            return rows.length;
        });
    }

    private static List<String> paths(List<RequestLogEntry> rows) {
        return rows.stream().map(RequestLogEntry::path).toList();
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private RequestLogEntry at(Instant time, String path) {
        String id = new IdSource(Clock.fixed(time, ZoneOffset.UTC), new Random(path.hashCode())).next();
        return new RequestLogEntry(
                connection, id, time, "192.0.2.7", "GET", path, 200, 1_500, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
    }
}
