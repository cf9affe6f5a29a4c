package dev.rollcall.store.query;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PrefixRangeTest {
    @Test
    void theRangeEndsAtTheNextCodePoint() {
        assertThat(PrefixRange.end("a")).contains("b");
        assertThat(PrefixRange.end("ab")).contains("ac");
        assertThat(PrefixRange.end("\uD7FF")).contains("\uE000");
        assertThat(PrefixRange.end("\uFFFF")).contains("\uD800\uDC00");
        assertThat(PrefixRange.end("😀")).contains("😁");
    }

    @Test
    void theLastCodePointCarries() {
        String last = Character.toString(Character.MAX_CODE_POINT);
        assertThat(PrefixRange.end("a" + last + last)).contains("b");
        assertThat(PrefixRange.end(last)).isEmpty();
        assertThat(PrefixRange.end("")).isEmpty();
    }
}
