package dev.rollcall.app.terminal;

import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TextTableTest {
    @Test
    void theWidestColumnsAreCutToFitButNeverTheFirst() {
        TextTable table = new TextTable("ID", "NAME", "TITLE").row("0123456789abcdef", "a".repeat(20), "b".repeat(12));
        assertThat(table.lines(44)).last().isEqualTo("0123456789abcdef  " + "a".repeat(11) + "…  " + "b".repeat(12));
        assertThat(table.lines(5)).last().isEqualTo("0123456789abcdef  aaaaaaaa…  bbbbbbbb…");
        TextTable faces = new TextTable("ID", "NAME").row("1", "\uD83D\uDE00".repeat(10));
        assertThat(faces.lines(15)).last().asString().endsWith("\uDE00…");
    }

    @Test
    void columnsLineUpWithoutBlanksAtTheEnds() {
        assertThat(new TextTable("ID", "NAME").row("1", "a").row("200", "bb").lines())
                .containsExactly("ID   NAME", "1    a", "200  bb");
    }

    @Test
    void aRowHasAsManyCellsAsThereAreHeadings() {
        assertThatThrownBy(() -> new TextTable("ID").row("1", "2")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void timesAlwaysHaveThreeDigitsOfASecond() {
        assertThat(Times.text(Instant.parse("2026-01-31T08:00:00Z"))).isEqualTo("2026-01-31T08:00:00.000Z");
        assertThat(Times.text(Instant.parse("2026-01-31T08:00:00.1234Z"))).isEqualTo("2026-01-31T08:00:00.123Z");
    }
}
