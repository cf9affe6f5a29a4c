package dev.rollcall.server;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StorageException.Kind;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.FailingWrites;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Whatever is thrown inside a request, its client gets an answer that says what to do, and the log its row. */
class FailureTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(stored(Kind.DISK_FULL), 507, "disk is full", "60"),
                arguments(stored(Kind.OVERLOADED), 503, "more to do than it can", "5"),
                arguments(stored(Kind.BUSY), 503, "nothing was changed", "5"),
                arguments(stored(Kind.OUTCOME_UNKNOWN), 503, "not known whether the change was made", "5"),
                arguments(stored(Kind.OTHER), 503, "cannot use its database", "5"),
                arguments(new OutOfMemoryError("Java heap space"), 503, "ran out of memory", "5"),
                arguments(new StackOverflowError(), 500, "incident", ""),
                arguments(new NoClassDefFoundError("gone"), 500, "incident", ""),
                arguments(new AssertionError("a mistake"), 500, "incident", ""),
                arguments(new IllegalStateException("a mistake"), 500, "incident", ""));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureIsAnsweredAndLeavesItsRow(Throwable failure, int status, String sentence, String retryAfter) {
        FailingWrites writes = new FailingWrites();
        try (Service service = Service.start(folder, ServerOptions.defaults(), writes)) {
            ScimClient client = service.connect("unlucky");
            writes.with(failure);
            Answer answer = client.post("/Users", ScimClient.user("anna", ""));
            assertThat(answer.error(status)).contains(sentence).doesNotContain("secret-path", "a mistake");
            assertThat(answer.header("Retry-After").orElse("")).isEqualTo(retryAfter);
            writes.with(null);
            List<RequestLogEntry> rows = service.log(client);
            assertThat(rows).hasSize(1);
            assertThat(rows.getFirst().status()).isEqualTo(status);
            assertThat(rows.getFirst().error().orElseThrow()).contains(sentence);
            assertThat(client.post("/Users", ScimClient.user("anna", "")).status()).isEqualTo(201);
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void nobodyIsToldThatACommittedChangeWasNotMade(Throwable failure) {
        FailingWrites store = new FailingWrites();
        try (Service service = Service.start(folder, ServerOptions.defaults(), store)) {
            ScimClient client = service.connect("unlucky");
            String anna = client.post("/Users", ScimClient.user("anna", "")).json().path("id").stringValue();
            store.readsAfterAWrite(failure);
            Answer answer = client.post("/Groups",
                    "{\"displayName\":\"Crew\",\"members\":[{\"value\":\"" + anna + "\"}]}");
            assertThat(answer.error(503)).contains("was made and is saved", "Read the resource")
                    .doesNotContain("nothing was changed", "secret-path", "a mistake");
            assertThat(answer.header("Retry-After")).hasValue("5");
            store.readsAfterAWrite(null);
            assertThat(client.get("/Groups").json().path("totalResults").intValue()).isEqualTo(1);
        }
    }

    @Test
    void aFullDiskIsOneLineInTheServersLogAndNotOneARequest() {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.rollcall.server");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        FailingWrites writes = new FailingWrites();
        try (Service service = Service.start(folder, ServerOptions.defaults(), writes)) {
            ScimClient client = service.connect("unlucky");
            writes.with(stored(Kind.DISK_FULL));
            for (int i = 0; i < 20; i++) {
                client.post("/Users", ScimClient.user("anna" + i, "")).error(507);
            }
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.getFirst().getFormattedMessage()).contains("Incident", "secret-path");
        assertThat(lines.list.getFirst().getThrowableProxy()).isNull();
    }

    private static StorageException stored(Kind kind) {
        return new StorageException(kind, "The disk of /secret-path is in trouble. Make room there.");
    }
}
