package dev.rollcall.console.mapping;

import dev.rollcall.console.connection.ConnectionTabs;
import java.util.List;

/**
 * What another attribute of user ids would mean.
 *
 * @param from the attribute in force
 * @param to the other one
 * @param sentence how many users that concerns
 * @param clashing SCIM ids of the first users whose value leads to somebody else
 * @param without SCIM ids of the first users who have no value
 * @param button what it does, in a few words
 */
public record UserIdView(ConnectionTabs tabs, String from, String to, String sentence, List<String> clashing,
        List<String> without, String button, String url, String mappingUrl) {
    public UserIdView {
        clashing = List.copyOf(clashing);
        without = List.copyOf(without);
    }
}
