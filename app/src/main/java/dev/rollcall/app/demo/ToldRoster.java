package dev.rollcall.app.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What events tell of people, groups and members, one after the other. */
final class ToldRoster {
    private final Map<String, JsonNode> people = new HashMap<>();
    private final Map<String, String> groups = new HashMap<>();
    private final Map<String, TreeSet<String>> members = new HashMap<>();

    /** Takes one event in. */
    void take(JsonNode event) {
        JsonNode object = event.path("data").path("object");
        String group = object.path("group").path("id").asString("");
        String member = object.path("member").path("id").asString("");
        switch (event.path("type").asString("")) {
            case "user.created", "user.updated" -> people.put(object.path("user_id").asString(""), object);
            case "user.deleted" -> people.remove(object.path("user_id").asString(""));
            case "group.created", "group.updated" ->
                groups.put(object.path("id").asString(""), object.path("name").asString(""));
            case "group.deleted" -> groups.remove(object.path("id").asString(""));
            case "group.member.added" -> members.computeIfAbsent(group, id -> new TreeSet<>()).add(member);
            case "group.member.deleted" -> members.computeIfAbsent(group, id -> new TreeSet<>()).remove(member);
            default -> throw new IllegalStateException("Nobody has asked for this event: " + event);
        }
    }

    Roster roster() {
        SortedMap<String, String> persons = new TreeMap<>();
        people.values()
                .forEach(person -> persons.put(email(person),
                        Roster.person(person.path("name").asString(""), !person.path("blocked").asBoolean(false))));
        SortedMap<String, TreeSet<String>> named = new TreeMap<>();
        groups.forEach((id, name) -> {
            TreeSet<String> emails = new TreeSet<>();
            members.getOrDefault(id, new TreeSet<>())
                    .forEach(member -> emails.add(people.containsKey(member) ? email(people.get(member)) : member));
            named.put(name, emails);
        });
        return new Roster(persons, named);
    }

    private static String email(JsonNode person) {
        return person.path("email").asString("");
    }
}
