package dev.rollcall.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/mapping.md} shows the default rows and the limits as they are. */
class MappingPageTest {
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.";
    private final List<String> lines = read();

    @Test
    void theTableOfDefaultRowsIsWhatTheStrategiesHave() {
        List<String> head = cells(lines.stream().filter(line -> line.startsWith("| SCIM |")).findFirst().orElseThrow());
        assertThat(head.subList(1, head.size())).isEqualTo(DefaultMappings.STRATEGIES);
        for (int column = 1; column < head.size(); column++) {
            List<String> rows = new ArrayList<>();
            for (String line : lines.subList(lines.indexOf("## The default rows"), lines.size())) {
                List<String> cells = cells(line);
                if (cells.size() == head.size() && !cells.get(column).equals("–") && line.startsWith("| `")) {
                    rows.add(cells.getFirst().replace("…User.", ENTERPRISE) + " → " + cells.get(column));
                }
            }
            assertThat(rows).containsExactlyInAnyOrderElementsOf(
                    Mapping.defaultFor(head.get(column)).rows().stream().map(ProfileRow::toString).toList());
        }
    }

    @Test
    void theLimitsAreThose() {
        MappingLimits limits = MappingLimits.defaults();
        assertThat(limits.profileBytes()).isEqualTo(1 << 20);
        assertThat(lines).contains(
                "| rows of a mapping | %d |".formatted(limits.rows()),
                String.format(Locale.ROOT, "| characters of an expression | %,d |",
                        limits.expressions().sourceLength()),
                "| nodes of its syntax tree, what macros expand to included | %d |"
                        .formatted(limits.expressions().nodes()),
                "| elements that its loops look at, all together | %d |".formatted(limits.expressions().iterations()),
                String.format(Locale.ROOT, "| bytes of a constant or a default | %,d |",
                        limits.expressions().valueBytes()),
                "| time of one evaluation | %d second |".formatted(limits.expressions().deadline().toSeconds()));
    }

    private static List<String> cells(String line) {
        return Stream.of(line.split("\\|")).skip(1).map(cell -> cell.strip().replace("`", "")).toList();
    }

    private static List<String> read() {
        try {
            return Files.readAllLines(Path.of("../docs/mapping.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
