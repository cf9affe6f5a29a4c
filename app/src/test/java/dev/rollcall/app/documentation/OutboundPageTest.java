package dev.rollcall.app.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What docs/outbound.md prints as Java is what is compiled and run here. */
class OutboundPageTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?s) *// example begins\n(.*?) *// example ends");

    @ParameterizedTest
    @ValueSource(strings = {"OutboundMappingTest", "OutboundMappingByProcessTest"})
    void theExampleOfThePageIsTheOneThatRuns(String source) throws IOException {
        Path file = Path.of("src/test/java/dev/rollcall/app/documentation", source + ".java");
        Matcher example = EXAMPLE.matcher(Files.readString(file));
        assertThat(example.find()).isTrue();
        assertThat(Files.readString(Path.of("../docs/outbound.md"))).contains(example.group(1).stripTrailing());
    }
}
