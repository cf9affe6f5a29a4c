package dev.rollcall.server.health;

import java.util.Optional;

/** What is known of a part: works, or what is wrong and what to do. */
record PartState(String name, Optional<String> problem) {
    boolean up() {
        return problem.isEmpty();
    }
}
