package dev.rollcall.scim.tolerance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ToleranceTest {
    @Test
    void idsAreUniqueAndNameTheirFamily() {
        List<String> ids = Arrays.stream(Tolerance.values()).map(Tolerance::id).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("(entra|client)\\.[a-z-]+"));
    }

    @Test
    void thePageHasARowForEach() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "tolerances.md"))
                .stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows).hasSameSizeAs(Tolerance.values());
        for (Tolerance tolerance : Tolerance.values()) {
            assertThat(rows)
                    .anyMatch(row -> row.startsWith("| `" + tolerance.id() + "` | " + tolerance.description() + " |"));
        }
    }

    @Test
    void aDialectRecordsOnlyWhatItGrants() {
        FiredTolerances fired = new FiredTolerances();
        RequestDialect strict = new RequestDialect(Dialect.strict(), fired);
        RequestDialect tolerant = new RequestDialect(Dialect.tolerant(), fired);
        assertThat(strict.allows(Tolerance.CAPITAL_OP, "a")).isFalse();
        assertThat(tolerant.allows(Tolerance.CAPITAL_OP, "b")).isTrue();
        assertThat(tolerant.allows(Tolerance.CAPITAL_OP, "b")).isTrue();
        assertThat(fired.entries()).containsExactly(new FiredTolerances.Fired(Tolerance.CAPITAL_OP, "b"));
    }

    @Test
    void whatFiredIsBoundedInNumberAndLength() {
        FiredTolerances fired = new FiredTolerances();
        for (int i = 0; i < FiredTolerances.LIMIT + 7; i++) {
            fired.fired(Tolerance.CAPITAL_OP, i + "x".repeat(10_000));
        }
        assertThat(fired.entries()).hasSize(FiredTolerances.LIMIT);
        assertThat(fired.omitted()).isEqualTo(7);
        assertThat(fired.entries()).allSatisfy(entry -> assertThat(entry.where()).hasSizeLessThan(200));
    }
}
