package dev.rollcall.console.stream;

import java.util.List;

/**
 * The form that makes a stream.
 *
 * @param presets of peculiarities of targets, the usual one first
 * @param formats in which a webhook is told of events, the usual one first
 */
public record NewStreamView(String url, List<String> presets, List<String> formats) {
    public NewStreamView {
        presets = List.copyOf(presets);
        formats = List.copyOf(formats);
    }
}
