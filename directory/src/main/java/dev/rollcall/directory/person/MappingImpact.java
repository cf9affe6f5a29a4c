package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.ScanLimits;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.OverlayStretch;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StoredOverlay;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.mapping.Mapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says beforehand how many users of a connection are shown differently by another mapping. Nothing is changed.
 *
 * <p>Guarantees: users are read in pieces, a snapshot each, in the order of their ids, in the turn of a search, and no more of them
 * than a search without an index may look at ({@link ScanLimits}), for no longer than a search takes at most ({@link
 * PersonLimits#searchTime}). What is said of a connection with more is of the first ones alone, and says so.
 */
public final class MappingImpact {
    /** Users of whom it is told what differs. */
    public static final int EXAMPLES = 5;

    private final People people;

    public MappingImpact(People people) {
        this.people = people;
    }

    /**
     * What it would mean.
     *
     * @param users how many the connection has
     * @param seen how many of them were looked at
     * @param changed how many of those would be shown differently
     * @param complete whether all were looked at
     * @param examples the first ones who would
     */
    public record Impact(long users, long seen, long changed, boolean complete, List<Example> examples) {
        public Impact {
            examples = List.copyOf(examples);
        }
    }

    /**
     * A user who would be shown differently.
     *
     * @param id in SCIM
     */
    public record Example(String id, List<Difference> differences) {
        public Example {
            differences = List.copyOf(differences);
        }
    }

    /**
     * An attribute of a profile that would be another one.
     *
     * @param before empty where there is none
     * @param after empty where there would be none
     */
    public record Difference(String attribute, Optional<JsonNode> before, Optional<JsonNode> after) {}

    /**
     * What another mapping would mean.
     *
     * @param share whose share of the store it counts for
     * @param client looked after while the search waits for its turn
     * @throws dev.rollcall.scim.ScimException 429 or 503 when no turn comes
     */
    public Impact of(Share share, Connection connection, Mapping to, Presence client) {
        return people.resources()
                .rows()
                .inTurn(Optional.of(connection.id()), client, () -> look(share, connection, to));
    }

    private Impact look(Share share, Connection connection, Mapping to) {
        ConnectionId id = connection.id();
        ScanLimits limits = people.resources().rows().scans();
        Instant end = people.clock().instant().plus(people.limits().searchTime());
        long users = people.storage()
                .read(share,
                        session -> session.resources()
                                .count(id, PersonReader.USER, new Condition.All(), Long.MAX_VALUE));
        long seen = 0;
        long changed = 0;
        long bytes = 0;
        List<Example> examples = new ArrayList<>();
        String after = "";
        boolean ended = false;
        boolean spent = false;
        while (!ended && !spent) {
            String behind = after;
            Piece piece = people.storage().read(share, session -> piece(session, connection, behind));
            for (StoredResource row : piece.users.resources()) {
                bytes += row.document().length;
                spent = seen >= limits.resources() || bytes > limits.bytes() || people.clock().instant().isAfter(end);
                if (spent) {
                    break;
                }
                seen++;
                after = row.id();
                List<Difference> differences = differences(piece, connection, row, to);
                if (!differences.isEmpty()) {
                    changed++;
                    if (examples.size() < EXAMPLES) {
                        examples.add(new Example(row.id(), differences));
                    }
                }
            }
            ended = !spent && (piece.users.ended() || piece.users.resources().isEmpty());
        }
        return new Impact(users, seen, changed, ended, examples);
    }

    /** Some users with what is beside them, and by what they are shown now. */
    private record Piece(ResourceStretch users, Map<String, StoredOverlay> overlays, PersonSettings now) {}

    private Piece piece(ReadSession session, Connection connection, String after) {
        ResourceStretch page = JobPage.after(session, connection.id(), after);
        OverlayStretch overlays = session.overlays()
                .of(connection.id(), page.resources().stream().map(StoredResource::id).toList(), ConnectionJobs.BYTES);
        ResourceStretch users = new ResourceStretch(page.resources().subList(0, overlays.people()),
                page.ended() && overlays.people() == page.resources().size());
        return new Piece(users, overlays.overlays(), people.inForce(session, connection));
    }

    private List<Difference> differences(Piece piece, Connection connection, StoredResource row, Mapping to) {
        Person person = new Person(connection, row, row.id(),
                Overlay.of(Optional.ofNullable(piece.overlays.get(row.id()))), List.of(), Optional.empty());
        PersonSettings after = new PersonSettings(piece.now.userId(), to, piece.now.signIn());
        return differences(profile(person, piece.now), profile(person, after));
    }

    private ObjectNode profile(Person person, PersonSettings settings) {
        return new ProfileJson(settings, people.clock().instant()).of(person);
    }

    private static List<Difference> differences(ObjectNode before, ObjectNode after) {
        List<Difference> differences = new ArrayList<>();
        ProfileMembers.of(before, after, (path, old, next) -> {
            if (!old.equals(next)) {
                differences.add(new Difference(path, value(old), value(next)));
            }
        });
        return differences;
    }

    private static Optional<JsonNode> value(JsonNode node) {
        return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    }
}
