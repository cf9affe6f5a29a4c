package dev.rollcall.entra.mapping;

import dev.rollcall.entra.expression.AttributeValues;
import dev.rollcall.entra.expression.Value;
import dev.rollcall.entra.source.SourceObject;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The attributes of a source object under the names that mappings use. Beyond those that it has, these are known:
 * {@code objectId}, its id; {@code IsSoftDeleted}, true when it is in the recycle bin or {@code accountEnabled} is false
 * (entra.md section 3.15); {@code originalUserPrincipalName}, the principal name as it is, while {@code userPrincipalName} of
 * a guest is without {@code #EXT#} (section 5.4).
 */
record SourceAttributes(SourceObject object) implements AttributeValues {
    /** The attributes that point to other objects. */
    static final Set<String> REFERENCES = Set.of("manager", "members");

    private static final String PRINCIPAL_NAME = "userPrincipalName";

    @Override
    public Value value(String name) {
        Optional<JsonNode> given = object.attribute(name);
        return switch (name) {
            case "objectId" -> new Value.Text(object.id());
            case "IsSoftDeleted" -> new Value.Bool(softDeleted());
            case "originalUserPrincipalName" -> given.or(() -> object.attribute(PRINCIPAL_NAME))
                    .map(Value::of)
                    .orElse(Value.MISSING);
            case PRINCIPAL_NAME -> given.<Value>map(value -> new Value.Text(value.asString().replace("#EXT#", "")))
                    .orElse(Value.MISSING);
            default -> given.map(Value::of).orElse(Value.MISSING);
        };
    }

    private boolean softDeleted() {
        return object.softDeleted()
                || object.attribute("accountEnabled").map(enabled -> !enabled.asBoolean(true)).orElse(false);
    }
}
