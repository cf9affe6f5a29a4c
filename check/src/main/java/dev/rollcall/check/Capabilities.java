package dev.rollcall.check;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the endpoint has.
 *
 * @param lacking what it lacks, with the sentence that says how that is known
 */
record Capabilities(Map<Capability, String> lacking) {
    Capabilities {
        lacking = lacking.isEmpty() ? Map.of() : new EnumMap<>(lacking);
    }

    boolean has(Capability capability) {
        return !lacking.containsKey(capability);
    }

    /** Why a check that needs these is not applicable; empty when it is. */
    Optional<String> whyNot(Collection<Capability> needs) {
        return needs.stream().sorted().filter(need -> !has(need)).map(lacking::get).findFirst();
    }
}
