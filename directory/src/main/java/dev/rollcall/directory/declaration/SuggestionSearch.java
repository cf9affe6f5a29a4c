package dev.rollcall.directory.declaration;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.resource.CanonicalDocument;
import dev.rollcall.scim.schema.CommonAttributes;
import dev.rollcall.scim.schema.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks at what users and groups have that no schema declares, and proposes schemas for it.
 *
 * <p>Resources are read in pieces; in memory are at most {@value #MOST} names of each proposal.
 */
final class SuggestionSearch {
    /** Proposals, and attributes of each. */
    private static final int MOST = 100;
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Set<String> RESERVED = Set.of("schemas", "id", "externalid", "meta", "members", "groups");
    private static final String TOP = "urn:example:params:scim:schemas:suggested:2.0:";

    private final Storage storage;
    private final Share share;
    private final long most;
    private final Map<String, Sighted> sighted = new LinkedHashMap<>();

    SuggestionSearch(Storage storage, Share share, long most) {
        this.storage = storage;
        this.share = share;
        this.most = most;
    }

    /** What was seen of one proposal. */
    private static final class Sighted {
        private final String urn;
        private final String type;
        private final Map<String, AttributeSighting> attributes = new LinkedHashMap<>();
        private long resources;
        private boolean more;

        Sighted(String urn, String type) {
            this.urn = urn;
            this.type = type;
        }

        void see(String name, JsonNode value) {
            String key = name.toLowerCase(Locale.ROOT);
            if (attributes.containsKey(key) || attributes.size() < MOST) {
                attributes.computeIfAbsent(key, absent -> new AttributeSighting(name)).see(value);
            } else {
                more = true;
            }
        }
    }

    static boolean isLegal(String name) {
        return LEGAL.matcher(name).matches();
    }

    List<Suggestion> of(Connection connection) {
        look(connection, connection.types().user());
        look(connection, connection.types().group());
        List<Suggestion> suggestions = new ArrayList<>();
        sighted.values().forEach(each -> suggestion(each).ifPresent(suggestions::add));
        return suggestions;
    }

    private void look(Connection connection, ResourceType type) {
        String after = "";
        long seen = 0;
        boolean ended = false;
        while (!ended && seen < most) {
            String behind = after;
            ResourceStretch found = storage.read(share,
                    session -> ResourceWalk.after(session, connection.id(), type.name(), behind));
            found.resources().forEach(row -> look(type, ResourceWalk.document(row)));
            seen += found.resources().size();
            ended = found.ended() || found.resources().isEmpty();
            after = ended ? after : found.resources().getLast().id();
        }
    }

    private void look(ResourceType type, ObjectNode document) {
        boolean top = false;
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            String name = member.getKey();
            boolean declared = type.schema().attribute(name).isPresent()
                    || CommonAttributes.named(name).isPresent()
                    || type.schema(name).isPresent();
            if (declared) {
                continue;
            }
            if (CanonicalDocument.isContainer(type, name, member.getValue())) {
                sighted(name, type).ifPresent(found -> {
                    found.resources++;
                    member.getValue().properties().forEach(inner -> found.see(inner.getKey(), inner.getValue()));
                });
            } else {
                Optional<Sighted> found = sighted(TOP + type.name(), type);
                found.ifPresent(there -> there.see(name, member.getValue()));
                if (!top) {
                    found.ifPresent(there -> there.resources++);
                }
                top = true;
            }
        }
    }

    private Optional<Sighted> sighted(String urn, ResourceType type) {
        String key = urn.toLowerCase(Locale.ROOT) + " " + type.name();
        if (!sighted.containsKey(key) && sighted.size() >= MOST) {
            return Optional.empty();
        }
        return Optional.of(sighted.computeIfAbsent(key, absent -> new Sighted(urn, type.name())));
    }

    private static Optional<Suggestion> suggestion(Sighted sighted) {
        List<String> notes = new ArrayList<>();
        if (sighted.urn.startsWith(TOP)) {
            notes.add(
                    "These attributes stand at the top level of resources. Give the schema a URN of your own; what comes without"
                            + " a URN is taken for the extension's then, by the tolerance unqualified-extension.");
        }
        if (sighted.more) {
            notes.add("There are more than " + MOST + " attributes; the rest is left out.");
        }
        ArrayNode attributes = JsonNodeFactory.instance.arrayNode();
        sighted.attributes.forEach((key, attribute) -> {
            if (RESERVED.contains(key) || !isLegal(key)) {
                notes.add(key + " has a name that no schema can declare, and stays undeclared.");
            } else {
                attribute.definition(key, notes).ifPresent(attributes::add);
            }
        });
        if (attributes.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode declaration = JsonNodeFactory.instance.objectNode();
        ObjectNode schema = declaration.putObject("schema")
                .put("id", sighted.urn)
                .put("name", sighted.type + " extension")
                .put("description", "");
        schema.set("attributes", attributes);
        declaration.putArray("extends").addObject().put("resource_type", sighted.type).put("required", false);
        return Optional.of(new Suggestion(sighted.urn, sighted.resources, declaration, notes));
    }
}
