package dev.rollcall.directory.type;

import dev.rollcall.directory.identifier.Keyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * @param duplicates the first values that several resources had when it was looked; empty but for {@link State#DUPLICATES}
 */
public record DeclaredIndex(String attribute, String id, boolean unique, State state, List<String> duplicates) {
    /** Values that are named at most. */
    public static final int NAMED = 10;

    /** How far an index is. */
    public enum State implements Keyword {
        /** Its entries are being made; nothing is found by it yet, and nothing refused. */
        BUILDING("building"),
        /** What is asked of it is found by it. */
        READY("ready"),
        /** The same, and a value that somebody else has is refused already; it is being looked whether some have values alike. */
        CHECKING("checking"),
        /** The same, and no two have a value alike. */
        ENFORCED("enforced"),
        /** Some had values alike, so that none is refused until these are mended and the schema is declared once more. */
        DUPLICATES("duplicates");

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
        duplicates = List.copyOf(duplicates);
    }

    /** Whether all entries are in it. */
    public boolean isBuilt() {
        return state != State.BUILDING;
    }

    /** Whether a value that another resource has is refused. */
    public boolean isGuarded() {
        return state == State.CHECKING || state == State.ENFORCED;
    }

    /** The same in another state. */
    public DeclaredIndex in(State other) {
        return new DeclaredIndex(attribute, id, unique, other, List.of());
    }

    /** The same after it was found that some have values alike. */
    public DeclaredIndex with(List<String> alike) {
        return new DeclaredIndex(attribute, id, unique, State.DUPLICATES, alike);
    }

    static DeclaredIndex stored(JsonNode json) {
        List<String> duplicates = new ArrayList<>();
        json.path("duplicates").forEach(value -> duplicates.add(value.asString("")));
        return new DeclaredIndex(json.path("attribute").asString(""), json.path("id").asString(""),
                json.path("unique").asBoolean(false),
                Keyword.find(State.class, json.path("state").asString(""), "state of an index"), duplicates);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("attribute", attribute)
                .put("id", id)
                .put("unique", unique)
                .put("state", state.keyword());
        if (!duplicates.isEmpty()) {
            duplicates.forEach(json.putArray("duplicates")::add);
        }
        return json;
    }

    /** The one of that attribute. */
    static Optional<DeclaredIndex> of(List<DeclaredIndex> indexes, String attribute) {
        return indexes.stream().filter(index -> index.attribute.equals(attribute)).findFirst();
    }
}
