package dev.rollcall.console.setup;

import java.time.Instant;
import java.util.Optional;

/**
 * A token that was just made, which no other page ever shows.
 *
 * @param connection its name
 * @param until when it ends; empty for not by itself
 * @param power what somebody can do who has it
 * @param backUrl the page that it was made on
 */
public record SetupTokenView(
        String connection, String secret, Optional<Instant> until, SetupValues values, String power, String backUrl) {

    /** Without the secret, so that no log line can hold it by mistake. */
    @Override
    public String toString() {
        return "SetupTokenView[" + connection + "]";
    }
}
