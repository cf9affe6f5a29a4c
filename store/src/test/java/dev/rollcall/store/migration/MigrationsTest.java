package dev.rollcall.store.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MigrationsTest {
    @ParameterizedTest
    @ValueSource(strings = {"db/sqlite", "db/postgresql"})
    void theCurrentVersionIsThatOfTheLastMigration(String location) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources").resolve(location))) {
            assertThat(files.map(f -> f.getFileName().toString().replaceAll("V(\\d+)__.*", "$1"))
                    .mapToInt(Integer::parseInt)
                    .max()).hasValue(Migrations.CURRENT);
        }
    }
}
