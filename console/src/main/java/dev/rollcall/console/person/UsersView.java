package dev.rollcall.console.person;

import dev.rollcall.console.connection.ConnectionTabs;
import java.util.List;
import java.util.Optional;

/**
 * What the list of a connection's users shows.
 *
 * @param total how many there are in all
 * @param q what is searched for; empty text for all
 */
public record UsersView(ConnectionTabs tabs, long total, String q, List<Row> rows, String url,
        Optional<String> nextUrl, String tokensUrl) {
    public UsersView {
        rows = List.copyOf(rows);
    }

    /**
     * A user.
     *
     * @param name by which people know the user; the id where there is none
     * @param state {@code active} or {@code blocked}, with the tone of its mark
     */
    public record Row(String name, String userId, String email, String state, String tone, String updatedAt,
            String url) {}
}
