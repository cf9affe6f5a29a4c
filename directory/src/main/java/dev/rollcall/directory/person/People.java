package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.resource.ProcessorTurns;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Storage;
import java.time.Clock;
import java.time.Instant;

/**
 * What works with people needs.
 *
 * @param settings by what each connection's people are seen and let in
 * @param turns in which what is large is computed
 */
public record People(
        Storage storage,
        Resources resources,
        PersonSettings.Source settings,
        Clock clock,
        IdSource ids,
        ProcessorTurns turns,
        PersonLimits limits) {

    /** What people were called before they were re-keyed counts no more when that has ended before. */
    Instant reKeyedSince() {
        return clock.instant().minus(limits.formerSubjects());
    }

    /** By what a connection's people are seen and let in now; what was known of the connection may be of before. */
    PersonSettings inForce(ReadSession session, Connection connection) {
        return settings.of(session, session.connections().find(connection.id()).orElse(connection));
    }
}
