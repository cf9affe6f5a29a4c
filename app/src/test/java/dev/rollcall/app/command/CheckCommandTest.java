package dev.rollcall.app.command;

import com.sun.net.httpserver.HttpServer;
import dev.rollcall.app.CommandRun;
import dev.rollcall.app.terminal.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the check refuses before it asks an endpoint anything, and what it tells when there is none. */
final class CheckCommandTest {
    /** Nobody listens on it. */
    private static final String NOBODY = "http://127.0.0.1:1/scim/v2";

    @TempDir
    Path folder;

    @Test
    void allChecksAreListed() {
        CommandRun run = CommandRun.of(folder, "check", "--list");
        assertThat(run.code()).isZero();
        assertThat(run.out().lines()).hasSizeGreaterThan(150).anyMatch(line -> line.startsWith("entra.filter-empty "));
    }

    @Test
    void anEndpointThatIsNotThereCannotBeChecked() {
        CommandRun run = CommandRun.of(folder, "check", NOBODY, "--token", "secret-of-nobody");
        assertThat(run.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("There is no answer from " + NOBODY).doesNotContain("secret-of-nobody");
    }

    @Test
    void aMissingTokenIsNamed() {
        assertThat(CommandRun.of(folder, "check", NOBODY).err()).contains("No token was given", "--token-file");
    }

    @Test
    void whatCannotWorkIsRefusedFirst() throws Exception {
        Files.writeString(folder.resolve("token"), "t");
        refused("missing", "check");
        refused("Give either", "check", NOBODY, "--token", "t", "--token-file", "token");
        refused("cannot be read", "check", NOBODY, "--token-file", "nowhere");
        refused("No report can be written", "check", NOBODY, "--html", "nowhere/report.html");
        refused("No report can be written", "check", NOBODY, "--junit", ".");
        refused("There is no profile", "check", NOBODY, "--profile", "azure");
        refused("Did you mean 'entra.filter-empty'?", "check", NOBODY, "--only", "entra.filter-emty");
        refused("write a duration such as 4s, or 0s", "check", NOBODY, "--rate-time", "4");
        refused("can be kept up for 0 s to 60 s, not for 120 s", "check", NOBODY, "--rate-time", "2m");
        refused("No check is left", "check", NOBODY, "--only", "entra.rate", "--skip", "entra.rate");
        refused("cannot be used", "check", "scim.example.com");
    }

    @Test
    void whatIsNoScimEndpointIsOneSentence() throws IOException {
        HttpServer site = always("text/html", "<!DOCTYPE html><title>Welcome</title>");
        try {
            String url = "http://127.0.0.1:" + site.getAddress().getPort();
            CommandRun run = CommandRun.of(folder, "check", url, "--token", "t");
            assertThat(run.code()).isEqualTo(ExitCode.WRONG_USAGE);
            assertThat(run.err().lines()).singleElement()
                    .asString()
                    .contains("There is no SCIM endpoint at " + url, "a page of HTML");
            assertThat(run.out()).isEmpty();
        } finally {
            site.stop(0);
        }
    }

    @Test
    void theReportBeginsWithWhatToMendAndProgressIsShownWithoutATerminal() throws IOException {
        HttpServer site = always("application/scim+json", "{\"schemas\":[],\"totalResults\":\"0\",\"Resources\":[]}");
        try {
            CommandRun run = CommandRun.of(folder, "check", "http://127.0.0.1:" + site.getAddress().getPort(),
                    "--token",
                    "t", "--keep", "--rate-time", "0s");
            assertThat(run.code()).isEqualTo(ExitCode.FAILED);
            assertThat(run.out()).startsWith("Mend these first:").contains("1. ", "All checks:");
            assertThat(run.err()).contains("rollcall: 25 checks made, ", "rollcall: 150 checks made, ");
        } finally {
            site.stop(0);
        }
    }

    /** A server that answers everything so. */
    private static HttpServer always(String type, String text) throws IOException {
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            byte[] page = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        site.start();
        return site;
    }

    @Test
    void whoeverStopsTheChecksIsToldWhatIsLeft() {
        String prefix = "rollcall-check-k3-";
        assertThat(CheckStop.lines(prefix, Optional.of(List.of("/Users/1", "/Groups/2")))).hasSize(3)
                .endsWith("    /Users/1", "    /Groups/2")
                .first()
                .asString()
                .endsWith("their names begin with rollcall-check-k3-:");
        assertThat(CheckStop.lines(prefix, Optional.of(List.of()))).containsExactly(
                "rollcall: stopped; what the checks made was removed.");
        assertThat(CheckStop.lines(prefix, Optional.empty())).singleElement()
                .asString()
                .contains("begin with rollcall-check-k3- may be left");
    }

    private void refused(String reason, String... arguments) {
        CommandRun run = CommandRun.of(folder, arguments);
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains(reason).doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }
}
