package dev.rollcall.app.documentation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/alerts.yml is a file of rules for Prometheus that speaks of metrics which exist. */
class AlertsTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern METRIC = Pattern.compile("\\b(?:rollcall|jvm|process)_[a-z_]+\\b");

    @Test
    void everyRuleHasWhatPrometheusNeedsAndSaysWhatToDo() throws IOException {
        List<Map<?, ?>> rules = rules();
        assertThat(rules).hasSizeGreaterThan(5);
        for (Map<?, ?> rule : rules) {
            assertThat(String.valueOf(rule.get("alert"))).matches("[A-Z][A-Za-z]+");
            assertThat(rule.keySet().stream().map(String::valueOf))
                    .isSubsetOf("alert", "expr", "for", "labels", "annotations");
            assertThat(String.valueOf(rule.get("for"))).matches("[0-9]+m|null");
            assertThat(balanced(String.valueOf(rule.get("expr")))).as("%s", rule.get("expr")).isTrue();
            Map<?, ?> annotations = (Map<?, ?>) rule.get("annotations");
            assertThat(String.valueOf(annotations.get("summary"))).endsWith(".");
            assertThat(String.valueOf(annotations.get("action"))).endsWith(".");
        }
        assertThat(rules.stream().map(rule -> String.valueOf(rule.get("alert")))).doesNotHaveDuplicates();
    }

    @Test
    void everyMetricIsDocumented() throws IOException {
        String documented = Files.readString(DOCS.resolve("metrics.md"), StandardCharsets.UTF_8);
        List<String> metrics = new ArrayList<>();
        for (Map<?, ?> rule : rules()) {
            Matcher matcher = METRIC.matcher(String.valueOf(rule.get("expr")));
            while (matcher.find()) {
                metrics.add(matcher.group().replaceAll("_(bucket|sum|count)$", ""));
            }
        }
        assertThat(metrics).hasSizeGreaterThan(8)
                .allSatisfy(metric -> assertThat(documented).contains("`" + metric + "`"));
    }

    private static boolean balanced(String expression) {
        int depth = 0;
        for (char c : expression.toCharArray()) {
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0 && expression.matches("(?s).*[<>=]=?\\s*[0-9.]+\\s*");
    }

    private static List<Map<?, ?>> rules() throws IOException {
        String text = Files.readString(DOCS.resolve("alerts.yml"), StandardCharsets.UTF_8);
        Map<?, ?> file = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
        List<Map<?, ?>> rules = new ArrayList<>();
        for (Object group : (List<?>) file.get("groups")) {
            assertThat(((Map<?, ?>) group).get("name")).isInstanceOf(String.class);
            for (Object rule : (List<?>) ((Map<?, ?>) group).get("rules")) {
                rules.add((Map<?, ?>) rule);
            }
        }
        return rules;
    }
}
