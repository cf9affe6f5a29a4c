package dev.rollcall.app.terminal;

import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TextTableTest {
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
