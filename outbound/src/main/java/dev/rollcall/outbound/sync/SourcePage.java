package dev.rollcall.outbound.sync;

import java.util.List;
import java.util.Optional;

/**
 * Some users of a source, in its order.
 *
 * @param next the place of those behind; empty when these are the last
 */
record SourcePage(List<SourceUser> users, Optional<String> next) {
    SourcePage {
        users = List.copyOf(users);
    }
}
