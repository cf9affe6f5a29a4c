package dev.rollcall.console.setup;

import dev.rollcall.directory.setup.SetupProvider;
import java.util.Set;

/**
 * Which steps of a provider's page are ticked off.
 *
 * @param kept those of all providers, as they are kept with the link
 * @param url to which the forms are sent
 */
public record SetupTicks(SetupProvider provider, Set<String> kept, String url) {
    public SetupTicks {
        kept = Set.copyOf(kept);
    }

    /** Whether a step is. @param step such as {@code connect-2} */
    public boolean has(String step) {
        return kept.contains(key(provider, step));
    }

    /** How many of the steps of a section are, in words; empty text for none. @param steps how many it has */
    public String of(String section, int steps) {
        long done = kept.stream().filter(step -> step.startsWith(key(provider, section + "-"))).count();
        return done == 0 ? "" : done + " of " + steps + " done";
    }

    static String key(SetupProvider provider, String step) {
        return provider.keyword() + "." + step;
    }
}
