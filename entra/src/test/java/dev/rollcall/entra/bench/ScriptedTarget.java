package dev.rollcall.entra.bench;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.AttributeDifference;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.client.target.ProvisioningTarget;
import dev.rollcall.client.target.TargetResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** An application in memory that writes down what it is asked, and fails where a test says so. */
public final class ScriptedTarget implements ProvisioningTarget {
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /** An object of the target, its attributes by path. */
    public static final class Stored {
        final ObjectType type;
        final Map<String, JsonNode> attributes = new TreeMap<>();
        public final Set<String> members = new LinkedHashSet<>();
        public Optional<String> manager = Optional.empty();

        Stored(ObjectType type) {
            this.type = type;
        }

        public String text(String path) {
            return attributes.containsKey(path) ? attributes.get(path).asString() : "";
        }
    }

    public final List<String> requests = new ArrayList<>();
    private final Map<String, Stored> objects = new LinkedHashMap<>();
    private final Map<Predicate<String>, ErrorCode> failures = new LinkedHashMap<>();
    private int nextId = 1;

    /** Requests whose text the test matches fail from now on. */
    public synchronized void failOn(Predicate<String> request, ErrorCode code) {
        failures.put(request, code);
    }

    public synchronized void failOn(String part, ErrorCode code) {
        failOn(request -> request.contains(part), code);
    }

    public synchronized void mend() {
        failures.clear();
    }

    /** What was asked since the last call. */
    public synchronized List<String> takeRequests() {
        List<String> taken = List.copyOf(requests);
        requests.clear();
        return taken;
    }

    public synchronized List<String> takeWrites() {
        return takeRequests().stream()
                .filter(request -> !request.startsWith("probe")
                        && !request.startsWith("match")
                        && !request.startsWith("read"))
                .toList();
    }

    public synchronized Stored byAttribute(String path, String value) {
        return objects.values()
                .stream()
                .filter(stored -> stored.text(path).equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no object with " + path + " = " + value));
    }

    public synchronized String idOf(String path, String value) {
        Stored stored = byAttribute(path, value);
        return objects.entrySet()
                .stream()
                .filter(entry -> entry.getValue() == stored)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    public synchronized long count(ObjectType type) {
        return objects.values().stream().filter(stored -> stored.type == type).count();
    }

    /** Puts an object there that nobody provisioned. */
    public synchronized String add(ObjectType type, Map<String, String> attributes) {
        Stored stored = new Stored(type);
        attributes.forEach((path, value) -> stored.attributes.put(path, StringNode.valueOf(value)));
        return put(stored);
    }

    public synchronized void remove(String id) {
        objects.remove(id);
    }

    @Override
    public synchronized void probe(ObjectType type, String matchingAttribute) {
        ask("probe " + type.scimName() + " " + matchingAttribute);
    }

    @Override
    public synchronized Optional<TargetResource> match(ObjectType type, String matchingAttribute, String value) {
        ask("match " + type.scimName() + " " + matchingAttribute + " " + value);
        return objects.entrySet()
                .stream()
                .filter(entry -> entry.getValue().type == type
                        && entry.getValue().text(matchingAttribute).equalsIgnoreCase(value))
                .map(entry -> resource(entry.getKey(), entry.getValue()))
                .findFirst();
    }

    @Override
    public synchronized Optional<TargetResource> read(ObjectType type, String id) {
        ask("read " + type.scimName() + " " + id);
        return Optional.ofNullable(objects.get(id)).map(stored -> resource(id, stored));
    }

    @Override
    public synchronized TargetResource create(ObjectType type, SequencedMap<String, JsonNode> attributes) {
        ask("create " + type.scimName() + " " + attributes.values().iterator().next().asString());
        Stored stored = new Stored(type);
        stored.attributes.putAll(attributes);
        String id = put(stored);
        return resource(id, stored);
    }

    @Override
    public synchronized List<AttributeDifference> differences(
            TargetResource seen, SequencedMap<String, JsonNode> wanted) {
        Map<String, JsonNode> shown = objects.get(seen.id()).attributes;
        return wanted.entrySet()
                .stream()
                .filter(entry -> !entry.getValue().equals(shown.get(entry.getKey())))
                .map(entry -> new AttributeDifference(
                        entry.getKey(),
                        Optional.ofNullable(shown.get(entry.getKey())),
                        Optional.of(entry.getValue())))
                .toList();
    }

    @Override
    public synchronized void update(ObjectType type, String id, List<AttributeDifference> differences) {
        List<String> paths = differences.stream().map(AttributeDifference::path).toList();
        ask("update " + type.scimName() + " " + id + " " + paths);
        differences.forEach(change -> objects.get(id).attributes.put(change.path(), change.wanted().orElseThrow()));
    }

    @Override
    public synchronized void setManager(String userId, Optional<String> seenManagerId, Optional<String> managerId) {
        ask("manager " + userId + " " + managerId.orElse("none"));
        objects.get(userId).manager = managerId;
    }

    @Override
    public synchronized void addMembers(String groupId, List<String> memberIds) {
        ask("add " + groupId + " " + memberIds);
        objects.get(groupId).members.addAll(memberIds);
    }

    @Override
    public synchronized void removeMembers(String groupId, List<String> memberIds) {
        ask("remove " + groupId + " " + memberIds);
        objects.get(groupId).members.removeAll(memberIds);
    }

    @Override
    public synchronized void disable(String userId, Optional<JsonNode> seenActive) {
        ask("disable " + userId);
        objects.get(userId).attributes.put("active", StringNode.valueOf("False"));
    }

    @Override
    public synchronized void delete(ObjectType type, String id) {
        ask("delete " + type.scimName() + " " + id);
        objects.remove(id);
    }

    private void ask(String request) {
        requests.add(request);
        failures.forEach((fails, code) -> {
            if (fails.test(request)) {
                throw new ProvisioningException(code, "StatusCode: scripted Message: " + request, Optional.empty());
            }
        });
    }

    private String put(Stored stored) {
        String id = (stored.type == ObjectType.USER ? "u" : "g") + nextId++;
        objects.put(id, stored);
        return id;
    }

    private static TargetResource resource(String id, Stored stored) {
        ObjectNode resource = JsonNodeFactory.instance.objectNode().put("id", id);
        if (stored.attributes.containsKey("active")) {
            resource.set("active", stored.attributes.get("active"));
        }
        stored.manager.ifPresent(manager -> resource.putObject(ENTERPRISE).putObject("manager").put("value", manager));
        return new TargetResource(stored.type, id, resource);
    }
}
