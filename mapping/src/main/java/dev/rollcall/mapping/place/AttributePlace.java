package dev.rollcall.mapping.place;

import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.DocumentKeys;
import dev.rollcall.scim.resource.Parts;
import dev.rollcall.scim.schema.Attribute;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** An attribute as a whole, or one sub-attribute of one that has a single value. */
final class AttributePlace implements ScimPlace {
    private final String path;
    private final String attribute;
    private final Optional<AttributePath> declared;
    private final DocumentTree tree;
    private final DocumentTree parent;

    private AttributePlace(String path, String attribute, Optional<AttributePath> declared, DocumentTree tree,
            DocumentTree parent) {
        this.path = path;
        this.attribute = attribute;
        this.declared = declared;
        this.tree = tree;
        this.parent = parent;
    }

    static AttributePlace declared(AttributePath path) {
        AttributePath whole = path.withoutSubAttribute();
        return new AttributePlace(
                path.toString(),
                whole.toString(),
                Optional.of(path),
                new DocumentTree(DocumentKeys.of(path), false),
                new DocumentTree(DocumentKeys.of(whole), false));
    }

    /**
     * What no schema declares.
     *
     * @param keys the container, the name, and perhaps a part
     */
    static AttributePlace undeclared(List<String> keys) {
        DocumentTree whole = new DocumentTree(keys.subList(0, 2), true);
        return new AttributePlace(
                UndeclaredPaths.text(keys),
                UndeclaredPaths.text(keys.subList(0, 2)),
                Optional.empty(),
                new DocumentTree(keys, true),
                whole);
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String attribute() {
        return attribute;
    }

    @Override
    public Optional<Attribute> leaf() {
        return declared.map(AttributePath::leaf);
    }

    @Override
    public boolean whole() {
        return path.equals(attribute);
    }

    @Override
    public boolean single() {
        return leaf().filter(Attribute::multiValued).isEmpty();
    }

    @Override
    public Optional<String> unwritable() {
        return Optional.empty();
    }

    @Override
    public String searchedBy() {
        return path;
    }

    @Override
    public Optional<JsonNode> read(ObjectNode document) {
        return tree.read(document);
    }

    @Override
    public ObjectNode write(ObjectNode document, Optional<JsonNode> value) {
        if (value.equals(read(document))) {
            return document;
        }
        Optional<JsonNode> kept = value.flatMap(node -> CanonicalValues.of(leaf(), node, path));
        requireWhatMustBeThere(kept);
        if (declared.isEmpty() || whole()) {
            return tree.write(document, kept);
        }
        AttributePath sub = declared.get();
        JsonNode before = parent.read(document).orElseGet(JsonNodeFactory.instance::objectNode);
        if (!(before instanceof ObjectNode object)) {
            throw new PlaceException("The resource keeps no object at " + attribute + "; map " + attribute
                    + " as a whole to see what is there.");
        }
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        part.set(sub.leaf().name(), kept.orElse(NullNode.getInstance()));
        ObjectNode after = Parts.merge(sub.attribute(), object, part);
        return parent.write(document, after.isEmpty() ? Optional.empty() : Optional.of(after));
    }

    @Override
    public Set<List<String>> looksAt(ObjectNode document) {
        return read(document).isPresent() ? Set.of(tree.spelledIn(document)) : Set.of();
    }

    private void requireWhatMustBeThere(Optional<JsonNode> kept) {
        boolean blank = kept.isEmpty() || kept.get().isString() && kept.get().stringValue().isBlank();
        if (blank && leaf().filter(Attribute::required).isPresent()) {
            throw new PlaceException("SCIM requires " + path + "; give it a value that is not blank.");
        }
    }
}
