package dev.rollcall.entra.bench;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.source.SourceDirectory;
import dev.rollcall.entra.source.SourceObject;
import dev.rollcall.entra.source.SourceSnapshot;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** A source directory that a test changes as it goes. Object ids are the short names. */
public final class SourceScript implements SourceDirectory {
    private final SequencedMap<String, SourceObject> users = new LinkedHashMap<>();
    private final SequencedMap<String, SourceObject> groups = new LinkedHashMap<>();
    private final Set<String> assigned = new LinkedHashSet<>();

    /** An assigned user with that short name. */
    public SourceScript user(String name) {
        SequencedMap<String, JsonNode> attributes = new LinkedHashMap<>();
        attributes.put("userPrincipalName", StringNode.valueOf(name + "@example.com"));
        attributes.put("displayName", StringNode.valueOf(name));
        attributes.put("mail", StringNode.valueOf(name + "@mail.example.com"));
        attributes.put("accountEnabled", BooleanNode.TRUE);
        users.put(name, new SourceObject(ObjectType.USER, name, attributes, false));
        assigned.add(name);
        return this;
    }

    public SourceScript group(String name, String... members) {
        SequencedMap<String, JsonNode> attributes = new LinkedHashMap<>();
        attributes.put("displayName", StringNode.valueOf(name));
        attributes.put("members", list(List.of(members)));
        groups.put(name, new SourceObject(ObjectType.GROUP, name, attributes, false));
        assigned.add(name);
        return this;
    }

    public SourceScript set(String id, String attribute, String value) {
        return set(id, attribute, StringNode.valueOf(value));
    }

    public SourceScript set(String id, String attribute, JsonNode value) {
        SourceObject object = object(id);
        SequencedMap<String, JsonNode> attributes = new LinkedHashMap<>(object.attributes());
        attributes.put(attribute, value);
        return replace(new SourceObject(object.type(), id, attributes, object.softDeleted()));
    }

    public SourceScript clear(String id, String attribute) {
        SourceObject object = object(id);
        SequencedMap<String, JsonNode> attributes = new LinkedHashMap<>(object.attributes());
        attributes.remove(attribute);
        return replace(new SourceObject(object.type(), id, attributes, object.softDeleted()));
    }

    public SourceScript enabled(String id, boolean enabled) {
        return set(id, "accountEnabled", BooleanNode.valueOf(enabled));
    }

    public SourceScript members(String id, String... members) {
        return set(id, "members", list(List.of(members)));
    }

    public SourceScript softDelete(String id, boolean deleted) {
        SourceObject object = object(id);
        return replace(new SourceObject(object.type(), id, object.attributes(), deleted));
    }

    public SourceScript assign(String id) {
        assigned.add(id);
        return this;
    }

    public SourceScript unassign(String id) {
        assigned.remove(id);
        return this;
    }

    public SourceScript delete(String id) {
        users.remove(id);
        groups.remove(id);
        assigned.remove(id);
        return this;
    }

    @Override
    public SourceSnapshot read() {
        return new SourceSnapshot(users, groups, assigned);
    }

    private SourceObject object(String id) {
        return users.containsKey(id) ? users.get(id) : groups.get(id);
    }

    private SourceScript replace(SourceObject object) {
        (object.type() == ObjectType.USER ? users : groups).put(object.id(), object);
        return this;
    }

    private static ArrayNode list(List<String> texts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        texts.forEach(list::add);
        return list;
    }
}
