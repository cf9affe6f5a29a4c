package dev.rollcall.console.stream;

import java.util.List;

/** The form that makes a stream. @param presets of peculiarities of targets, the usual one first */
public record NewStreamView(String url, List<String> presets) {
    public NewStreamView {
        presets = List.copyOf(presets);
    }
}
