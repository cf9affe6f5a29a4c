package dev.rollcall.entra.documentation;

import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.entra.definition.JobFile;
import dev.rollcall.entra.expression.Expression;
import dev.rollcall.entra.mapping.AttributeMapping;
import dev.rollcall.entra.mapping.DefaultTemplate;
import dev.rollcall.entra.mapping.MappingSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** What docs/entra.md says of the code is so. */
class EntraPageTest {
    private static final Path PAGE = Path.of("..", "docs", "entra.md");
    private static final Pattern CALL = Pattern.compile("^\\| `([^`]+\\([^`]*\\))` \\|", Pattern.MULTILINE);

    private String page = "";

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(PAGE);
    }

    @Test
    void eachFunctionOfTheTableExistsAndEachThatExistsIsThere() {
        List<String> calls = CALL.matcher(page).results().map((MatchResult call) -> call.group(1)).toList();
        assertThat(calls).hasSizeGreaterThan(30)
                .allSatisfy(call -> assertThatCode(() -> Expression.parse(call)).doesNotThrowAnyException());
        String known = functions();
        assertThat(known.split(", ")).isNotEmpty()
                .allSatisfy(name -> assertThat(page).contains("| `" + name + "("));
    }

    @Test
    void eachDialectAndEachRowOfTheTemplateIsThere() {
        for (EntraDialect dialect : EntraDialect.values()) {
            assertThat(page).contains("`" + dialect.label() + "`");
        }
        MappingSchema schema = DefaultTemplate.scim();
        for (AttributeMapping row : schema.users().attributes()) {
            assertThat(page).contains("| `" + row.target().replace(DefaultTemplate.ENTERPRISE, "urn:…:User") + "` | `"
                    + row.source() + "` |");
        }
        for (AttributeMapping row : schema.groups().attributes()) {
            assertThat(page).contains("| `" + row.target() + "` | `" + row.source() + "` |");
        }
    }

    @Test
    void theFiltersOfTheExampleAreRead(@TempDir Path folder) throws IOException {
        Matcher example = Pattern.compile("```yaml\n(users:\n  scoping-filters:.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(example.find()).isTrue();
        Files.writeString(folder.resolve(JobFile.NAME), "tenant-url: https://x.example/scim\n" + example.group(1));

        assertThat(JobFile.read(folder).users().scope().text()).isEqualTo(
                "department EQUALS \"Sales\" and country & \"DE\", \"AT\", \"CH\"; or employeeType EQUALS \"Contractor\""
                        + " and employeeId REGEX MATCH \"^[0-9]{5}$\"");
    }

    /** The message about a function that is unknown lists those that are known. */
    private static String functions() {
        try {
            Expression.parse("NoSuchFunction([mail])");
        } catch (RuntimeException e) {
            String message = String.valueOf(e.getMessage());
            return message.substring(message.indexOf("write one of ") + "write one of ".length())
                    .replaceAll("[.]$", "");
        }
        throw new AssertionError("There is such a function.");
    }
}
