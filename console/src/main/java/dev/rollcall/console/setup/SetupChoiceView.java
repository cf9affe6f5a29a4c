package dev.rollcall.console.setup;

import java.time.Instant;
import java.util.List;

/**
 * The page on which one chooses the identity provider.
 *
 * @param connection its name
 * @param expiresAt when the link ends
 */
public record SetupChoiceView(String connection, Instant expiresAt, List<Choice> choices) {
    public SetupChoiceView {
        choices = List.copyOf(choices);
    }

    /**
     * A provider, with a kind of application there.
     *
     * @param suits when it is the right one
     * @param likely whether the connection was made for it
     */
    public record Choice(String label, String suits, boolean likely, String url) {}
}
