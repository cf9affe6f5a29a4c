package dev.rollcall.directory.type;

import dev.rollcall.directory.identifier.Keyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An index of an attribute that a connection declares.
 *
 * @param attribute {@code attr} or {@code attr.sub} in registered spelling, without the URN
 * @param id by which its entries are found in the store; another one when what it holds would be read otherwise
 * @param unique whether no two resources of a type may have a value alike
 * @param state how far it is
 * @param named the first values that several resources had when it was looked, of {@link State#DUPLICATES}; the first resources that
 *     have too many values, of {@link State#CROWDED}; empty otherwise
 * @param ready the resource types whose entries are all in it already, because it is being built for others that came to have the
 *     attribute; empty but for {@link State#BUILDING}
 * @param held whether a value that another resource has is refused while it is being built, as it was before
 */
public record DeclaredIndex(
        String attribute, String id, boolean unique, State state, List<String> named, List<String> ready,
        boolean held) {
    /** Values or resources that are named at most. */
    public static final int NAMED = 10;

    /** How far an index is. */
    public enum State implements Keyword {
        /** Its entries are being made; nothing is found by it yet and nothing refused, but of types that were in it before. */
        BUILDING("building"),
        /** What is asked of it is found by it. */
        READY("ready"),
        /** The same, and a value that somebody else has is refused already; it is being looked whether some have values alike. */
        CHECKING("checking"),
        /** The same, and no two have a value alike. */
        ENFORCED("enforced"),
        /** Some had values alike, so that none is refused until these are mended and the schema is declared once more. */
        DUPLICATES("duplicates"),
        /** Some have more values than are indexed, so that it holds nothing until these are mended and the schema is declared once more. */
        CROWDED("crowded");

        private final String keyword;

        State(String keyword) {
            this.keyword = keyword;
        }

        @Override
        public String keyword() {
            return keyword;
        }
    }

    public DeclaredIndex {
        named = List.copyOf(named);
        ready = List.copyOf(ready);
    }

    /** One that nothing is in yet. */
    static DeclaredIndex planned(String attribute, String id, boolean unique) {
        return new DeclaredIndex(attribute, id, unique, State.BUILDING, List.of(), List.of(), false);
    }

    /** Whether the entries of all types are in it. */
    public boolean isBuilt() {
        return state != State.BUILDING && state != State.CROWDED;
    }

    /** Whether what resources have goes into it. */
    public boolean isKept() {
        return state != State.CROWDED;
    }

    /** Whether all entries of resources of that type are in it. */
    public boolean isBuilt(String type) {
        return isBuilt() || ready.contains(type);
    }

    /** Whether a value that another resource has is refused. */
    public boolean isGuarded() {
        return state == State.CHECKING || state == State.ENFORCED || held;
    }

    /** The same in another state. */
    public DeclaredIndex in(State other) {
        return new DeclaredIndex(attribute, id, unique, other, List.of(), List.of(), false);
    }

    /** The same after it was found that some have values alike. */
    public DeclaredIndex with(List<String> alike) {
        return new DeclaredIndex(attribute, id, unique, State.DUPLICATES, alike, List.of(), false);
    }

    /** The same after it was found that some have more values than are indexed. */
    public DeclaredIndex crowdedBy(List<String> resources) {
        return new DeclaredIndex(attribute, id, unique, State.CROWDED, resources, List.of(), false);
    }

    /**
     * The same when other types have the attribute than before: for those that come it is to be built, and goes on to serve the
     * others and to refuse what it has refused.
     */
    public DeclaredIndex usedBy(Set<String> before, Set<String> now) {
        if (state != State.BUILDING && before.containsAll(now)) {
            return this;
        }
        List<String> built = now.stream().filter(type -> before.contains(type) && isBuilt(type)).sorted().toList();
        return new DeclaredIndex(attribute, id, unique, State.BUILDING, List.of(), built, isGuarded());
    }

    static DeclaredIndex stored(JsonNode json) {
        List<String> named = new ArrayList<>();
        json.path("duplicates").forEach(value -> named.add(value.asString("")));
        json.path("crowded_by").forEach(resource -> named.add(resource.asString("")));
        List<String> ready = new ArrayList<>();
        json.path("ready").forEach(type -> ready.add(type.asString("")));
        return new DeclaredIndex(json.path("attribute").asString(""), json.path("id").asString(""),
                json.path("unique").asBoolean(false),
                Keyword.find(State.class, json.path("state").asString(""), "state of an index"), named, ready,
                json.path("held").asBoolean(false));
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("attribute", attribute)
                .put("id", id)
                .put("unique", unique)
                .put("state", state.keyword());
        if (!named.isEmpty()) {
            named.forEach(json.putArray(state == State.CROWDED ? "crowded_by" : "duplicates")::add);
        }
        if (!ready.isEmpty()) {
            ready.forEach(json.putArray("ready")::add);
        }
        if (held) {
            json.put("held", true);
        }
        return json;
    }

    /** The one of that attribute. */
    static Optional<DeclaredIndex> of(List<DeclaredIndex> indexes, String attribute) {
        return indexes.stream().filter(index -> index.attribute.equals(attribute)).findFirst();
    }
}
