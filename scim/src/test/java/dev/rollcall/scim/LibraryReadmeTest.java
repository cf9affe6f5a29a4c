package dev.rollcall.scim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code scim/README.md} shows is in the programs that the build runs. */
class LibraryReadmeTest {
    private static final Pattern SNIPPET = Pattern.compile("(?s)```java\n(.*?)```");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)[^)]*\\)");

    private String readme;

    @BeforeEach
    void read() throws IOException {
        readme = Files.readString(Path.of("README.md"));
    }

    @Test
    void everySnippetIsOfAProgramAndEveryProgramIsShown() throws IOException {
        List<Path> shown = new ArrayList<>();
        Matcher snippets = SNIPPET.matcher(readme);
        while (snippets.find()) {
            String snippet = snippets.group(1);
            List<Path> holders = new ArrayList<>();
            for (Path program : ExamplePrograms.sources()) {
                if (Collections.indexOfSubList(lines(Files.readString(program)), lines(snippet)) >= 0) {
                    holders.add(program);
                }
            }
            assertThat(holders).as("the program with\n%s", snippet).hasSize(1);
            shown.addAll(holders);
        }
        assertThat(shown).containsAll(ExamplePrograms.sources());
        assertThat(ExamplePrograms.sources()).hasSize(4)
                .allSatisfy(program -> assertThat(readme).contains("](" + program.toString().replace('\\', '/') + ")"));
    }

    @Test
    void itsLinksLeadSomewhere() {
        List<String> links = LINK.matcher(readme).results().map(link -> link.group(1)).toList();
        assertThat(links).hasSizeGreaterThan(6).allSatisfy(link -> assertThat(Path.of(link)).exists());
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
