package dev.rollcall.mapping.place;

import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributePaths;
import dev.rollcall.scim.schema.Attribute;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One part of all elements of a list, as a list: {@code emails.value}. It can only be read. */
final class AllElementsPlace implements ScimPlace {
    private final ElementList list;
    private final AttributePath attribute;
    private final String part;

    AllElementsPlace(AttributePath path) {
        this.attribute = path.withoutSubAttribute();
        this.list = ElementList.of(attribute);
        this.part = path.leaf().name();
    }

    @Override
    public String path() {
        return list.name() + "." + part;
    }

    @Override
    public String attribute() {
        return list.name();
    }

    @Override
    public Optional<Attribute> leaf() {
        return AttributePaths.subAttribute(attribute.attribute(), part);
    }

    @Override
    public boolean whole() {
        return false;
    }

    @Override
    public boolean single() {
        return false;
    }

    @Override
    public Optional<String> unwritable() {
        return Optional
                .of("it stands for all elements, so that nothing says which one an edit changes; select one, as in "
                        + list.name() + "[type eq \"work\"]." + part + " or " + list.name() + "[primary eq true]."
                        + part);
    }

    @Override
    public String searchedBy() {
        return path();
    }

    @Override
    public Optional<JsonNode> read(ObjectNode document) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : list.read(document)) {
            JsonNode value = partOf(element);
            if (!value.isMissingNode() && !value.isNull()) {
                values.add(value);
            }
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    @Override
    public ObjectNode write(ObjectNode document, Optional<JsonNode> value) {
        if (value.equals(read(document))) {
            return document;
        }
        throw new PlaceException(path() + " cannot be written: " + unwritable().orElseThrow() + ".");
    }

    @Override
    public Set<List<String>> looksAt(ObjectNode document) {
        Set<List<String>> pointers = new HashSet<>();
        List<JsonNode> elements = list.read(document);
        for (int i = 0; i < elements.size(); i++) {
            if (!partOf(elements.get(i)).isMissingNode()) {
                pointers.add(elements.get(i).isObject()
                        ? list.pointer(document, i, part)
                        : list.pointer(document, i));
            }
        }
        return pointers;
    }

    /** An element that is a simple value is its own {@code value}. */
    private JsonNode partOf(JsonNode element) {
        return attribute.attribute().complex() ? element.path(part) : element;
    }
}
