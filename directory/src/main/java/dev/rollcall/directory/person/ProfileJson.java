package dev.rollcall.directory.person;

import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.resource.DamagedDocumentException;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.mapping.Direction;
import dev.rollcall.mapping.EditRule;
import dev.rollcall.mapping.ProfilePath;
import dev.rollcall.mapping.ProfileRow;
import dev.rollcall.scim.json.ScimJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The profile of a person, in Auth0's form. It is computed whenever it is asked for: of the SCIM document by the mapping, of
 * the overlay, and of who the person is.
 */
final class ProfileJson {
    /** Says, in the place of all that the mapping would say, that the stored document cannot be read. */
    static final String DAMAGED = "damaged";

    private static final System.Logger LOGGER = System.getLogger(ProfileJson.class.getName());
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What of a linked account is shown with it. */
    private static final Set<String> PROFILE_DATA = Set.of(
            "email", "email_verified", "name", "given_name", "family_name", "nickname", "picture", "username",
            "phone_number");

    /** What the house says itself, whatever a mapping or an overlay says. */
    private static final Set<String> OWN = Set.of(
            "user_id", "identities", "created_at", "updated_at", "last_login", "last_ip", "logins_count", "linked_to",
            "blocked_until");

    private final PersonSettings settings;
    private final Instant now;

    ProfileJson(PersonSettings settings, Instant now) {
        this.settings = settings;
        this.now = now;
    }

    /** The whole profile. */
    ObjectNode of(Person person) {
        StoredResource row = person.row();
        ObjectNode attributes = attributes(row, person.overlay());
        ObjectNode profile = NODES.objectNode().put("user_id", person.userId().toString());
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            if (!OWN.contains(attribute.getKey())) {
                profile.set(attribute.getKey(), attribute.getValue());
            }
        }
        profile.put("blocked", attributes.path("blocked").asBoolean(false) || person.overlay().blocks(now));
        person.overlay()
                .blockedUntil()
                .filter(until -> person.overlay().blocks(now))
                .ifPresent(until -> profile.put("blocked_until", until.toString()));
        profile.put("created_at", row.created().toString());
        profile.put("updated_at", updated(person).toString());
        person.overlay().signIn().ifPresent(trace -> {
            profile.put("last_login", trace.last().toString());
            trace.address().ifPresent(address -> profile.put("last_ip", address));
            profile.put("logins_count", trace.count());
        });
        ArrayNode identities = profile.putArray("identities");
        identities
                .add(identity(person.userId()).put("connection_id", row.connection().value()).put("scim_id", row.id()));
        person.linked().forEach(linked -> identities.add(identity(linked)));
        person.primary().ifPresent(primary -> profile.put("linked_to", primary.toString()));
        return profile;
    }

    private static Instant updated(Person person) {
        Instant modified = person.row().lastModified();
        return person.overlay().updated().filter(modified::isBefore).orElse(modified);
    }

    /** What mapping and overlay say, and whether the e-mail address is verified. */
    private ObjectNode attributes(StoredResource row, Overlay overlay) {
        Optional<ObjectNode> document = shown(row);
        ObjectNode attributes = document
                .map(known -> settings.mapping().profile(known).attributes().deepCopy())
                .orElseGet(() -> NODES.objectNode().put(DAMAGED, true));
        merge(attributes, overlay.attributes(), List.of());
        JsonNode email = attributes.path("email");
        if (email.isString()) {
            boolean verified = settings.signIn().vouchesFor(email.stringValue())
                    || overlay.attributes().path("email_verified").asBoolean(false);
            attributes.put("email_verified", verified);
        }
        return attributes;
    }

    /**
     * Metadata is merged member by member. A row that goes both ways is never shadowed: what the overlay has from before the row
     * was there is not shown.
     */
    private void merge(ObjectNode into, ObjectNode from, List<String> above) {
        for (Map.Entry<String, JsonNode> member : from.properties()) {
            List<String> keys = new ArrayList<>(above);
            keys.add(member.getKey());
            if (into.get(member.getKey()) instanceof ObjectNode below
                    && member.getValue() instanceof ObjectNode inner) {
                merge(below, inner, keys);
            } else if (settings.mapping().row(new ProfilePath(keys)).filter(ProfileJson::shadowsOverlay).isEmpty()) {
                into.set(member.getKey(), member.getValue());
            }
        }
    }

    private static boolean shadowsOverlay(ProfileRow row) {
        return row.direction() == Direction.BOTH || row.direction() == Direction.IN && row.edit() != EditRule.OVERLAY;
    }

    /** An identity, in Auth0's form. */
    static ObjectNode identity(UserId userId) {
        return NODES.objectNode()
                .put("connection", userId.connection())
                .put("user_id", userId.withoutProvider())
                .put("provider", userId.strategy().keyword())
                .put("isSocial", false);
    }

    /** Of a linked account, by the mapping of its own connection. */
    private static ObjectNode identity(Person.Linked linked) {
        ObjectNode identity = identity(linked.userId())
                .put("connection_id", linked.connection().id().value())
                .put("scim_id", linked.row().id());
        ObjectNode data = identity.putObject("profileData");
        shown(linked.row())
                .stream()
                .flatMap(document -> linked.mapping().profile(document).attributes().properties().stream())
                .filter(attribute -> PROFILE_DATA.contains(attribute.getKey()))
                .forEach(attribute -> data.set(attribute.getKey(), attribute.getValue()));
        return identity;
    }

    /** @throws DamagedDocumentException when something outside of the service has made it unreadable */
    static ObjectNode document(StoredResource row) {
        try {
            return (ObjectNode) ScimJson.tree(row.document());
        } catch (JacksonException | ClassCastException e) {
            throw new DamagedDocumentException(row, e);
        }
    }

    /** What of a document is shown: nothing of a damaged one, which keeps no page from being read. */
    static Optional<ObjectNode> shown(StoredResource row) {
        try {
            return Optional.of(document(row));
        } catch (DamagedDocumentException damaged) {
            LOGGER.log(System.Logger.Level.DEBUG, damaged.getMessage());
            return Optional.empty();
        }
    }
}
