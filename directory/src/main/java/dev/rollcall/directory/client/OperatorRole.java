package dev.rollcall.directory.client;

import java.util.LinkedHashSet;
import java.util.Set;

/** What somebody may do in the console who signs in by the company's own issuer, the one who may do most first. */
public enum OperatorRole {
    /** Everything. */
    OWNER,
    /** Everything but who else may do what, and but deleting a connection with all its people. */
    OPERATOR,
    /** Looking. */
    VIEWER;

    /** The scopes that it has, words of {@link ManagementScope}. */
    public Set<String> scopes() {
        Set<String> scopes = new LinkedHashSet<>(ManagementScope.words());
        switch (this) {
            case OWNER -> {
            }
            case OPERATOR -> {
                scopes.remove(ManagementScope.CREATE_CLIENTS.word());
                scopes.remove(ManagementScope.UPDATE_CLIENTS.word());
                scopes.remove(ManagementScope.DELETE_CLIENTS.word());
                scopes.remove(ManagementScope.DELETE_CONNECTIONS.word());
            }
            case VIEWER -> scopes.removeIf(word -> !word.startsWith("read:"));
        }
        return scopes;
    }
}
