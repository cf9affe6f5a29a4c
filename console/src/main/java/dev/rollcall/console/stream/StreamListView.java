package dev.rollcall.console.stream;

import java.util.List;

/** The list of event streams. */
public record StreamListView(List<StreamRow> rows) {
    public StreamListView {
        rows = List.copyOf(rows);
    }
}
