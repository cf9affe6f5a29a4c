package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.type.IndexColumn;
import java.util.Optional;

/** The users of a piece of a job. */
final class JobPage {
    private JobPage() {}

    /** Users in the order of their ids, behind one; empty text begins at the start. */
    static ResourceStretch after(ReadSession session, ConnectionId connection, String id) {
        return session.resources()
                .list(new ResourceQuery(connection, PersonReader.USER, new Condition.All(), IndexColumn.ID, false,
                        id.isEmpty()
                                ? Optional.empty()
                                : Optional.of(new ResourceQuery.Position(Optional.of(id), id)),
                        0, ConnectionJobs.USERS), ConnectionJobs.BYTES);
    }
}
