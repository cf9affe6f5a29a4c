package dev.rollcall.clients;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.source.SourceDirectory;
import dev.rollcall.entra.source.SourceObject;
import dev.rollcall.entra.source.SourceSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/**
 * What happens in an organisation's Entra directory, by chance but the same for the same seed: people come, get other names and
 * addresses, are blocked, go to the recycle bin and come back or go for good; groups come, change their names and members, and go.
 * Everybody has an e-mail address.
 */
final class EntraLife implements SourceDirectory {
    private static final int FEWEST = 5;

    private final Random random;
    private final SequencedMap<String, SourceObject> users = new LinkedHashMap<>();
    private final SequencedMap<String, SourceObject> groups = new LinkedHashMap<>();
    private int number;

    EntraLife(long seed) {
        random = new Random(seed);
    }

    /** So many changes. */
    void goesOn(int changes) {
        for (int i = 0; i < changes; i++) {
            number++;
            change(random.nextInt(100));
        }
    }

    private void change(int dice) {
        if (users.size() < FEWEST || dice < 20) {
            arrive();
        } else if (dice < 35) {
            set(users, someone(users), "displayName", text("Name " + number));
        } else if (dice < 42) {
            set(users, someone(users), "givenName", text("Given " + number));
        } else if (dice < 47) {
            set(users, someone(users), "mail", text("mail" + number + "@contoso.example"));
        } else if (dice < 52) {
            set(users, someone(users), "userPrincipalName", text("renamed" + number + "@contoso.example"));
        } else if (dice < 60) {
            set(users, someone(users), "accountEnabled", BooleanNode.valueOf(random.nextBoolean()));
        } else if (dice < 65) {
            SourceObject one = users.get(someone(users));
            users.put(one.id(), new SourceObject(one.type(), one.id(), one.attributes(), !one.softDeleted()));
        } else if (dice < 69) {
            leave(someone(users));
        } else {
            changeGroup(dice);
        }
    }

    private void arrive() {
        String id = "user-" + number;
        SequencedMap<String, JsonNode> attributes = new LinkedHashMap<>();
        attributes.put("userPrincipalName", text("n" + number + "@contoso.example"));
        attributes.put("mailNickname", text("n" + number));
        attributes.put("displayName", text("Name " + number));
        attributes.put("givenName", text("Given " + number));
        attributes.put("surname", text("Family " + number));
        attributes.put("mail", text("mail" + number + "@contoso.example"));
        attributes.put("accountEnabled", BooleanNode.TRUE);
        users.put(id, new SourceObject(ObjectType.USER, id, attributes, false));
    }

    private void leave(String id) {
        users.remove(id);
        for (String group : List.copyOf(groups.keySet())) {
            Set<String> members = members(group);
            if (members.remove(id)) {
                set(groups, group, "members", list(members));
            }
        }
    }

    private void changeGroup(int dice) {
        if (groups.isEmpty() || dice < 74) {
            String id = "group-" + number;
            SequencedMap<String, JsonNode> attributes = new LinkedHashMap<>();
            attributes.put("displayName", text("Group " + number));
            attributes.put("members", list(Set.of(someone(users))));
            groups.put(id, new SourceObject(ObjectType.GROUP, id, attributes, false));
            return;
        }
        String group = someone(groups);
        Set<String> members = members(group);
        if (dice < 88) {
            members.add(someone(users));
            members.add(someone(users));
            set(groups, group, "members", list(members));
        } else if (dice < 94) {
            members.stream().skip(random.nextInt(members.size() + 1)).findFirst().ifPresent(members::remove);
            set(groups, group, "members", list(members));
        } else if (dice < 98) {
            set(groups, group, "displayName", text("Group " + number));
        } else {
            groups.remove(group);
        }
    }

    private String someone(SequencedMap<String, SourceObject> objects) {
        return new ArrayList<>(objects.keySet()).get(random.nextInt(objects.size()));
    }

    private Set<String> members(String group) {
        return groups.get(group)
                .attributes()
                .get("members")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void set(SequencedMap<String, SourceObject> objects, String id, String attribute, JsonNode value) {
        SourceObject before = objects.get(id);
        SequencedMap<String, JsonNode> attributes = new LinkedHashMap<>(before.attributes());
        attributes.put(attribute, value);
        objects.put(id, new SourceObject(before.type(), id, attributes, before.softDeleted()));
    }

    private static JsonNode text(String text) {
        return StringNode.valueOf(text);
    }

    private static ArrayNode list(Set<String> texts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        texts.forEach(list::add);
        return list;
    }

    /** Those who may sign in, by their principal names. */
    Set<String> enabled() {
        return users.values()
                .stream()
                .filter(user -> !user.softDeleted() && user.attributes().get("accountEnabled").booleanValue())
                .map(user -> user.attributes().get("userPrincipalName").asString())
                .collect(Collectors.toSet());
    }

    /** The groups' names. */
    Set<String> groupNames() {
        return groups.values().stream().map(SourceObject::displayName).collect(Collectors.toSet());
    }

    @Override
    public SourceSnapshot read() {
        return new SourceSnapshot(users, groups,
                Stream.concat(users.keySet().stream(), groups.keySet().stream()).collect(Collectors.toSet()));
    }
}
