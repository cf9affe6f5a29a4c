package dev.rollcall.store.table;

import dev.rollcall.directory.storage.IndexKeys.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EntryTextTest {
    @Test
    void whatWasWrittenIsRead() {
        List<Entry> entries = List.of(new Entry("emails.value", "a:b,3:c", ""), new Entry("", "12", "5:"),
                new Entry("roles.value", "😀\u0001", "work"));
        assertThat(EntryText.read(EntryText.write(entries))).isEqualTo(entries);
        assertThat(EntryText.read(EntryText.write(List.of()))).isEmpty();
    }
}
