package dev.rollcall.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/architecture.md} names classes of today. */
class ArchitecturePageTest {
    private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z][a-z][A-Za-z0-9]*)`");
    /** Tests that the page speaks of. */
    private static final Set<String> TESTS = Set.of("ArchitectureTest");

    @Test
    void everyClassThatItNamesExists() throws IOException {
        Set<String> classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.rollcall")
                .stream()
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
        Set<String> named = new TreeSet<>();
        Matcher matcher = CLASS_NAME.matcher(Files.readString(Path.of("../docs/architecture.md")));
        while (matcher.find()) {
            named.add(matcher.group(1));
        }
        named.removeAll(TESTS);
        assertThat(named).hasSizeGreaterThan(40);
        assertThat(classes).containsAll(named);
    }
}
