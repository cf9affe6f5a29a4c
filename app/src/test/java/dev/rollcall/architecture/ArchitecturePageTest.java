package dev.rollcall.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/architecture.md} names classes of today. */
class ArchitecturePageTest {
    private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z][a-z][A-Za-z0-9]*)`");
    private static final String SOURCE = ".java";
    /** Tests that the page speaks of. */
    private static final Set<String> TESTS = Set.of("ArchitectureTest");

    @Test
    void everyClassThatItNamesExists() throws IOException {
        Set<String> classes = new TreeSet<>();
        for (Path module : modules()) {
            try (Stream<Path> files = Files.walk(module)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(SOURCE))
                        .forEach(name -> classes.add(name.substring(0, name.length() - SOURCE.length())));
            }
        }
        Set<String> named = new TreeSet<>();
        Matcher matcher = CLASS_NAME.matcher(Files.readString(Path.of("../docs/architecture.md")));
        while (matcher.find()) {
            named.add(matcher.group(1));
        }
        named.removeAll(TESTS);
        assertThat(named).hasSizeGreaterThan(40);
        assertThat(classes).containsAll(named);
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of(".."))) {
            return folders.map(folder -> folder.resolve("src/main/java")).filter(Files::isDirectory).toList();
        }
    }
}
