package dev.rollcall.directory.declaration;

import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What no answer has under the declarations of a connection, and answers would have under others: its attribute is removed, renamed or
 * returned, or its schema belongs to the type no more. A type that is gone counts, because another one may get its name, and with it
 * the resources.
 */
final class RevealedValues {
    private RevealedValues() {}

    /**
     * A place of such values.
     *
     * @param type the name of the resource type
     * @param schema the URN that declares it
     * @param extension whether that is an extension of the type
     * @param attribute {@code attr} or {@code attr.sub}, as it was declared
     * @param dropped whether it is write-only, so that nothing of it is kept
     */
    record Place(String type, String schema, boolean extension, String attribute, boolean dropped) {
        /** The names on the way there from the top of a resource. */
        List<String> keys() {
            List<String> keys = new ArrayList<>();
            if (extension) {
                keys.add(schema);
            }
            keys.addAll(List.of(attribute.split("\\.", 2)));
            return keys;
        }
    }

    /** All such places, in the order of types and schemas. */
    static List<Place> between(ConnectionTypes before, ConnectionTypes after) {
        List<Place> places = new ArrayList<>();
        for (ResourceKind kind : before.all()) {
            Optional<ResourceType> then = after.find(kind.name()).map(ResourceKind::type);
            kind.type()
                    .schemas()
                    .filter(schema -> !StandardSchemas.schemas().contains(schema))
                    .forEach(schema -> add(places, kind.type(), schema, then));
        }
        return places;
    }

    private static void add(List<Place> places, ResourceType type, Schema schema, Optional<ResourceType> then) {
        boolean extension = schema != type.schema();
        // As the base of a type its attributes stand elsewhere.
        Optional<Schema> same = then
                .filter(next -> next.schema().id().equalsIgnoreCase(schema.id()) != extension)
                .flatMap(next -> next.schema(schema.id()));
        for (Attribute attribute : schema.attributes()) {
            Optional<Attribute> next = same.flatMap(declared -> declared.attribute(attribute.name()));
            boolean stays = next.filter(Attribute::neverAnswered).isPresent();
            if (attribute.neverAnswered()) {
                if (!stays) {
                    places.add(new Place(type.name(), schema.id(), extension, attribute.name(), isDropped(attribute)));
                }
                continue;
            }
            for (Attribute sub : attribute.subAttributes()) {
                boolean partStays = stays
                        || next.flatMap(whole -> whole.subAttribute(sub.name()))
                                .filter(Attribute::neverAnswered)
                                .isPresent();
                if (sub.neverAnswered() && !partStays) {
                    places.add(new Place(type.name(), schema.id(), extension, attribute.name() + "." + sub.name(),
                            isDropped(sub)));
                }
            }
        }
    }

    private static boolean isDropped(Attribute attribute) {
        return attribute.mutability() == Mutability.WRITE_ONLY;
    }
}
