package dev.rollcall.app.terminal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PrintableTest {
    @Test
    void whatMovesTheCursorOrTurnsTheTextIsReplaced() {
        assertThat(Printable.line("a\u001B[2Jb\u009Bc\r\nd\u202Ee\u2028f"))
                .isEqualTo("a\uFFFD[2Jb\uFFFDc\uFFFD\uFFFDd\uFFFDe\uFFFDf");
        assertThat(Printable.lines("one\u0007\ntwo")).isEqualTo("one\uFFFD\ntwo");
    }

    @Test
    void namesOfAllLanguagesStayAsTheyAre() {
        assertThat(Printable.line("Siobh\u00E1n \u0645\u06CC\u200C\u062E \uD83D\uDC69\u200D\uD83D\uDCBB"))
                .isEqualTo("Siobh\u00E1n \u0645\u06CC\u200C\u062E \uD83D\uDC69\u200D\uD83D\uDCBB");
    }

    @Test
    void aCellOfATableCannotBreakIt() {
        assertThat(new TextTable("NAME", "X").row("Ada\n\u001B[1A", "y").lines())
                .containsExactly("NAME      X", "Ada\uFFFD\uFFFD[1A  y");
    }
}
