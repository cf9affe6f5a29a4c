package dev.rollcall.check;

import dev.rollcall.client.reader.ReaderRule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CheckCatalogTest {
    private final CheckCatalog catalog = CheckCatalog.standard();
    private final List<Check> checks = catalog.checks();
    private final String covered = String.join("\n", catalog.covered());

    @Test
    void idsAreUniqueAndBeginWithTheProfile() {
        assertThat(checks).extracting(Check::id).doesNotHaveDuplicates();
        assertThat(checks).allSatisfy(check -> assertThat(check.id()).matches(check.profile().keyword()
                + "\\.[a-z0-9]+(-[a-z0-9]+)*"));
    }

    @Test
    void everyCheckSaysWhyAndHow() {
        assertThat(checks).allSatisfy(check -> {
            assertThat(check.title()).matches("[A-Z\"0-9a-z].*[^.]");
            assertThat(check.why()).endsWith(".");
            assertThat(check.mend()).endsWith(".");
            assertThat(check.sources()).isNotEmpty();
        });
    }

    @Test
    void sourcesCanBeLookedUpByAnybody() {
        assertThat(checks).allSatisfy(check -> assertThat(check.sources())
                .allMatch(source -> source.matches("RFC \\d{4}( §[\\d.]+)?"
                        + "|https://(learn\\.microsoft|scimvalidator\\.microsoft|developer\\.okta)\\.com/.*")));
    }

    @Test
    void theListForEntraIsWhole() {
        Set<String> cited = matches("\\bT(\\d+)\\b");
        List<String> wanted = IntStream.rangeClosed(1, 28).filter(t -> t != 27).mapToObj(String::valueOf).toList();
        assertThat(cited).as("T27 waits for the OAuth endpoint").containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void theValidatorsTestsAreWhole() {
        List<String> wanted = Stream.concat(IntStream.rangeClosed(1, 24).mapToObj(String::valueOf),
                Stream.of("P1", "P2", "P3", "P4", "P5", "P6", "P7")).toList();
        assertThat(matches("validator (\\w+)")).containsAll(wanted);
    }

    @Test
    void theGallerysTestsOfTheServerAreThere() {
        assertThat(matches("Gallery (\\w+)")).contains("Create_User_Test", "Update_User_Test", "Disable_User_Test",
                "Delete_User_Test", "User_Update_Manager_Test", "Restore_User_Test", "Create_Group_Test",
                "Update_Group_Test", "Delete_Group_Test", "Add_Member_Test", "Remove_Member_Test", "Restore_Group_Test",
                "Schema_Discoverability", "SCIM_Null_Update_Test", "SCIM_User_Create", "SCIM_User_Update",
                "SCIM_Group_Create", "SCIM_Group_Update", "SCIM_User_Pagination", "SCIM_Group_Pagination",
                "SCIM_Update_Manager");
    }

    @Test
    void everyRuleOfTheReaderHasACheck() {
        assertThat(Arrays.stream(ReaderRule.values())
                .map(rule -> "entra.read-" + rule.name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-')))
                .allSatisfy(id -> assertThat(catalog.find(id)).isPresent());
    }

    @Test
    void anUnknownIdIsNamedWithTheOneThatWasMeant() {
        assertThatExceptionOfType(CheckException.class)
                .isThrownBy(() -> catalog.select(CheckSelection.only("entra.probe-user")))
                .withMessage("There is no check 'entra.probe-user'. Did you mean 'entra.probe-users'?");
    }

    @Test
    void selectsByProfileBeginningAndId() {
        assertThat(selected(new CheckSelection(Set.of(CheckProfile.OKTA), List.of(), List.of())))
                .isNotEmpty()
                .allMatch(id -> id.startsWith("okta."));
        assertThat(selected(CheckSelection.only("entra.manager*").without("entra.manager-text")))
                .contains("entra.manager-object", "entra.manager-cleared")
                .doesNotContain("entra.manager-text");
    }

    private List<String> selected(CheckSelection selection) {
        return catalog.select(selection).stream().map(entry -> entry.check().id()).toList();
    }

    private Set<String> matches(String pattern) {
        return Pattern.compile(pattern)
                .matcher(covered)
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toSet());
    }
}
