package dev.rollcall.directory.type;

import dev.rollcall.scim.json.ScimJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What events of before must not tell although no declaration says so any more: values that were never answered, and that were dropped
 * when their declaration went. Immutable.
 *
 * @param places in the order in which they came
 */
public record WithheldValues(List<Place> places) {
    /** The name of the one declaration that holds them. */
    public static final String NAME = "withheld";
    /** None. */
    public static final WithheldValues NONE = new WithheldValues(List.of());

    /**
     * A place.
     *
     * @param type the name of the resource type
     * @param keys the names on the way there from the top of a resource
     * @param until changes of that time and before are concerned
     */
    public record Place(String type, List<String> keys, Instant until) {
        public Place {
            keys = List.copyOf(keys);
        }
    }

    public WithheldValues {
        places = List.copyOf(places);
    }

    /** Those in a stored text. */
    public static WithheldValues stored(String text) {
        List<Place> places = new ArrayList<>();
        for (JsonNode place : ScimJson.tree(text).path("places")) {
            List<String> keys = new ArrayList<>();
            place.path("keys").forEach(key -> keys.add(key.asString("")));
            places.add(
                    new Place(place.path("type").asString(""), keys, Instant.parse(place.path("until").asString(""))));
        }
        return new WithheldValues(places);
    }

    /** The text by which they are stored. */
    public String text() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("places");
        for (Place place : places) {
            ObjectNode object = array.addObject().put("type", place.type).put("until", place.until.toString());
            place.keys.forEach(object.putArray("keys")::add);
        }
        return json.toString();
    }

    /** Without those of which no change of that time or later is concerned. */
    public WithheldValues since(Instant oldest) {
        return new WithheldValues(places.stream().filter(place -> !place.until.isBefore(oldest)).toList());
    }

    /** With one more; a place that is there already is there once. */
    public WithheldValues with(String type, List<String> keys, Instant until) {
        List<Place> next = new ArrayList<>(places);
        next.removeIf(place -> place.type.equals(type) && place.keys.equals(keys));
        next.add(new Place(type, keys, until));
        return new WithheldValues(next);
    }

    /** The places in resources of a type that are withheld of a change of that time. */
    public List<List<String>> of(String type, Instant change) {
        return places.stream()
                .filter(place -> place.type.equals(type) && !change.isAfter(place.until))
                .map(Place::keys)
                .toList();
    }

    /** Those among declarations. */
    public static WithheldValues among(List<Declaration> declarations) {
        Optional<Declaration> found = declarations.stream()
                .filter(declaration -> declaration.kind() == Declaration.Kind.WITHHELD)
                .findFirst();
        return found.map(declaration -> stored(declaration.text())).orElse(NONE);
    }
}
