package dev.rollcall.directory.access;

import dev.rollcall.directory.stream.EventStream;
import java.util.Optional;

/**
 * A stream that was just made, or given another secret to sign with.
 *
 * @param signingSecret what its webhooks are signed with; nobody is ever told it again
 */
public record NewStream(EventStream stream, Optional<String> signingSecret) {
    @Override
    public String toString() {
        return "NewStream[" + stream.id() + "]";
    }
}
