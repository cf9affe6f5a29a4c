package dev.rollcall.mapping.place;

import dev.rollcall.scim.schema.Attribute;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place in canonical documents of one resource type. Immutable, for use by several threads.
 *
 * <p>Guarantees: {@link #read} and {@link #write} never change the document that they get; a document that is written shares with
 * the one before everything that does not lead to the place. Writing what is read there already gives the same document. What is
 * written is what is read afterwards, in the form in which SCIM keeps it.
 */
public sealed interface ScimPlace permits AttributePlace, ElementPlace, AllElementsPlace, ReferencePlace {
    /** The path in canonical notation: two places are the same exactly when these are equal. */
    String path();

    /** The attribute that it is, or is in, in canonical notation without any part. */
    String attribute();

    /** What the schema says of the value; empty for what no schema declares. */
    Optional<Attribute> leaf();

    /** Whether this is the attribute as a whole and not a part of it. */
    boolean whole();

    /** Whether one value stands there, and not a list of them. */
    boolean single();

    /** Why nothing can be written there, with what to write instead; empty when something can. */
    Optional<String> unwritable();

    /** The attribute in a filter among whose values what is read here is: {@code emails.value}. */
    String searchedBy();

    /** What stands there; empty when nothing does. */
    Optional<JsonNode> read(ObjectNode document);

    /**
     * The document with that value there, not yet in canonical order.
     *
     * @param value empty to take out what is there
     * @throws PlaceException when the place does not take it
     */
    ObjectNode write(ObjectNode document, Optional<JsonNode> value);

    /** The JSON pointers of what {@link #read} looks at in the document, each as its names and indexes. */
    Set<List<String>> looksAt(ObjectNode document);
}
