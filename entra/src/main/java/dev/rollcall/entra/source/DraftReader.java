package dev.rollcall.entra.source;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.scim.text.Folding;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** Makes an object of an entry: known attributes by their kind, others as they are written, and what Entra adds itself. */
final class DraftReader {
    private static final String PRINCIPAL_NAME = "userPrincipalName";
    private static final String DISPLAY_NAME = "displayName";
    private static final String MAIL_NICKNAME = "mailNickname";

    private final ObjectType type;
    private final KnownAttributes known;

    DraftReader(ObjectType type) {
        this.type = type;
        this.known = KnownAttributes.of(type);
    }

    Draft read(Entry entry) {
        SequencedMap<String, JsonNode> attributes = new LinkedHashMap<>();
        entry.fields()
                .forEach((name, field) -> value(entry, name, field).ifPresent(value -> attributes.put(name, value)));
        boolean softDeleted = entry.cell("softDeleted").map(cell -> truth("softDeleted", cell)).orElse(false);
        return switch (type) {
            case USER -> {
                String name = principalName(entry);
                complete(attributes, name);
                yield new Draft(type, id(entry, "user:" + name), name, entry.place(), attributes, softDeleted,
                        entry.cell("manager").stream().toList());
            }
            case GROUP -> {
                String name = required(entry, DISPLAY_NAME, "Engineering");
                attributes.putIfAbsent(MAIL_NICKNAME, StringNode.valueOf(name.replaceAll("\\s", "")));
                yield new Draft(type, id(entry, "group:" + name), name, entry.place(), attributes, softDeleted,
                        entry.cells("members"));
            }
        };
    }

    private Optional<JsonNode> value(Entry entry, String name, Field field) {
        Optional<KnownAttributes.Kind> kind = known.kind(name, field.place());
        if (kind.isEmpty()) {
            return Optional.of(field.cells().size() == 1
                    ? field.cells().getFirst().asWritten()
                    : array(field.cells().stream().map(Cell::asWritten).toList()));
        }
        return switch (kind.get()) {
            case TEXT -> entry.cell(name).map(Cell::asText);
            case TEXTS -> Optional.of(array(field.cells().stream().map(Cell::asText).toList()));
            case BOOLEAN -> entry.cell(name).map(cell -> BooleanNode.valueOf(truth(name, cell)));
            case STRUCTURE -> Optional.empty();
        };
    }

    private static boolean truth(String name, Cell cell) {
        return cell.truth()
                .orElseThrow(() -> cell.place()
                        .wrong(name + " is either true or false, but this is \""
                                + cell.text() + "\"; write one of them."));
    }

    /** What Entra gives to every user, and a person who writes a file leaves out. */
    private static void complete(SequencedMap<String, JsonNode> attributes, String principalName) {
        attributes.putIfAbsent(MAIL_NICKNAME,
                StringNode.valueOf(principalName.substring(0, principalName.lastIndexOf('@'))));
        attributes.putIfAbsent("userType", StringNode.valueOf(principalName.contains("#EXT#") ? "Guest" : "Member"));
        attributes.putIfAbsent("accountEnabled", BooleanNode.TRUE);
    }

    private static String principalName(Entry entry) {
        String name = required(entry, PRINCIPAL_NAME, "ada@contoso.com");
        int at = name.lastIndexOf('@');
        if (at < 1 || at == name.length() - 1 || name.chars().anyMatch(Character::isWhitespace)) {
            throw entry.field(PRINCIPAL_NAME)
                    .map(Field::place)
                    .orElse(entry.place())
                    .wrong("\"" + name
                            + "\" is no userPrincipalName; write one such as ada@contoso.com, without blanks.");
        }
        return name;
    }

    private static String required(Entry entry, String name, String example) {
        return entry.cell(name)
                .map(Cell::text)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> entry.place()
                        .wrong("this entry has no " + name + "; write \"" + name + ": " + example
                                + "\" into it."));
    }

    /** The object id that is written, or one that stays the same as long as the name does. */
    private static String id(Entry entry, String name) {
        Optional<Cell> id = entry.cell("id");
        Optional<Cell> objectId = entry.cell("objectId");
        if (id.isPresent() && objectId.isPresent()) {
            throw objectId.get().place().wrong("id and objectId mean the same; remove one of them.");
        }
        return id.or(() -> objectId)
                .map(Cell::text)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseGet(
                        () -> UUID.nameUUIDFromBytes(Folding.fold(name).getBytes(StandardCharsets.UTF_8)).toString());
    }

    static ArrayNode array(List<JsonNode> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array;
    }
}
