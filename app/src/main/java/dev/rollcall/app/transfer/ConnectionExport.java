package dev.rollcall.app.transfer;

import dev.rollcall.app.terminal.Times;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ToleranceText;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.directory.type.ResourceKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A connection as lines of JSON: first what it is, with what it declares, then its users, then its groups, each followed by lines
 * with its members, then resources of the types that it declares, and at the end how many there are, by which a file that was cut off is recognised.
 *
 * <p>Guarantees: at most one page of resources or of members is in memory. What is there all the while is written exactly once,
 * whole and as it is stored, people with their user_id's end, further subjects, links and overlay; what others change meanwhile may or
 * may not be in it. Tokens, clients and the log are not in it, and neither is what is kept of deleted users but their subjects.
 */
public final class ConnectionExport {
    /** Of the form of the lines. */
    static final int FORMAT = 3;

    /** The type of the line of a resource whose type the connection declares; the name of that type is beside it. */
    static final String DECLARED = "resource";

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int RESOURCES = 500;
    private static final long BYTES = 4L << 20;
    private static final int MEMBERS = 1_000;
    /** Users whose lines are made at once, at most. */
    private static final int PEOPLE = 16;

    private final Storage storage;
    private final Connection connection;
    private final OutputStream out;
    private final PersonLines people;
    private long members;

    public ConnectionExport(Storage storage, Connection connection, OutputStream out) {
        this.storage = storage;
        this.connection = connection;
        this.out = out;
        this.people = new PersonLines(storage, connection);
    }

    /** How many were written. */
    public record Counts(long users, long groups, long members) {}

    /** Writes all of it. */
    public Counts write(Instant now) throws IOException {
        line(head()
                .put("format", FORMAT)
                .put("id", connection.id().value())
                .put("name", connection.name())
                .put("strategy", connection.strategy().keyword())
                .put("strict", connection.strict())
                .put("created_at", Times.text(connection.createdAt()))
                .put("exported_at", Times.text(now)));
        Counts counts = new Counts(resources("User"), resources("Group"), members);
        long declared = 0;
        for (ResourceKind kind : connection.types().all()) {
            declared += kind.isDeclared() ? resources(kind.name()) : 0;
        }
        long retired = people.retired(this::line);
        long kept = people.kept(this::line);
        line(line("end").put("resources", declared)
                .put("users", counts.users)
                .put("groups", counts.groups)
                .put("members", members)
                .put("links", people.links(this::line))
                .put("retired", retired)
                .put("kept", kept));
        return new Counts(counts.users, counts.groups, members);
    }

    /** What the connection is besides: its tolerances, what its users are known by, and its mapping, if it has rows of its own. */
    private ObjectNode head() {
        ObjectNode line = line("connection").put(
                "tolerances", String.join(" ", ToleranceText.words(connection.dialect())));
        line.put("deleted_users_kept_days", connection.deletion().keptDays());
        line.put("me_claim", connection.me().name());
        line.put("endpoint", connection.endpoint().keyword());
        connection.guard()
                .ifPresent(guard -> line.putObject("guard")
                        .put("share_percent", guard.sharePercent())
                        .put("at_least", guard.atLeast()));
        storage.read(Share.of(connection.id()), session -> session.configurations().detail(connection.id()))
                .ifPresent(detail -> {
                    detail.displayName().ifPresent(name -> line.put("display_name", name));
                    line.set("detail", MAPPER.readTree(detail.document()));
                });
        ArrayNode declarations = line.putArray("declarations");
        storage.read(Share.of(connection.id()), session -> session.declarations().of(connection.id()))
                .stream()
                // The change record does not go along, and so nothing of it is to be withheld.
                .filter(declaration -> declaration.kind() != Declaration.Kind.WITHHELD)
                .forEach(declaration -> declarations.addObject()
                        .put("kind", declaration.kind().keyword())
                        .set("declaration", MAPPER.readTree(declaration.text())));
        storage.read(Share.of(connection.id()), session -> session.configurations()
                .find(connection.id())
                .map(configuration -> {
                    session.configurations()
                            .mapping(connection.id(), configuration.mappingVersion())
                            .ifPresent(version -> line.set("mapping", MAPPER.readTree(version.rows())));
                    return configuration.userIdAttribute();
                }))
                .ifPresent(attribute -> line.put("user_id_attribute", attribute));
        return line;
    }

    private long resources(String type) throws IOException {
        long written = 0;
        Optional<ResourceQuery.Position> after = Optional.empty();
        boolean ended = false;
        while (!ended) {
            ResourceQuery query = new ResourceQuery(connection.id(), type, new Condition.All(), IndexColumn.ID, false,
                    after, 0, RESOURCES);
            ResourceStretch stretch = storage.read(
                    Share.of(connection.id()), session -> session.resources().list(query, BYTES));
            written += switch (type) {
                case "User" -> users(stretch.resources());
                case "Group" -> groups(stretch.resources());
                default -> declared(stretch.resources());
            };
            ended = stretch.ended() || stretch.resources().isEmpty();
            after = ended
                    ? after
                    : Optional.of(stretch.resources().getLast())
                            .map(last -> new ResourceQuery.Position(Optional.of(last.id()), last.id()));
        }
        return written;
    }

    private long declared(List<StoredResource> resources) throws IOException {
        for (StoredResource resource : resources) {
            resource(DECLARED, resource, JsonNodeFactory.instance.objectNode().put("resource_type", resource.type()));
        }
        return resources.size();
    }

    private long groups(List<StoredResource> groups) throws IOException {
        for (StoredResource group : groups) {
            resource(group, JsonNodeFactory.instance.objectNode());
            members(group);
        }
        return groups.size();
    }

    private long users(List<StoredResource> users) throws IOException {
        long written = 0;
        int done = 0;
        while (done < users.size()) {
            List<StoredResource> some = users.subList(done, Math.min(done + PEOPLE, users.size()));
            PersonLines.Added added = people.of(some.stream().map(StoredResource::id).toList());
            done += added.users();
            for (StoredResource user : some.subList(0, added.users())) {
                ObjectNode line = added.lines().get(user.id());
                // Without one, the user was deleted since the page was read.
                if (line != null) {
                    resource(user, line);
                    written++;
                }
            }
        }
        return written;
    }

    private void resource(StoredResource resource, ObjectNode beside) throws IOException {
        resource(resource.type(), resource, beside);
    }

    private void resource(String type, StoredResource resource, ObjectNode beside) throws IOException {
        String head = line(type)
                .put("id", resource.id())
                .put("version", resource.version())
                .put("created", Times.text(resource.created()))
                .put("last_modified", Times.text(resource.lastModified()))
                .setAll(beside)
                .toString();
        out.write((head.substring(0, head.length() - 1) + ",\"resource\":").getBytes(StandardCharsets.UTF_8));
        out.write(resource.document());
        out.write("}\n".getBytes(StandardCharsets.UTF_8));
    }

    private void members(StoredResource group) throws IOException {
        Optional<String> after = Optional.empty();
        List<ResolvedMember> some;
        do {
            Optional<String> last = after;
            some = storage.read(
                    Share.of(connection.id()), session -> session.members().of(group, last, MEMBERS));
            if (!some.isEmpty()) {
                ObjectNode line = line("members").put("group", group.id());
                ArrayNode values = line.putArray("members");
                some.forEach(member -> values.add(node(member.member())));
                line(line);
                members += some.size();
                after = Optional.of(some.getLast().member().value());
            }
        } while (some.size() == MEMBERS);
    }

    private static ObjectNode node(Member member) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("value", member.value());
        member.attributes().map(MAPPER::readTree).map(JsonNode::asObject).ifPresent(node::setAll);
        return node;
    }

    private static ObjectNode line(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private void line(ObjectNode line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
