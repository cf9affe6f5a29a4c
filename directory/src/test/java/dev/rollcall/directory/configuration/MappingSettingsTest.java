package dev.rollcall.directory.configuration;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.access.MappingText;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.mapping.Mapping;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.RowProblem;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingValues;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is set of mappings decides what is refused, and what was saved before goes on to work. */
class MappingSettingsTest {
    private static final Strategy STRATEGY = Strategy.ofKeyword("waad").orElseThrow();
    private static final String TWO_ROWS = "[{'scim':'title','auth0':'name'},{'scim':'nickName','auth0':'nickname'}]";
    private static final String CONSTANT = "[{'auth0':'name','constant':'%s'}]".formatted("x".repeat(100));
    private static final String SUM = "[{'auth0':'name','expression_in':'userName + userName + userName + userName + "
            + "userName + userName'}]";

    @Test
    void rowsAreRefusedBeyondTheirSetting() {
        assertRefusedUntilRaised(TWO_ROWS, MappingSettings.ROWS, 1, 2, "at most 1 rows, and this one has 2");
    }

    @Test
    void constantsAreRefusedBeyondTheirSetting() {
        assertRefusedUntilRaised(CONSTANT, MappingSettings.CONSTANT, 101, 102, "more than 101 bytes");
    }

    @Test
    void expressionsAreRefusedBeyondTheLengthThatIsSet() {
        assertRefusedUntilRaised(SUM, MappingSettings.SOURCE, 62, 63, "more than 62 characters");
    }

    @Test
    void expressionsAreRefusedBeyondTheNodesThatAreSet() {
        assertRefusedUntilRaised(SUM, MappingSettings.NODES, 10, 11, "at line 1");
    }

    @Test
    void profilesEndAtTheSizeThatIsSet() {
        ObjectNode user = object("{'userName':'ada','title':'%s'}".formatted("x".repeat(5_000)));
        String name = "[{'scim':'title','auth0':'name'}]";
        assertProblem(name, with(MappingSettings.PROFILE, 4_096), user, "more than 4096 bytes");
        assertThat(problems(name, with(MappingSettings.PROFILE, 8_192), user)).isEmpty();
        assertThat(problems("", with(MappingSettings.PROFILE, 4_096), user))
                .as("the default rows")
                .anyMatch(problem -> problem.reason().contains("more than 4096 bytes"));
    }

    @Test
    void valuesOfExpressionsEndAtTheSizeThatIsSet() {
        String doubled = "[{'auth0':'name','expression_in':'userName + userName'}]";
        ObjectNode user = object("{'userName':'%s'}".formatted("x".repeat(50)));
        assertProblem(doubled, with(MappingSettings.VALUE, 99), user, "more than 99 characters");
        assertThat(problems(doubled, with(MappingSettings.VALUE, 200), user)).isEmpty();
    }

    @Test
    void loopsEndAfterTheIterationsThatAreSet() {
        String all = "[{'auth0':'app_metadata.all','expression_in':'emails.all(e, has(e.value))'}]";
        ObjectNode user = object("{'userName':'ada','emails':[{'value':'a'},{'value':'b'},{'value':'c'}]}");
        assertProblem(all, with(MappingSettings.ITERATIONS, 2), user, "too many elements");
        assertThat(problems(all, with(MappingSettings.ITERATIONS, 10), user)).isEmpty();
    }

    @Test
    void theTimeOfAnExpressionIsTheOneThatIsSet() {
        assertThat(with(MappingSettings.TIME, Duration.ofSeconds(7)).expressions().deadline())
                .isEqualTo(Duration.ofSeconds(7));
    }

    /** Refused below, taken at what it has; and a lower setting later does not stop it. */
    private static void assertRefusedUntilRaised(
            String rows, Setting<Integer> setting, int low, int enough, String reason) {
        MappingLimits limits = with(setting, low);
        assertThatThrownBy(() -> MappingText.of(ScimJson.tree(json(rows)), limits))
                .isInstanceOf(DirectoryException.class)
                .hasMessageContaining(reason);
        String saved = MappingText.of(ScimJson.tree(json(rows)), with(setting, enough));
        assertThat(MappingText.mapping(saved, STRATEGY, limits).rows()).isNotEmpty();
    }

    private static void assertProblem(String rows, MappingLimits limits, ObjectNode user, String reason) {
        assertThat(problems(rows, limits, user)).extracting(RowProblem::reason)
                .singleElement()
                .asString()
                .contains(reason);
    }

    private static List<RowProblem> problems(String rows, MappingLimits limits, ObjectNode user) {
        Mapping mapping = MappingText.mapping(json(rows), STRATEGY, limits);
        return mapping.profile(user).problems();
    }

    private static <T> MappingLimits with(Setting<T> setting, T value) {
        return MappingSettings.of(SettingValues.defaults().with(setting, value)).limits();
    }

    private static ObjectNode object(String text) {
        return (ObjectNode) ScimJson.tree(json(text));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
