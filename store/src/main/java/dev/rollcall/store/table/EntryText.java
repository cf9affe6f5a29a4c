package dev.rollcall.store.table;

import dev.rollcall.directory.storage.IndexKeys.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Index entries as one text: each part with its length before it, so that no value can be taken for a separator. */
final class EntryText {
    private EntryText() {}

    static String write(Collection<Entry> entries) {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            write(text, entry.attribute());
            write(text, entry.value());
            write(text, entry.qualifier());
        }
        return text.toString();
    }

    static List<Entry> read(String text) {
        List<Entry> entries = new ArrayList<>();
        Reader reader = new Reader(text);
        while (reader.position < text.length()) {
            entries.add(new Entry(reader.next(), reader.next(), reader.next()));
        }
        return entries;
    }

    private static void write(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    private static final class Reader {
        private final String text;
        private int position;

        Reader(String text) {
            this.text = text;
        }

        String next() {
            int colon = text.indexOf(':', position);
            int end = colon + 1 + Integer.parseInt(text, position, colon, 10);
            position = end;
            return text.substring(colon + 1, end);
        }
    }
}
