package dev.rollcall.directory.person;

import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.StoredOverlay;
import dev.rollcall.mapping.ProfilePath;
import dev.rollcall.scim.json.ScimJson;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What only the product has of a person: nothing of it comes from the identity provider by SCIM, and nothing of it is shown
 * there. Immutable by contract: nobody changes the nodes.
 *
 * @param revision 0 while nothing is stored
 * @param blocked whether the product's administrator has blocked the person, see {@link #blocks}
 * @param blockedUntil when that block ends; empty for one without an end, and for none
 * @param attributes attributes of the profile that the mapping leaves to the overlay, in the profile's own form
 * @param signIn what sign-ins have left
 * @param updated when something else than sign-ins last changed it
 */
public record Overlay(
        long revision,
        boolean blocked,
        Optional<Instant> blockedUntil,
        ObjectNode attributes,
        Optional<SignInTrace> signIn,
        Optional<Instant> updated) {

    /** Of a person of whom the product has nothing of its own. */
    public static final Overlay NONE = new Overlay(
            0, false, Optional.empty(), JsonNodeFactory.instance.objectNode(), Optional.empty(), Optional.empty());

    private static final String ATTRIBUTES = "attributes";
    private static final String SIGN_IN = "sign_in";
    private static final String UPDATED = "updated";

    /** What is stored, or {@link #NONE}. */
    public static Overlay of(Optional<StoredOverlay> stored) {
        return stored.map(Overlay::read).orElse(NONE);
    }

    private static Overlay read(StoredOverlay stored) {
        JsonNode content = ScimJson.tree(stored.content());
        return new Overlay(
                stored.revision(),
                stored.blocked(),
                stored.blockedUntil(),
                content.path(ATTRIBUTES) instanceof ObjectNode attributes
                        ? attributes
                        : JsonNodeFactory.instance.objectNode(),
                content.path(SIGN_IN) instanceof ObjectNode trace
                        ? Optional.of(SignInTrace.read(trace))
                        : Optional.empty(),
                content.path(UPDATED).isNumber()
                        ? Optional.of(Instant.ofEpochMilli(content.path(UPDATED).longValue()))
                        : Optional.empty());
    }

    /** As it is written over the one that it was made of. */
    public StoredOverlay next(PersonKey person) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        if (!attributes.isEmpty()) {
            content.set(ATTRIBUTES, attributes);
        }
        signIn.ifPresent(trace -> content.set(SIGN_IN, trace.json()));
        updated.ifPresent(time -> content.put(UPDATED, time.toEpochMilli()));
        return new StoredOverlay(person, revision + 1, blocked, blockedUntil, content.toString());
    }

    /** Whether the administrator's block is in force at that time. */
    public boolean blocks(Instant now) {
        return blocked && blockedUntil.map(now::isBefore).orElse(true);
    }

    /** The same with another block; one that ends is a block. */
    public Overlay withBlock(boolean block, Optional<Instant> until) {
        return new Overlay(revision, block, block ? until : Optional.empty(), attributes, signIn, updated);
    }

    /** The same with another value in the profile; empty takes it away. */
    public Overlay with(ProfilePath path, Optional<JsonNode> value) {
        ObjectNode changed = attributes.deepCopy();
        if (value.isPresent()) {
            path.put(changed, value.get());
        } else {
            remove(changed, path, 0);
        }
        return new Overlay(revision, blocked, blockedUntil, changed, signIn, updated);
    }

    /** What is empty after that goes as well. */
    private static void remove(ObjectNode node, ProfilePath path, int depth) {
        String key = path.keys().get(depth);
        if (depth == path.keys().size() - 1) {
            node.remove(key);
        } else if (node.get(key) instanceof ObjectNode inner) {
            remove(inner, path, depth + 1);
            if (inner.isEmpty()) {
                node.remove(key);
            }
        }
    }

    /** The same after another sign-in. */
    public Overlay with(SignInTrace trace) {
        return new Overlay(revision, blocked, blockedUntil, attributes, Optional.of(trace), updated);
    }

    /** The same, changed at that time. */
    public Overlay updatedAt(Instant time) {
        return new Overlay(revision, blocked, blockedUntil, attributes, signIn, Optional.of(time));
    }

    /** Whether it says the same, whenever it was said. */
    boolean sameAs(Overlay other) {
        return blocked == other.blocked
                && blockedUntil.equals(other.blockedUntil)
                && attributes.equals(other.attributes)
                && signIn.equals(other.signIn);
    }
}
