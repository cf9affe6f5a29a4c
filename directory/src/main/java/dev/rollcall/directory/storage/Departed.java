package dev.rollcall.directory.storage;

import java.util.List;

/**
 * What somebody who is about to be deleted leaves.
 *
 * @param member whether the person may be a member of groups
 * @param linked accounts that were linked to that person, and stand by themselves from now on
 */
public record Departed(boolean member, List<PersonKey> linked) {
    public Departed {
        linked = List.copyOf(linked);
    }
}
