package dev.rollcall.app.demo;

import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.HttpTransportOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Who is in a place, and in which groups, told in words that two places have in common.
 *
 * @param people by their e-mail address, each as {@link #person}
 * @param groups by their names, with the e-mail addresses of their members
 */
record Roster(SortedMap<String, String> people, SortedMap<String, TreeSet<String>> groups) {

    /** Somebody's name, and whether they are blocked. */
    static String person(String name, boolean active) {
        return active ? name : name + ", blocked";
    }

    /** What the SCIM endpoint at an address has. */
    static Roster at(URI endpoint, String token) {
        try (HttpTransport transport = HttpTransport.open(
                endpoint, Optional.of(token), HttpTransportOptions.defaults())) {
            Arrivals arrivals = new Arrivals(transport);
            Map<String, String> emails = new HashMap<>();
            SortedMap<String, String> people = new TreeMap<>();
            for (JsonNode user : arrivals.resources("/Users?sortBy=userName&count=1000")) {
                String email = user.path("emails").path(0).path("value").asString(user.path("userName").asString(""));
                emails.put(user.path("id").asString(""), email);
                people.put(email,
                        person(user.path("displayName").asString(""), user.path("active").asBoolean(true)));
            }
            SortedMap<String, TreeSet<String>> groups = new TreeMap<>();
            for (JsonNode group : arrivals.resources("/Groups?sortBy=displayName&count=1000")) {
                TreeSet<String> members = new TreeSet<>();
                for (JsonNode member : group.path("members")) {
                    String id = member.path("value").asString("");
                    members.add(emails.getOrDefault(id, id));
                }
                groups.put(group.path("displayName").asString(""), members);
            }
            return new Roster(people, groups);
        }
    }

    /** How many of them are blocked. */
    long blocked() {
        return people.values().stream().filter(person -> person.endsWith(", blocked")).count();
    }

    /** How many members all groups have together. */
    long members() {
        return groups.values().stream().mapToLong(TreeSet::size).sum();
    }

    /** Where another one is not as this one, a line each; empty when they are equal. */
    List<String> differences(Roster other) {
        List<String> lines = new ArrayList<>();
        differ(people, other.people, lines);
        differ(groups, other.groups, lines);
        return lines;
    }

    private static void differ(SortedMap<String, ?> here, SortedMap<String, ?> there, List<String> lines) {
        TreeSet<String> names = new TreeSet<>(here.keySet());
        names.addAll(there.keySet());
        for (String name : names) {
            Optional<?> wanted = Optional.ofNullable(here.get(name));
            Optional<?> found = Optional.ofNullable(there.get(name));
            if (!wanted.equals(found)) {
                lines.add("%s: %s here, %s there".formatted(name, wanted.map(Object::toString).orElse("nothing"),
                        found.map(Object::toString).orElse("nothing")));
            }
        }
    }
}
