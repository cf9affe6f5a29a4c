package dev.rollcall.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every line of the tables in {@code docs/security.md} names a test, and every test that it names is there. */
class SecurityPageTest {
    private static final Path PAGE = Path.of("../docs/security.md");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|Contract))(?:#(\\w+))?`");
    private static final Pattern ROW = Pattern.compile("\\| V\\d+ [^|]*\\|.*\\|(.*)\\|");

    @Test
    void everyTestThatItNamesIsThere() throws IOException {
        Map<String, String> tests = tests();
        List<String> missing = new ArrayList<>();
        TreeSet<String> named = new TreeSet<>();
        Matcher matcher = NAMED.matcher(Files.readString(PAGE));
        while (matcher.find()) {
            named.add(matcher.group());
            String source = tests.getOrDefault(matcher.group(1), "");
            String method = matcher.group(2);
            boolean isThere = method == null ? source.contains("@Test") || source.contains("@ParameterizedTest")
                    : Pattern.compile("(?:@Test|@ParameterizedTest)[^{;]*?(?:\\{[^}]*}[^{;]*?)?void " + method + "\\(")
                            .matcher(source)
                            .find();
            if (!isThere) {
                missing.add(matcher.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).hasSizeGreaterThan(30);
    }

    @Test
    void everyLineNamesOne() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| V")).toList();
        assertThat(rows).hasSizeGreaterThan(20).allSatisfy(row -> {
            Matcher cells = ROW.matcher(row);
            assertThat(cells.matches()).as(row).isTrue();
            assertThat(NAMED.matcher(cells.group(1)).find()).as(row).isTrue();
        });
    }

    @Test
    void theChaptersOfTheReviewAreThere() throws IOException {
        String page = Files.readString(PAGE);
        for (String chapter : List.of("V6", "V7", "V8", "V9", "V10", "V11", "V12", "V14", "V16")) {
            assertThat(page).contains("| " + chapter + " ");
        }
    }

    /** The sources of all tests by the names of their classes. */
    private static Map<String, String> tests() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path module : modules.map(path -> path.resolve("src/test/java")).filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.walk(module)) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                        sources.merge(file.getFileName().toString().replace(".java", ""), Files.readString(file),
                                String::concat);
                    }
                }
            }
        }
        return sources;
    }
}
