package dev.rollcall.server.scim;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.resource.ListPlace;
import dev.rollcall.directory.storage.ResourceQuery.Position;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.message.ListQuery;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Makes cursors of places in lists, and reads them (RFC 9865).
 *
 * <p>Guarantees: a cursor says nothing to who looks at it, holds for the connection and the query that it was made for and for
 * nothing else, cannot be made or changed by others, and ends after its lifetime. It grants nothing: whoever shows it is asked
 * for token and scope like everybody. Nothing is kept of it, so that there may be any number, and every node that has the same
 * key file reads it. Its characters are letters, digits, {@code -} and {@code _} (9865-2-02).
 */
final class Cursors {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+");
    private static final int MEMBERS = 6;

    private final SecretSeal seal;
    private final Clock clock;
    private final Duration lifetime;

    /** @param lifetime how long after the page that it came with a cursor is good; the setting {@code limits.cursor-lifetime} */
    Cursors(SecretSeal seal, Clock clock, Duration lifetime) {
        this.seal = seal;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /**
     * The list that a cursor is of.
     *
     * @param purpose the connection and a digest of what is asked for
     * @param count how many resources a page may have
     */
    record Walk(String purpose, int count) {
        static Walk of(ConnectionId connection, List<ResourceKind> kinds, ListQuery query, int count) {
            ArrayNode asked = JsonNodeFactory.instance.arrayNode();
            kinds.forEach(kind -> asked.add(kind.name()));
            asked.addNull();
            query.filter().ifPresentOrElse(asked::add, asked::addNull);
            query.sortBy().ifPresentOrElse(asked::add, asked::addNull);
            asked.add(query.descending());
            return new Walk("scim-cursor " + connection + " " + digest(asked.toString()), count);
        }
    }

    /** The cursor of a place. */
    String text(ListPlace place, Walk walk) {
        ArrayNode content = JsonNodeFactory.instance.arrayNode()
                .add(clock.instant().getEpochSecond())
                .add(walk.count)
                .add(place.type())
                .add(place.unescaped());
        place.after()
                .ifPresentOrElse(
                        after -> after.key().map(content::add).orElseGet(content::addNull).add(after.id()),
                        () -> content.addNull().addNull());
        String sealed = seal.seal(content.toString(), walk.purpose);
        byte[] bytes = Base64.getDecoder().decode(sealed);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The place of a cursor.
     *
     * @throws ScimException {@code invalidCursor} when it is not one of this list, {@code expiredCursor} when it has ended,
     *     {@code invalidCount} when the page has another size now
     */
    ListPlace place(String cursor, Walk walk) {
        ArrayNode content = content(cursor, walk)
                .orElseThrow(() -> ScimException.of(ScimType.INVALID_CURSOR,
                        "The cursor is none that was given for this list. Begin again with an empty cursor, and then send the"
                                + " nextCursor of each answer as it came, with filter and sort order unchanged."));
        Instant made = Instant.ofEpochSecond(content.get(0).longValue());
        if (clock.instant().isAfter(made.plus(lifetime))) {
            throw ScimException.of(ScimType.EXPIRED_CURSOR,
                    "The cursor has expired: it was good for " + lifetime.toSeconds() + " seconds (cursorTimeout at"
                            + " /ServiceProviderConfig). Begin again with an empty cursor.");
        }
        if (content.get(1).intValue() != walk.count) {
            throw ScimException.of(ScimType.INVALID_COUNT,
                    "The walk began with pages of " + content.get(1).intValue()
                            + " resources. Send that count to its end, or"
                            + " begin again with an empty cursor.");
        }
        JsonNode id = content.get(5);
        return new ListPlace(
                content.get(2).stringValue(),
                id.isNull()
                        ? Optional.empty()
                        : Optional.of(new Position(content.get(4).stringValueOpt(), id.stringValue())),
                content.get(3).booleanValue());
    }

    private Optional<ArrayNode> content(String cursor, Walk walk) {
        if (!FORM.matcher(cursor).matches() || cursor.length() % 4 == 1) {
            return Optional.empty();
        }
        String sealed = Base64.getEncoder().encodeToString(Base64.getUrlDecoder().decode(cursor));
        return seal.open(sealed, walk.purpose)
                .map(ScimJson::tree)
                .filter(content -> content.isArray() && content.size() == MEMBERS)
                .map(ArrayNode.class::cast);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
