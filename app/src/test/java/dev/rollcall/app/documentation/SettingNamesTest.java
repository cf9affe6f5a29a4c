package dev.rollcall.app.documentation;

import dev.rollcall.app.setting.Settings;
import dev.rollcall.setting.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages in the other modules tell people which setting to change; those settings must exist. */
class SettingNamesTest {
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final Pattern KEY = Pattern
            .compile("(?<![.\\w])(?:server|store|limits|log)\\.[a-z]++(?:-[a-z]++)*+(?![\\w(])");
    private static final Pattern FLAG = Pattern.compile("(?<![-\\w])--[a-z]+(?:-[a-z]+)*");
    /** Of our commands, and of Docker. */
    private static final List<String> OTHER_FLAGS = List.of("--apply", "--forget", "--me-claim", "--scopes", "--help",
            "--ulimit");

    @Test
    void everySettingThatAMessageNamesExists() {
        List<String> keys = Settings.ALL.stream().map(Setting::key).toList();
        assertThat(named(KEY)).isNotEmpty().isSubsetOf(keys);
    }

    @Test
    void everyFlagThatAMessageNamesExists() {
        List<String> flags = Stream.concat(OTHER_FLAGS.stream(), Settings.ALL.stream().map(Setting::flag))
                .toList();
        assertThat(named(FLAG)).isNotEmpty().isSubsetOf(flags);
    }

    private static List<String> named(Pattern pattern) {
        return Stream.of("directory", "store", "server")
                .map(module -> Path.of("..", module, "src", "main", "java"))
                .flatMap(SettingNamesTest::sources)
                .flatMap(source -> LITERAL.matcher(source).results())
                .map(literal -> literal.group(1))
                .flatMap(text -> pattern.matcher(text).results())
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    private static Stream<String> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(SettingNamesTest::text)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
