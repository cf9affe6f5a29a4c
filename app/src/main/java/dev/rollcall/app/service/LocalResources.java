package dev.rollcall.app.service;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.resource.JsonBody;
import dev.rollcall.directory.resource.PatchAnswer;
import dev.rollcall.directory.resource.Precondition;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.ProcessorTurns;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.message.ListQuery;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.tolerance.RequestDialect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The users and groups of one connection, read and written by a command with the rules of the service and within its limits.
 * What is read leaves no row in the log; what is written does.
 */
public final class LocalResources {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int NOT_FOUND = 404;
    private static final int PAGE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Storage storage;
    private final Terminal terminal;
    private final Connection connection;
    private final String endpoint;
    private final IdSource ids;
    private final Resources resources;
    private final ProcessorTurns turns = new ProcessorTurns(1, PATIENCE);

    LocalResources(Storage storage, Terminal terminal, Connection connection, String endpoint) {
        this.storage = storage;
        this.terminal = terminal;
        this.connection = connection;
        this.endpoint = endpoint;
        this.ids = new IdSource(terminal.clock(), new SecureRandom());
        this.resources = new Resources(storage, terminal.clock(), ids, ResourceLimits.defaults(),
                PatchLimits.defaults());
    }

    /**
     * Hands resources on, a page in memory at a time: without members, in the order of their creation.
     *
     * @param limit how many at most
     * @return how many there are
     * @throws ScimException when the filter cannot be used
     */
    public long each(ResourceType given, Optional<String> filter, int limit, Consumer<ObjectNode> reader) {
        ResourceType type = own(given);
        int handed = 0;
        long total = limit;
        while (handed < Math.min(limit, total)) {
            ListQuery query = new ListQuery(filter, Optional.empty(), false, handed + 1,
                    Optional.of(Math.min(PAGE, limit - handed)), List.of(), List.of("members"));
            JsonNode page = tree(resources.search(call(), List.of(type), query));
            total = page.path("totalResults").asLong();
            for (JsonNode resource : page.path("Resources")) {
                reader.accept((ObjectNode) resource);
                handed++;
            }
            if (page.path("Resources").isEmpty()) {
                break;
            }
        }
        return total;
    }

    /** The type with the extensions that the connection declares. */
    private ResourceType own(ResourceType type) {
        return connection.types().named(type.name()).type();
    }

    private Projection answering(ResourceType type, List<String> attributes, List<String> excluded) {
        ScimCall call = call();
        return Projection.of(own(type), attributes, excluded, new RequestDialect(call.dialect(), call.tolerances()),
                FilterLimits.defaults());
    }

    /** The id of the resource that has it, or whose name it is; empty when there is none. */
    public Optional<String> find(ResourceType type, String nameAttribute, String idOrName) {
        try {
            resources.get(call(), type, idOrName, answering(type, List.of("id"), List.of()));
            return Optional.of(idOrName);
        } catch (ScimException e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
        }
        String literal = JsonNodeFactory.instance.stringNode(idOrName).toString();
        ListQuery query = new ListQuery(Optional.of(nameAttribute + " eq " + literal), Optional.empty(), false, 1,
                Optional.of(1), List.of("id"), List.of());
        JsonNode first = tree(resources.search(call(), List.of(own(type)), query)).path("Resources").path(0).path("id");
        return first.isString() ? Optional.of(first.stringValue()) : Optional.empty();
    }

    /** A resource as the service answers it; it may be of any size. */
    public JsonBody get(ResourceType type, String id) {
        return resources.get(call(), own(type), id, answering(type, List.of(), List.of())).json().orElseThrow();
    }

    /** A resource without its members. */
    public ObjectNode withoutMembers(ResourceType type, String id) {
        Projection projection = answering(type, List.of(), List.of("members"));
        return tree(resources.get(call(), type, id, projection).json().orElseThrow());
    }

    /** The first members of a group; none when it is gone. */
    public List<ResolvedMember> members(ResourceType type, String id, int limit) {
        List<ResolvedMember> members = group(type, id,
                (session, group) -> session.members().of(group, Optional.empty(), limit), List.of());
        return members.stream().map(this::told).toList();
    }

    /** A member without a name that its type never answers. */
    private ResolvedMember told(ResolvedMember member) {
        return new ResolvedMember(member.member(), member.target().map(target -> {
            boolean tells = connection.types().find(target.type()).filter(ResourceKind::tellsName).isPresent();
            return tells ? target : new Reference(target.id(), target.type(), Optional.empty());
        }));
    }

    /** How many members a group has; 0 when it is gone. */
    public long memberCount(ResourceType type, String id) {
        return group(type, id, (session, group) -> session.members().count(group), 0L);
    }

    private <T> T group(ResourceType type, String id, BiFunction<ReadSession, StoredResource, T> read, T gone) {
        return storage.read(Share.of(connection.id()), session -> session.resources()
                .find(connection.id(), type.name(), id)
                .map(group -> read.apply(session, group))
                .orElse(gone));
    }

    /** Creates a resource that has its id already. */
    public void restore(ResourceType type, String id, ObjectNode resource) {
        resources.restore(call(), own(type), id, resource);
    }

    /** Adds members to a group. */
    public void addMembers(ResourceType type, String group, ArrayNode members) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("schemas").add(Urns.PATCH_OP);
        body.putArray("Operations").addObject().put("op", "add").put("path", "members").set("value", members);
        resources.patch(call(), own(type), group, body, Precondition.none(),
                new PatchAnswer(answering(type, List.of("id"), List.of()), true));
    }

    private ScimCall call() {
        RequestTrace trace = new RequestTrace(
                ids.next(), terminal.clock().instant(), System.nanoTime(), "command line", "IMPORT",
                "/scim/v2/connections/" + connection.id());
        Caller caller = Caller.commandLine(connection);
        trace.caller(caller);
        return new ScimCall(caller, endpoint, trace, Presence.ASSUMED, turns.effort(connection.id(), Presence.ASSUMED),
                false);
    }

    private static ObjectNode tree(JsonBody body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            body.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (ObjectNode) MAPPER.readTree(bytes.toByteArray());
    }
}
