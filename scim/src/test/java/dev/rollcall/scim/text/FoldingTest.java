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
}
