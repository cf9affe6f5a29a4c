package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.resource.Precondition;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.ScimException;
import java.util.Optional;

/** Changes groups from inside the house, each with the row of the caller's audit trail in its own write. */
public final class GroupEdits {
    private static final int NOT_FOUND = 404;

    private final People people;

    public GroupEdits(People people) {
        this.people = people;
    }

    private record Known(Connection connection, StoredResource group) {}

    /**
     * Deletes a group and its SCIM resource for good; its members stay.
     *
     * @param groupId as {@link GroupSearch} shows it
     * @param tenant what stands in the place of a tenant's name
     * @return whether there was one
     */
    public boolean delete(PersonCaller caller, String groupId, String tenant) {
        Optional<Known> found = people.storage()
                .read(caller.share(), session -> GroupSearch.group(session, groupId)
                        .flatMap(group -> session.connections()
                                .find(group.connection())
                                .map(connection -> new Known(connection, group))));
        if (found.isEmpty()) {
            return false;
        }
        StoredResource group = found.get().group;
        try {
            people.resources()
                    .delete(caller.call(found.get().connection, people.turns(), people.clock().instant()),
                            found.get().connection.types().group(), group.id(), Precondition.none(),
                            (session, row) -> caller.trail()
                                    .deleted(session, "group", Optional.of(row.connection()), groupId,
                                            GroupSearch.json(group, tenant)));
            return true;
        } catch (ScimException e) {
            if (e.status() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }
}
