package dev.rollcall.console.connection;

import java.util.List;

/** What the page shows that makes a connection. @param opens whether whoever asks may switch SCIM on */
public record NewConnectionView(List<Choice> strategies, boolean opens, String url) {
    public NewConnectionView {
        strategies = List.copyOf(strategies);
    }

    /** A kind of identity provider. */
    public record Choice(String word, String label) {}
}
