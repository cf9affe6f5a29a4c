package dev.rollcall.server;

import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.FailingWrites;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Whatever is thrown inside a request, its client gets an answer that says what to do, and the log its row. */
class FailureTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(stored(), 503, "cannot use its database", "5"),
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

    private static StorageException stored() {
        return new StorageException("The disk of /secret-path is in trouble. Make room there.");
    }
}
