package dev.rollcall.mapping.place;

import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.DocumentKeys;
import dev.rollcall.scim.schema.Attribute;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A reference to another user, {@code manager} above all. It is read as the id of that user, as text, and written from every form
 * that a client is known to use: text, a number, an object with {@code value} or {@code $ref}, a list of one of these. SCIM always
 * keeps the object that the RFC defines.
 */
final class ReferencePlace implements ScimPlace {
    private static final String VALUE = "value";

    private final AttributePath path;
    private final DocumentTree tree;

    ReferencePlace(AttributePath path) {
        this.path = path.withoutSubAttribute();
        this.tree = new DocumentTree(DocumentKeys.of(this.path), false);
    }

    /** Whether the attribute is such a reference. */
    static boolean fits(Attribute attribute) {
        return attribute.complex()
                && !attribute.multiValued()
                && attribute.subAttribute(VALUE).isPresent()
                && attribute.subAttribute("$ref").isPresent();
    }

    @Override
    public String path() {
        return path.toString();
    }

    @Override
    public String attribute() {
        return path.toString();
    }

    @Override
    public Optional<Attribute> leaf() {
        return path.attribute().subAttribute(VALUE);
    }

    @Override
    public boolean whole() {
        return true;
    }

    @Override
    public boolean single() {
        return true;
    }

    @Override
    public Optional<String> unwritable() {
        return Optional.empty();
    }

    @Override
    public String searchedBy() {
        return path + ".value";
    }

    @Override
    public Optional<JsonNode> read(ObjectNode document) {
        return tree.read(document).map(reference -> reference.path(VALUE)).filter(JsonNode::isString);
    }

    @Override
    public ObjectNode write(ObjectNode document, Optional<JsonNode> value) {
        if (value.equals(read(document))) {
            return document;
        }
        return tree.write(
                document,
                value.flatMap(node -> CanonicalValues.of(Optional.of(path.attribute()), node, path())));
    }

    @Override
    public Set<List<String>> looksAt(ObjectNode document) {
        return read(document).isPresent() ? Set.of(tree.spelledIn(document)) : Set.of();
    }
}
