package dev.rollcall.server.health;

import java.util.Optional;

/** What is known of a part: works, or what is wrong and what to do. */
public record PartState(String name, Optional<String> problem) {
    /** Whether it works. */
    public boolean up() {
        return problem.isEmpty();
    }
}
