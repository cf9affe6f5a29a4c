package dev.rollcall.outbound.sync;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.type.IndexColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The groups of the connections that a stream takes: connection by connection in the order of their age, then by id. */
record SourceGroups(StreamFilter filter) {
    private static final String GROUP = "Group";
    private static final long PAGE_BYTES = 4 << 20;
    private static final JsonMapper JSON = JsonMapper.shared();

    /** @param connections of each group */
    record Page(List<StoredResource> groups, List<Connection> connections, Optional<String> next) {}

    Page page(ReadSession session, String place, int limit) {
        List<Connection> all = session.connections().all().stream().filter(one -> filter.takes(one.id())).toList();
        SourcePlace at = SourcePlace.of(place);
        List<StoredResource> groups = new ArrayList<>();
        List<Connection> connections = new ArrayList<>();
        for (Connection connection : all.stream().dropWhile(at::isBehind).toList()) {
            if (groups.size() == limit) {
                return new Page(groups, connections, Optional.of(SourcePlace.text(connection, "")));
            }
            ResourceStretch stretch = session.resources()
                    .list(new ResourceQuery(connection.id(), GROUP,
                            new Condition.All(), IndexColumn.ID, false, at.in(connection), 0, limit - groups.size()),
                            PAGE_BYTES);
            groups.addAll(stretch.resources());
            stretch.resources().forEach(group -> connections.add(connection));
            if (!stretch.ended() && !stretch.resources().isEmpty()) {
                return new Page(groups, connections,
                        Optional.of(SourcePlace.text(connection, stretch.resources().getLast().id())));
            }
        }
        return new Page(groups, connections, Optional.empty());
    }

    static ObjectNode document(StoredResource row) {
        return (ObjectNode) JSON.readTree(new String(row.document(), StandardCharsets.UTF_8));
    }

    /** A group as events show it. */
    static ObjectNode profile(Connection connection, StoredResource group) {
        ObjectNode document = document(group);
        ObjectNode profile = JSON.createObjectNode()
                .put("id", GroupId.of(group.id()))
                .put("name", document.path("displayName").asString(""));
        Optional.of(document.path("externalId").asString(""))
                .filter(text -> !text.isEmpty())
                .ifPresent(id -> profile.put("external_id", id));
        return profile.put("connection_id", connection.id().value());
    }
}
