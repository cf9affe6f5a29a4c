package dev.rollcall.mapping;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class MappingCheckTest {
    static List<JsonNode> refusals() {
        return Cases.table(MappingCheckTest.class, "refusals.json");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void nonsenseIsRefusedWithTheRowAndTheReason(JsonNode refusal) {
        InvalidMappingException refused = catchThrowableOfType(
                InvalidMappingException.class, () -> Mapping.parse(ProfileRows.read(refusal.path("rows"))));
        assertThat(refused).as("the rows are taken").isNotNull();
        assertThat(refused).hasMessageContaining(refusal.path("message").stringValue());
        assertThat(refused.problems()).allSatisfy(problem -> {
            assertThat(problem.row() > 0).as("a row is named").isEqualTo(refusal.path("rows").isArray());
            assertThat(problem.reason()).as("whole sentences").matches("(?s).*[.?]").doesNotContain("null", "\0");
        });
    }

    @Test
    void whatIsTooLongIsRefusedWithTheLimit() {
        assertThatThrownBy(() -> Mapping.parse(List.of(ProfileRow.of("x".repeat(1_025), "name"))))
                .hasMessageContaining("Row 1 (xxx")
                .hasMessageContaining("has 1025 characters; at most 1024 are read");
        String row = "[{'scim':'title','auth0':'app_metadata.x','direction':'in','%s':'%s'}]";
        assertThatThrownBy(() -> Cases.mapping(row.formatted("default", "x".repeat(4_095))))
                .hasMessageContaining("Row 1 (title → app_metadata.x): Its default has more than 4096 bytes");
        assertThatThrownBy(() -> Cases.mapping(row.formatted("expression_in", "v".repeat(1_001))))
                .hasMessageContaining(
                        "Row 1 (title → app_metadata.x): Its expression_in is refused: It has more than 1000");
    }

    @Test
    void everyRowThatIsWrongIsNamed() {
        InvalidMappingException refused = catchThrowableOfType(
                InvalidMappingException.class,
                () -> Cases.mapping("[{'scim':'id','auth0':'name'},{'scim':'title','auth0':'app_metadata.title'},"
                        + "{'scim':'nam','auth0':'nickname'}]"));
        assertThat(refused.problems()).extracting(RowProblem::row).containsExactly(1, 3);
        assertThat(refused.getMessage()).contains("Row 1 (id → name)", "Row 3 (nam → nickname)");
    }

    @Test
    void aLongListOfProblemsIsCutInTheMessage() {
        List<ProfileRow> rows = Collections.nCopies(50, ProfileRow.of("id", "name"));
        assertThatThrownBy(() -> Mapping.parse(rows)).hasMessageContaining("Row 5")
                .hasMessageContaining("45 more rows are wrong.")
                .hasMessageNotContaining("Row 6");
    }

    @Test
    void moreRowsThanTheLimitAreRefused() {
        List<ProfileRow> rows = Collections.nCopies(201, ProfileRow.of("title", "name"));
        assertThatThrownBy(() -> Mapping.parse(rows)).hasMessageContaining("at most 200 rows, and this one has 201");
    }

    @Test
    void aMappingMayBeEmpty() {
        assertThat(Cases.mapping("[]").profile(Cases.object("{'userName':'a'}")).attributes()).isEmpty();
    }

    @Test
    void oneAttributeOfScimMayBeReadOften() {
        assertThatCode(() -> Cases.mapping("[{'scim':'title','auth0':'name'},"
                + "{'scim':'title','auth0':'app_metadata.title','direction':'in'},"
                + "{'scim':'emails','auth0':'app_metadata.emails','direction':'in'},"
                + "{'scim':'emails.value','auth0':'app_metadata.addresses','direction':'in'},"
                + "{'scim':'emails[type eq \\'work\\'].value','auth0':'email'},"
                + "{'scim':'emails[primary eq true].value','auth0':'app_metadata.primary'},"
                + "{'scim':'active','auth0':'app_metadata.active','direction':'in'}]"))
                .doesNotThrowAnyException();
    }
}
