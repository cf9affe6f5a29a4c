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
 * How the attributes are called that a connection declares, or declared once, and nothing answers, in lower case, for whoever leaves
 * values out by their names. Immutable.
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

    /** These and others. */
    public HiddenNames with(HiddenNames others) {
        if (others.isEmpty() || isEmpty()) {
            return isEmpty() ? others : this;
        }
        Set<String> bothWhole = new HashSet<>(whole);
        bothWhole.addAll(others.whole);
        Map<String, Set<String>> bothParts = new HashMap<>();
        parts.forEach((name, of) -> bothParts.computeIfAbsent(name, absent -> new HashSet<>()).addAll(of));
        others.parts.forEach((name, of) -> bothParts.computeIfAbsent(name, absent -> new HashSet<>()).addAll(of));
        return new HiddenNames(bothWhole, bothParts);
    }

    /** Those at places in resources. @param places of each the names on the way there, which may begin with a schema's URN */
    static HiddenNames at(List<List<String>> places) {
        Set<String> whole = new HashSet<>();
        Map<String, Set<String>> parts = new HashMap<>();
        for (List<String> keys : places) {
            List<String> names = keys.stream().filter(key -> key.indexOf(':') < 0).map(HiddenNames::folded).toList();
            if (names.size() > 1) {
                parts.computeIfAbsent(names.getFirst(), absent -> new HashSet<>()).add(names.getLast());
            } else {
                whole.addAll(names);
            }
        }
        return new HiddenNames(whole, parts);
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
        return folded(attribute.name());
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
