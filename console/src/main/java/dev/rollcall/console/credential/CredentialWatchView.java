package dev.rollcall.console.credential;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the page of all connections' credentials shows: those alone of which something is to be said.
 *
 * @param ending what ends soon
 * @param ended what has ended lately
 * @param unused tokens that nobody ever showed
 * @param secrets whether secrets of OAuth clients were looked at
 * @param cut whether there is more of one of them than is shown
 */
public record CredentialWatchView(List<Row> ending, List<Row> ended, List<Row> unused, boolean secrets, boolean cut) {
    public CredentialWatchView {
        ending = List.copyOf(ending);
        ended = List.copyOf(ended);
        unused = List.copyOf(unused);
    }

    /**
     * A token, or a secret of an OAuth client.
     *
     * @param kind in words
     * @param owner the name of its connection, or the id of its client of the management API
     * @param url where it is replaced; empty for a client of the management API
     * @param tone of the mark of its end
     */
    public record Row(String id, String kind, String owner, Optional<String> url, Instant madeAt,
            Optional<Instant> end, String tone, Optional<Instant> lastUsed) {}
}
