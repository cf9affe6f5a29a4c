package dev.rollcall.console.frame;

import java.util.List;

/**
 * What is known of an installation since its start.
 *
 * @param version of the program
 * @param settings all there are, in the order in which they are explained
 */
public record HouseFacts(String version, List<Fact> settings) {
    public HouseFacts {
        settings = List.copyOf(settings);
    }

    /**
     * A setting that is in force.
     *
     * @param key with its section, such as {@code limits.body}
     * @param value as one would write it; of a secret only that there is one
     * @param isSet whether somebody has set it, be it to its default
     * @param meaning one or more whole sentences
     */
    public record Fact(String key, String value, boolean isSet, String meaning) {}
}
