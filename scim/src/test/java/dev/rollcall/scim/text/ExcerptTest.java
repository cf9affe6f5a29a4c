package dev.rollcall.scim.text;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is quoted of a client's text. */
class ExcerptTest {
    private static final String SMILE = "\uD83D\uDE00";

    @Test
    void aShortTextIsQuotedWhole() {
        assertThat(Excerpt.of("x".repeat(120))).isEqualTo("x".repeat(120));
    }

    @Test
    void aLongTextIsCut() {
        assertThat(Excerpt.of("x".repeat(121))).isEqualTo("x".repeat(120) + "…");
        assertThat(Excerpt.of("abcd", 3)).isEqualTo("abc…");
    }

    @Test
    void noCharacterIsCutInTwo() {
        assertThat(Excerpt.of("x".repeat(119) + SMILE)).isEqualTo("x".repeat(119) + "…");
        assertThat(Excerpt.of("x".repeat(118) + SMILE + "y")).isEqualTo("x".repeat(118) + SMILE + "…");
    }
}
