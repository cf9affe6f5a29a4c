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
    void ordersByCodePoint() {
        assertThat(Folding.compareCodePoints("\uFFFD", "\uD83D\uDE00")).isNegative();
    }
}
