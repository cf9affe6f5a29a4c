package dev.rollcall.directory.text;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IndexTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "語", "😀"})
    void aLongTextIsCutBetweenCharacters(String unit) {
        String longText = unit.repeat(2_000);
        String cut = IndexText.cut(longText);
        assertThat(cut.length()).isLessThanOrEqualTo(IndexText.MAX_CHARACTERS);
        assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isBetween(IndexText.MAX_CHARACTERS,
                IndexText.MAX_BYTES);
        assertThat(longText).startsWith(cut);
        assertThat(cut.length() % unit.length()).isZero();
    }

    @Test
    void aShortTextIsItself() {
        String exact = "a".repeat(IndexText.MAX_CHARACTERS);
        assertThat(IndexText.cut(exact)).isSameAs(exact);
        assertThat(IndexText.cut(exact + "b")).isEqualTo(exact);
        assertThat(IndexText.cut("")).isEmpty();
        assertThat(IndexText.cutQualifier("q".repeat(65))).hasSize(IndexText.MAX_QUALIFIER_CHARACTERS);
    }
}
