package dev.rollcall.server.http;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Requirements 7644-3.14-02, 7644-3.14-04 and 9110-02. */
class EntityTagsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        W/"3"             | true
        "3"               | true
        w/"3"             | true
        *                 | true
        "a", W/"3"        | true
        "a","b" , "3"     | true
        "a,3", "b"        | false
        W/"33"            | false
        "W/3"             | false
        ""                | false
        """)
    void matchesByTheOpaquePart(String header, boolean matches) {
        assertThat(EntityTags.parse(header).orElseThrow().matches(3)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "W/3", "\"3", "", ",", "x, \"3\"", "*, \"3\""})
    void refusesOtherForms(String header) {
        assertThat(EntityTags.parse(header)).isEmpty();
    }
}
