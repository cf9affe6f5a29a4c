package dev.rollcall.entra.source;

import dev.rollcall.scim.text.Folding;
import dev.rollcall.scim.text.LikelyName;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** All users or all groups of the folder, by their ids and by their names without regard to case. */
final class DraftIndex {
    private final String noun;
    private final String nameAttribute;
    private final SequencedMap<String, Draft> byId = new LinkedHashMap<>();
    private final Map<String, Draft> byName = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    DraftIndex(String noun, String nameAttribute) {
        this.noun = noun;
        this.nameAttribute = nameAttribute;
    }

    /** Two users with one principal name are refused; two groups with one name need ids of their own. */
    void add(Draft draft, boolean uniqueNames) {
        String name = Folding.fold(draft.name());
        Optional<Draft> sameName = Optional.ofNullable(byName.putIfAbsent(name, draft));
        if (sameName.isPresent() && uniqueNames) {
            throw draft.place()
                    .wrong("the " + nameAttribute + " " + draft.name() + " is taken already, at "
                            + sameName.get().place() + "; write another one, or remove one of the entries.");
        }
        Optional<Draft> sameId = Optional.ofNullable(byId.putIfAbsent(draft.id(), draft));
        if (sameId.isPresent()) {
            throw draft.place()
                    .wrong("this " + noun + " has the same id as the one at " + sameId.get().place()
                            + (sameName.isPresent() ? ", because they have the same name" : "")
                            + "; write another \"id: …\" into one of them, or remove one.");
        }
        if (sameName.isPresent()) {
            ambiguous.add(name);
        }
    }

    /** An id names one object, whatever it is: what a job remembers is filed under it. */
    void refuseIdsOf(DraftIndex others) {
        for (Draft draft : byId.values()) {
            Optional.ofNullable(others.byId.get(draft.id())).ifPresent(other -> {
                throw draft.place()
                        .wrong("this " + noun + " has the same id as the " + others.noun + " at " + other.place()
                                + "; write another \"id: …\" into one of them.");
            });
        }
    }

    Collection<Draft> all() {
        return byId.values();
    }

    int size() {
        return byId.size();
    }

    /** The object that is meant by its id or its name. */
    Optional<Draft> find(Cell cell) {
        String text = cell.text().strip();
        Optional<Draft> found = Optional.ofNullable(byId.get(text));
        if (found.isPresent()) {
            return found;
        }
        String name = Folding.fold(text);
        if (ambiguous.contains(name)) {
            throw cell.place()
                    .wrong("several " + noun + "s are named \"" + text + "\"; write the id of the one you mean.");
        }
        return Optional.ofNullable(byName.get(name));
    }

    /** What to say where nobody is found. */
    SourceException unknown(Cell cell) {
        String near = LikelyName.of(cell.text(), byName.values().stream().map(Draft::name).toList())
                .map(name -> "; did you mean " + name + "?")
                .orElse("; write the " + nameAttribute + " or the id of a " + noun + " of this folder,");
        return cell.place()
                .wrong("there is no " + noun + " \"" + cell.text() + "\"" + near
                        + (near.endsWith("?") ? " Otherwise remove this." : " or remove this."));
    }
}
