package dev.rollcall.directory.type;

import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.Schema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How the attributes are called that a connection declares and nothing answers, in lower case, for whoever leaves values out by their
 * names. Immutable.
 *
 * @param whole attributes of which nothing is answered
 * @param parts the parts of other attributes of which nothing is answered, by attribute
 */
public record HiddenNames(Set<String> whole, Map<String, Set<String>> parts) {
    /** None. */
    public static final HiddenNames NONE = new HiddenNames(Set.of(), Map.of());

    public HiddenNames {
        whole = Set.copyOf(whole);
        parts = Map.copyOf(parts);
    }

    /** Whether there is nothing to leave out. */
    public boolean isEmpty() {
        return whole.isEmpty() && parts.isEmpty();
    }

    static HiddenNames of(List<Schema> schemas) {
        Set<String> whole = new HashSet<>();
        Map<String, Set<String>> parts = new HashMap<>();
        for (Schema schema : schemas) {
            for (Attribute attribute : schema.attributes()) {
                if (attribute.neverAnswered()) {
                    whole.add(folded(attribute));
                }
                for (Attribute sub : attribute.subAttributes()) {
                    if (sub.neverAnswered()) {
                        parts.computeIfAbsent(folded(attribute), absent -> new HashSet<>()).add(folded(sub));
                    }
                }
            }
        }
        return new HiddenNames(whole, parts);
    }

    private static String folded(Attribute attribute) {
        return attribute.name().toLowerCase(Locale.ROOT);
    }
}
