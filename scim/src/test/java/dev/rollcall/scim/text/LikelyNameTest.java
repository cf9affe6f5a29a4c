package dev.rollcall.scim.text;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LikelyNameTest {
    private static final List<String> KNOWN = List.of("mail", "mailNickname", "displayName", "jobTitle", "id", "state");

    @ParameterizedTest
    @CsvSource({
        "DisplayName, displayName", "display-name, displayName", "job title, jobTitle", "dispalyName, displayName",
        "displaName, displayName", "jobTitel, jobTitle", "mial, mail", "mailNick, ''", "costCenter, ''", "ip, ''",
        "st, ''", "'', ''"})
    void nearNamesAreFoundAndOthersAreNot(String unknown, String expected) {
        assertThat(LikelyName.of(unknown, KNOWN).orElse("")).isEqualTo(expected);
    }
}
