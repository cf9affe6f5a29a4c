package dev.rollcall.mapping.place;

import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributePaths;
import dev.rollcall.scim.resource.Parts;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.text.Folding;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One element of a list that a selector picks, or a part of it: {@code emails[type eq "work"].value}.
 *
 * <p>Several elements may match: the first that has the part is meant, or else the first of all. What is written changes exactly that
 * one; when none matches, exactly one is made, of what the selector says and the part. Taking out the part takes the element with it
 * when the selector's own terms are all that would be left.
 */
final class ElementPlace implements ScimPlace {
    private static final String PRIMARY = "primary";

    private final ElementList list;
    private final ElementSelector selector;
    private final Optional<String> part;

    ElementPlace(ElementList list, ElementSelector selector, Optional<String> part) {
        this.list = list;
        this.selector = selector;
        this.part = part;
    }

    @Override
    public String path() {
        return list.name() + "[" + selector.text() + "]" + part.map(name -> "." + name).orElse("");
    }

    @Override
    public String attribute() {
        return list.name();
    }

    @Override
    public Optional<Attribute> leaf() {
        Optional<Attribute> attribute = list.declared().map(AttributePath::attribute);
        return part.isEmpty()
                ? attribute
                : attribute.flatMap(declared -> AttributePaths.subAttribute(declared, part.get()));
    }

    @Override
    public boolean whole() {
        return false;
    }

    @Override
    public boolean single() {
        return true;
    }

    @Override
    public Optional<String> unwritable() {
        if (part.isEmpty()) {
            return Optional.of(
                    "it names a whole element, and nothing says which part of it the profile has; write a dot and a "
                            + "sub-attribute after the brackets, as in " + list.name() + "[type eq \"work\"].value");
        }
        if (selector.template().isEmpty()) {
            return Optional.of(
                    "its filter does not say what a new element would look like; use eq, and and between several, as in "
                            + list.name() + "[type eq \"work\" and primary eq true]." + part.get());
        }
        return selector.template()
                .filter(template -> template.has(part.get()))
                .map(
                        template -> "it selects by " + part.get()
                                + ", which is what it would change; select by something else");
    }

    @Override
    public String searchedBy() {
        return list.name() + part.map(name -> "." + name).orElse("");
    }

    @Override
    public Optional<JsonNode> read(ObjectNode document) {
        List<JsonNode> elements = list.read(document);
        int focus = focus(elements);
        return focus < 0 ? Optional.empty() : partOf(elements.get(focus));
    }

    @Override
    public ObjectNode write(ObjectNode document, Optional<JsonNode> value) {
        unwritable().ifPresent(why -> {
            throw new PlaceException(path() + " cannot be written: " + why + ".");
        });
        List<JsonNode> elements = list.read(document);
        int focus = focus(elements);
        Optional<JsonNode> before = focus < 0 ? Optional.empty() : partOf(elements.get(focus));
        Optional<JsonNode> kept = value.equals(before)
                ? before
                : value.flatMap(node -> CanonicalValues.of(leaf(), node, path()));
        if (kept.equals(before)) {
            return document;
        }
        if (focus < 0) {
            requireOnePrimary(elements);
            focus = elements.size();
            elements.add(selector.template().orElseThrow());
        }
        ObjectNode element = with(elements.get(focus), kept);
        if (kept.isEmpty() && isTemplateAlone(element)) {
            elements.remove(focus);
        } else {
            elements.set(focus, element);
            requireDistinct(elements, focus);
        }
        return list.write(document, elements);
    }

    @Override
    public Set<List<String>> looksAt(ObjectNode document) {
        List<JsonNode> elements = list.read(document);
        int focus = focus(elements);
        if (focus < 0) {
            return Set.of();
        }
        if (part.isEmpty()) {
            return Set.of(list.pointer(document, focus));
        }
        Set<List<String>> pointers = new HashSet<>();
        pointers.add(list.pointer(document, focus, part.get()));
        selector.template()
                .ifPresent(template -> template.propertyNames()
                        .forEach(name -> pointers.add(list.pointer(document, focus, name))));
        return pointers;
    }

    private int focus(List<JsonNode> elements) {
        int first = -1;
        for (int i = 0; i < elements.size(); i++) {
            if (selector.selects().test(elements.get(i))) {
                if (partOf(elements.get(i)).isPresent()) {
                    return i;
                }
                first = first < 0 ? i : first;
            }
        }
        return first;
    }

    private Optional<JsonNode> partOf(JsonNode element) {
        if (part.isEmpty()) {
            return Optional.of(element);
        }
        JsonNode value = element.path(part.get());
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    private ObjectNode with(JsonNode element, Optional<JsonNode> value) {
        ObjectNode object = element instanceof ObjectNode present ? present : JsonNodeFactory.instance.objectNode();
        String name = part.orElseThrow();
        if (list.declared().isPresent()) {
            ObjectNode change = JsonNodeFactory.instance.objectNode();
            change.set(name, value.orElse(NullNode.getInstance()));
            return Parts.merge(list.declared().get().attribute(), object, change);
        }
        ObjectNode changed = JsonNodeFactory.instance.objectNode();
        changed.setAll(object);
        value.ifPresentOrElse(node -> changed.set(name, node), () -> changed.remove(name));
        return changed;
    }

    private boolean isTemplateAlone(ObjectNode element) {
        ObjectNode template = selector.template().orElseThrow();
        return element.propertyNames().stream().allMatch(template::has);
    }

    private void requireOnePrimary(List<JsonNode> elements) {
        boolean wanted = selector.template().orElseThrow().path(PRIMARY).booleanValue(false);
        if (wanted && elements.stream().anyMatch(element -> element.path(PRIMARY).booleanValue(false))) {
            throw new PlaceException(
                    "Another element of " + list.name() + " is primary already, and only one may be; leave "
                            + "primary out of the row's selector.");
        }
    }

    /** The RFC wants no two elements of one type and value (7643-2.4-08). */
    private void requireDistinct(List<JsonNode> elements, int changed) {
        String identity = identity(elements.get(changed));
        for (int i = 0; i < elements.size(); i++) {
            if (i != changed && !identity.isEmpty() && identity.equals(identity(elements.get(i)))) {
                throw new PlaceException(
                        "Another element of " + list.name() + " has this value and type already; change "
                                + "or remove that one first.");
            }
        }
    }

    private static String identity(JsonNode element) {
        JsonNode value = element.path("value");
        return value.isString()
                ? Folding.fold(element.path("type").asString("")) + " " + Folding.fold(value.stringValue())
                : "";
    }
}
