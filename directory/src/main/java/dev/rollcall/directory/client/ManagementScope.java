package dev.rollcall.directory.client;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller of the management API may do: an action on one kind of thing, as Auth0 names them. Every route asks for one of
 * them.
 *
 * <p>All but {@link #UPDATE_CURRENT_USER_IDENTITIES} can be given to clients.
 */
public enum ManagementScope {
    READ_CONNECTIONS,
    CREATE_CONNECTIONS,
    UPDATE_CONNECTIONS,
    DELETE_CONNECTIONS,
    READ_SCIM_CONFIG,
    CREATE_SCIM_CONFIG,
    UPDATE_SCIM_CONFIG,
    DELETE_SCIM_CONFIG,
    READ_SCIM_TOKEN,
    CREATE_SCIM_TOKEN,
    DELETE_SCIM_TOKEN,
    READ_USERS,
    CREATE_USERS,
    UPDATE_USERS,
    DELETE_USERS,
    CREATE_LOGINS,
    READ_GROUPS,
    DELETE_GROUPS,
    READ_GROUP_MEMBERS,
    READ_LOGS,
    READ_CLIENTS,
    CREATE_CLIENTS,
    UPDATE_CLIENTS,
    DELETE_CLIENTS,
    READ_EVENT_STREAMS,
    CREATE_EVENT_STREAMS,
    UPDATE_EVENT_STREAMS,
    DELETE_EVENT_STREAMS,
    READ_EVENT_DELIVERIES,
    UPDATE_EVENT_DELIVERIES,
    READ_EVENTS,
    READ_ACTIONS,
    /** Of somebody who is signed in, for the own account alone; no client has it. */
    UPDATE_CURRENT_USER_IDENTITIES;

    private final String word;

    ManagementScope() {
        String name = name().toLowerCase(Locale.ROOT);
        int end = name.indexOf('_');
        this.word = name.substring(0, end) + ":" + name.substring(end + 1);
    }

    /** The scope as it is written, for example {@code read:scim_config}. */
    public String word() {
        return word;
    }

    /** The scope of that word. */
    public static Optional<ManagementScope> ofWord(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word.equals(word)).findFirst();
    }

    /** The words of all scopes that a client can have, in their order here. */
    public static Set<String> words() {
        Set<String> words = new LinkedHashSet<>();
        for (ManagementScope scope : values()) {
            if (scope != UPDATE_CURRENT_USER_IDENTITIES) {
                words.add(scope.word);
            }
        }
        return words;
    }
}
