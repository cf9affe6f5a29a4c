package dev.rollcall.scim.text;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FoldingTest {
    @Test
    void caseAndWidthDoNotMatter() {
        assertThat(Folding.fold("Ann.LEE@Example.com")).isEqualTo("ann.lee@example.com");
        assertThat(Folding.fold("STRASSE")).isEqualTo(Folding.fold("straße"));
        assertThat(Folding.fold("Ａnn")).isEqualTo("ann");
    }

    @Test
    void aSigmaIsTheSameAtTheEndOfAWordAndWithin() {
        assertThat(Folding.fold("ΟΔΥΣΣΕΥΣ")).isEqualTo(Folding.fold("οδυσσευς")).isEqualTo("οδυσσευσ");
        // So a beginning folds as the beginning of the whole does, and sw and co agree with eq.
        assertThat(Folding.fold("ΝΙΚΟΣΙΑ")).startsWith(Folding.fold("ΝΙΚΟΣ"));
        assertThat(Folding.foldsTo("ΝΙΚΟς", Folding.fold("νικοσ"))).isTrue();
    }

    @Test
    void ordersByCodePoint() {
        assertThat(Folding.compareCodePoints("\uFFFD", "\uD83D\uDE00")).isNegative();
    }

    /** Normalization sorts the marks of a letter, in time that grows with their square. */
    @Test
    void aLetterHasNoMoreMarksThanCanBeSorted() {
        String marks = "\u0315".repeat(100) + "\u0301".repeat(100);
        String safe = Folding.streamSafe("a" + marks + "b\u0301");
        assertThat(safe.replace("\u034f", "")).isEqualTo("a" + marks + "b\u0301");
        assertThat(safe.split("[ab\u034f]")).allMatch(run -> run.length() <= Folding.MOST_MARKS).hasSizeGreaterThan(6);
        String usual = "a" + "\u0301".repeat(Folding.MOST_MARKS) + "b";
        assertThat(Folding.streamSafe(usual)).isSameAs(usual);
        assertThat(Folding.fold("A" + marks)).isEqualTo(Folding.fold("a" + marks));
        assertThat(Folding.fold("A" + marks + "x")).startsWith(Folding.fold("a" + marks));
        assertThat(Folding.fold(Folding.fold("A" + marks))).isEqualTo(Folding.fold("A" + marks));
        assertThat(Folding.fold(("\u0315".repeat(64) + "\u0301".repeat(64)).repeat(4_096))).hasSizeGreaterThan(500_000);
    }
}
