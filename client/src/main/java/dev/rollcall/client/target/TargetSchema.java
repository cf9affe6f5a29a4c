package dev.rollcall.client.target;

import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.text.Folding;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the standard schemas say of target attributes. */
public final class TargetSchema {
    private final ObjectType type;

    public TargetSchema(ObjectType type) {
        this.type = type;
    }

    public boolean isBoolean(TargetPath path) {
        return leaf(path).map(attribute -> attribute.type() == AttributeType.BOOLEAN).orElse(false);
    }

    /**
     * Whether the target shows what is wanted: text without regard to case where the schema does not ask for it, booleans
     * also as text, lists when each wanted element is there and no other.
     */
    public boolean same(TargetPath path, JsonNode seen, JsonNode wanted) {
        Optional<Boolean> wantedTruth = truth(wanted);
        if (wantedTruth.isPresent() && (isBoolean(path) || seen.isBoolean() || wanted.isBoolean())) {
            return truth(seen).equals(wantedTruth);
        }
        if (wanted.isArray()) {
            return seen.size() == wanted.size()
                    && wanted.valueStream().allMatch(element -> seen.valueStream().anyMatch(s -> shows(s, element)));
        }
        if (wanted.isObject()) {
            return shows(seen, wanted);
        }
        String a = seen.asString("");
        String b = wanted.asString("");
        return caseExact(path) ? a.equals(b) : Folding.fold(a).equals(Folding.fold(b));
    }

    /** The boolean that a value means, {@code true} or {@code "True"}. */
    public static Optional<Boolean> truth(JsonNode node) {
        if (node.isBoolean()) {
            return Optional.of(node.booleanValue());
        }
        return switch (node.asString("").toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static boolean shows(JsonNode seen, JsonNode wanted) {
        if (!wanted.isObject()) {
            return seen.equals(wanted);
        }
        return wanted.propertyStream()
                .allMatch(member -> JsonMember.of(seen, member.getKey()).map(member.getValue()::equals).orElse(false));
    }

    private boolean caseExact(TargetPath path) {
        if (path.extension().isEmpty() && path.attribute().equalsIgnoreCase("externalId")) {
            return true;
        }
        // What no schema declares has the default of RFC 7643 section 2.2, which is not caseExact.
        return leaf(path).map(Attribute::caseExact).orElse(false);
    }

    private Optional<Attribute> leaf(TargetPath path) {
        Optional<Attribute> attribute = schema(path).flatMap(schema -> schema.attribute(path.attribute()));
        return path.subAttribute().isEmpty()
                ? attribute
                : attribute.flatMap(parent -> parent.subAttribute(path.subAttribute().get()));
    }

    private Optional<Schema> schema(TargetPath path) {
        if (path.extension().isEmpty()) {
            return Optional.of(switch (type) {
                case USER -> StandardSchemas.user().schema();
                case GROUP -> StandardSchemas.group().schema();
            });
        }
        return path.extension()
                .filter(urn -> urn.equalsIgnoreCase(Urns.ENTERPRISE_USER))
                .map(urn -> StandardSchemas.enterpriseUser());
    }
}
