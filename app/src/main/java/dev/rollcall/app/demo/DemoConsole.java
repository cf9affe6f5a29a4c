package dev.rollcall.app.demo;

import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.directory.stream.EventStream;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The console of the demo: what lets one in, and where one sees what has happened.
 *
 * @param token of the administrator, made for this run alone
 */
record DemoConsole(URI server, String token) {
    private static final int TOKEN_BYTES = 20;

    /** A token for the administrator of a run. */
    static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** How to get there, and to a delivery of each stream that failed before it was taken. */
    List<String> lines(DemoStreams streams) {
        List<String> lines = new ArrayList<>();
        lines.add("The same in a browser, signed in by this token alone, without a client id: " + token);
        for (EventStream stream : streams.all()) {
            streams.healed(stream).ifPresent(delivery -> {
                lines.add("  what the %s took at last, after it had failed:".formatted(stream.name()));
                lines.add("  " + server
                        + ConsolePath.STREAM_DELIVERY.with(stream.id().value(), delivery.event().text()));
            });
        }
        lines.add("  and all of it:");
        lines.add("  " + server + ConsolePath.OVERVIEW.with());
        return lines;
    }

    /** Without the token, so that no log line can hold it by mistake. */
    @Override
    public String toString() {
        return "DemoConsole[" + server + "]";
    }
}
