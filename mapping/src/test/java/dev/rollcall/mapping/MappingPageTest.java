package dev.rollcall.mapping;

import dev.rollcall.mapping.expression.ExpressionLimits;
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
        ExpressionLimits expressions = limits.expressions();
        assertThat(limits.profileBytes()).isEqualTo(1 << 20);
        assertThat(lines).anyMatch(line -> line.startsWith(
                "| bytes of a profile, and of a value in an edit | 1 MiB (`limits.mapping-profile-size`)"));
        assertThat(lines).contains(
                line("rows of a mapping", limits.rows(), "rows"),
                line("bytes of a constant or a default", limits.constantBytes(), "constant-size"),
                line("characters of an expression", expressions.sourceLength(), "expression-length"),
                line("nodes of its syntax tree, what macros expand to included", expressions.nodes(),
                        "expression-nodes"),
                line("elements that its loops look at, all together", expressions.iterations(),
                        "expression-iterations"),
                line("bytes of each value that it reads, of each text that it makes on the way, of its result",
                        expressions.valueBytes(), "expression-value-size"),
                "| time of one evaluation | %d second (`limits.mapping-expression-time`) |"
                        .formatted(expressions.deadline().toSeconds()));
    }

    private static String line(String what, int limit, String setting) {
        return String.format(Locale.ROOT, "| %s | %,d (`limits.mapping-%s`) |", what, limit, setting);
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
