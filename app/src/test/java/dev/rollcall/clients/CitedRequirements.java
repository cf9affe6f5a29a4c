package dev.rollcall.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The requirements that tests of the modules cite by their ids, whole ones, in what these tests are called: in {@code @DisplayName}
 * or in the name of a {@code @ParameterizedTest}.
 */
final class CitedRequirements {
    private static final Pattern NAME = Pattern.compile(
            "@(?:DisplayName\\(|ParameterizedTest\\(name = )\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern ID = Pattern.compile("(?<![\\w.-])\\d{4}-(?:[\\d.]+-)?\\d{2}(?![\\w.-]*\\d)");
    private static final String SOURCE = ".java";

    private CitedRequirements() {}

    /** By the id of a requirement, the tests that cite it, as {@code module ClassName}. */
    static Map<String, Set<String>> inTests() throws IOException {
        Map<String, Set<String>> cited = new TreeMap<>();
        for (Path module : modules()) {
            try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
                for (Path file : files.filter(path -> path.toString().endsWith(SOURCE)).toList()) {
                    String test = module.getFileName() + " " + file.getFileName().toString().replace(SOURCE, "");
                    ids(Files.readString(file)).forEach(
                            id -> cited.computeIfAbsent(id, absent -> new TreeSet<>()).add(test));
                }
            }
        }
        return cited;
    }

    private static List<String> ids(String source) {
        return NAME.matcher(source)
                .results()
                .flatMap(name -> ID.matcher(name.group(1)).results())
                .map(MatchResult::group)
                .toList();
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of(".."))) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("src/test/java"))).toList();
        }
    }
}
