package dev.rollcall.check.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The example of docs/check.md is a test that is compiled and run here. */
class CheckPageTest {
    private static final Path PAGE = Path.of("..", "docs", "check.md");
    private static final Path EXAMPLE = Path.of("src/test/java/dev/rollcall/check/example/EndpointTest.java");

    @Test
    void theExampleIsTheTestThatIsCompiledHere() throws IOException {
        String test = Files.readString(EXAMPLE);
        assertThat(Files.readString(PAGE))
                .contains("```java\n" + test.substring(test.indexOf("\nclass EndpointTest") + 1) + "```");
    }
}
