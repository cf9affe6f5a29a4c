package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.resource.Projection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns stored documents into answers under one base URL.
 *
 * <p>Without a projection nothing is parsed: the stored bytes are copied and the computed parts are spliced in at
 * places that the canonical form guarantees: after the opening brace, before the closing one, and, for a user with a
 * manager, before the last three, since the enterprise extension and its {@code manager} stand last.
 */
final class Rendering {
    private static final int CLOSING_BRACES_AFTER_MANAGER = 3;
    private static final int COMPUTED_SIZE = 512;
    static final int MEMBER_SIZE = 256;

    private final String baseUrl;
    private final ConnectionTypes types;

    private Rendering(String baseUrl, ConnectionTypes types) {
        this.baseUrl = baseUrl;
        this.types = types;
    }

    /** Answers to a request. */
    static Rendering of(ScimCall call) {
        return new Rendering(call.baseUrl(), call.types());
    }

    /** What points at a type that was taken away points where it was, as a rule. */
    String location(String type, String id) {
        return baseUrl + types.find(type).map(kind -> kind.type().endpoint()).orElseGet(() -> "/" + type + "s") + "/"
                + id;
    }

    /** The answer for one resource. */
    byte[] bytes(StoredResource resource, Computed computed, Projection projection) {
        return projection.isEverything()
                ? spliced(resource, computed)
                : StoredJson.write(projection.apply(tree(resource, computed)));
    }

    /** The whole resource as a tree, for projections, filters and sorting. */
    ObjectNode tree(StoredResource resource, Computed computed) {
        ObjectNode tree = StoredJson.read(resource);
        tree.put("id", resource.id());
        ObjectNode meta = tree.putObject("meta");
        meta.put("resourceType", resource.type());
        meta.put("created", Timestamps.format(resource.created()));
        meta.put("lastModified", Timestamps.format(resource.lastModified()));
        meta.put("location", location(resource.type(), resource.id()));
        meta.put("version", "W/\"" + resource.version() + "\"");
        computed.manager().ifPresent(manager -> {
            if (tree.path(Urns.ENTERPRISE_USER).path("manager") instanceof ObjectNode node) {
                node.put("$ref", location(manager.type(), manager.id()));
                manager.displayName().ifPresent(name -> node.put("displayName", name));
            }
        });
        if (!computed.groups().isEmpty()) {
            ArrayNode groups = tree.putArray("groups");
            computed.groups().forEach(group -> group(groups.addObject(), group));
        }
        if (!computed.members().isEmpty()) {
            ArrayNode members = tree.putArray("members");
            computed.members().forEach(member -> members.add(member(member)));
        }
        return tree;
    }

    /**
     * One member as it is answered: by what it points at when that is there, otherwise by what the client said of it, so
     * that nothing is lost while a membership comes before its member, or a member before its name.
     */
    ObjectNode member(ResolvedMember resolved) {
        if (resolved.target().isEmpty()) {
            return MemberRows.node(resolved.member());
        }
        Reference target = resolved.target().get();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("value", resolved.member().value());
        node.put("$ref", location(target.type(), target.id()));
        node.put("type", target.type());
        display(resolved, target).ifPresent(name -> node.put("display", name));
        return node;
    }

    /** The name of what a member points at; while that has none that its type ever answers, what the client said. */
    private Optional<String> display(ResolvedMember resolved, Reference target) {
        return target.displayName()
                .filter(name -> types.find(target.type()).filter(ResourceKind::tellsName).isPresent())
                .or(() -> resolved.member()
                        .attributes()
                        .filter(json -> json.contains("\"display\""))
                        .map(json -> MemberRows.node(resolved.member()).path("display"))
                        .flatMap(JsonNode::stringValueOpt));
    }

    private void group(ObjectNode node, Reference group) {
        node.put("value", group.id());
        node.put("$ref", location(group.type(), group.id()));
        group.displayName().ifPresent(name -> node.put("display", name));
        node.put("type", "direct");
    }

    private byte[] spliced(StoredResource resource, Computed computed) {
        byte[] document = resource.document();
        StoredJson.requireWhole(resource);
        String location = location(resource.type(), resource.id());
        Utf8Builder out = new Utf8Builder(
                document.length + COMPUTED_SIZE + computed.members().size() * MEMBER_SIZE);
        out.raw("{\"id\":\"").raw(resource.id()).raw("\",");
        int end = document.length - 1;
        if (computed.manager().isPresent()) {
            int managerEnd = document.length - CLOSING_BRACES_AFTER_MANAGER;
            out.raw(document, 1, managerEnd);
            Reference manager = computed.manager().get();
            out.raw(",\"$ref\":").quoted(location(manager.type(), manager.id()));
            manager.displayName().ifPresent(name -> out.raw(",\"displayName\":").quoted(name));
            out.raw(document, managerEnd, end);
        } else {
            out.raw(document, 1, end);
        }
        groups(out, computed);
        members(out, computed);
        out.raw(",\"meta\":{\"resourceType\":\"").raw(resource.type()).raw("\",\"created\":\"");
        out.raw(Timestamps.format(resource.created()))
                .raw("\",\"lastModified\":\"")
                .raw(Timestamps.format(resource.lastModified()));
        out.raw("\",\"location\":").quoted(location).raw(",\"version\":\"W/\\\"");
        out.raw(Long.toString(resource.version())).raw("\\\"\"}}");
        return out.toBytes();
    }

    private void groups(Utf8Builder out, Computed computed) {
        String separator = ",\"groups\":[";
        for (Reference group : computed.groups()) {
            out.raw(separator).raw("{\"value\":").quoted(group.id());
            out.raw(",\"$ref\":").quoted(location(group.type(), group.id()));
            group.displayName().ifPresent(name -> out.raw(",\"display\":").quoted(name));
            out.raw(",\"type\":\"direct\"}");
            separator = ",";
        }
        if (!computed.groups().isEmpty()) {
            out.raw("]");
        }
    }

    private void members(Utf8Builder out, Computed computed) {
        if (!computed.members().isEmpty()) {
            out.raw(",\"members\":[");
            members(out, computed.members());
            out.raw("]");
        }
    }

    private void members(Utf8Builder out, List<ResolvedMember> members) {
        String separator = "{\"value\":";
        for (ResolvedMember resolved : members) {
            Member member = resolved.member();
            out.raw(separator).quoted(member.value());
            if (resolved.target().isPresent()) {
                Reference target = resolved.target().get();
                out.raw(",\"$ref\":").quoted(location(target.type(), target.id()));
                out.raw(",\"type\":\"").raw(target.type()).raw("\"");
                display(resolved, target).ifPresent(name -> out.raw(",\"display\":").quoted(name));
            } else {
                member.attributes().ifPresent(json -> out.raw(",").raw(json.substring(1, json.length() - 1)));
            }
            out.raw("}");
            separator = ",{\"value\":";
        }
    }

    /** Members as the projection shows them, with commas between them. */
    byte[] members(List<ResolvedMember> members, Projection projection) {
        Utf8Builder out = new Utf8Builder(members.size() * MEMBER_SIZE);
        if (projection.isEverything()) {
            members(out, members);
            return out.toBytes();
        }
        ObjectNode holder = JsonNodeFactory.instance.objectNode();
        ArrayNode nodes = holder.putArray("members");
        members.forEach(member -> nodes.add(member(member)));
        String separator = "";
        for (JsonNode shown : projection.apply(holder).path("members")) {
            out.raw(separator).raw(shown.toString());
            separator = ",";
        }
        return out.toBytes();
    }

    /** The manager's id when the document may have one; parses only documents that end as one with a manager does. */
    static Optional<String> managerOf(StoredResource resource) {
        byte[] document = resource.document();
        int length = document.length;
        boolean endsAsWithManager = length > CLOSING_BRACES_AFTER_MANAGER
                && document[length - 1] == '}'
                && document[length - 2] == '}'
                && document[length - 3] == '}';
        if (!endsAsWithManager) {
            return Optional.empty();
        }
        JsonNode value = StoredJson.read(document).path(Urns.ENTERPRISE_USER).path("manager").path("value");
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }
}
