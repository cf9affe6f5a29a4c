package dev.rollcall.outbound.scim;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.person.Person;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.person.PersonSettings;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.TargetPreset;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.scim.schema.StandardSchemas;
import java.time.Clock;
import java.util.Optional;

/**
 * In which domain the address of the user is that a connection test makes: {@value #NOBODYS}, or, where a target takes users of its own
 * domains alone, that of somebody whom the stream would send there.
 */
final class ScratchDomain {
    /** Nobody's mail goes there (RFC 2606). */
    static final String NOBODYS = "example.com";

    /** As many people of a connection are looked at. */
    private static final int LOOKED_AT = 20;
    private static final long BYTES = 1 << 20;

    private final Storage storage;
    private final PersonProfiles profiles;
    private final Clock clock;

    ScratchDomain(Storage storage, PersonProfiles profiles, Clock clock) {
        this.storage = storage;
        this.profiles = profiles;
        this.clock = clock;
    }

    String of(EventStream stream) {
        boolean own = stream.destination() instanceof ScimTarget target
                && TargetPreset.ofWord(target.preset()).filter(TargetPreset::takesOwnDomainsAlone).isPresent();
        return own
                ? storage.read(Share.OUTBOUND, session -> ofSomebody(session, stream)).orElse(NOBODYS)
                : NOBODYS;
    }

    private Optional<String> ofSomebody(ReadSession session, EventStream stream) {
        return session.connections()
                .all()
                .stream()
                .filter(connection -> stream.filter().takes(connection.id()))
                .flatMap(connection -> ofSomebody(session, connection).stream())
                .findFirst();
    }

    private Optional<String> ofSomebody(ReadSession session, Connection connection) {
        PersonSettings settings = profiles.inForce(session, connection);
        ResourceQuery some = new ResourceQuery(connection.id(), StandardSchemas.user().name(), new Condition.All(),
                IndexColumn.ID, false, Optional.empty(), 0, LOOKED_AT);
        return profiles.of(session, connection, session.resources().list(some, BYTES).resources())
                .stream()
                .flatMap(person -> domain(person, settings).stream())
                .findFirst();
    }

    private Optional<String> domain(Person person, PersonSettings settings) {
        String email = PersonProfiles.of(person, settings, clock.instant()).path("email").asString("");
        int at = email.lastIndexOf('@');
        return at < 0 || at == email.length() - 1 ? Optional.empty() : Optional.of(email.substring(at + 1));
    }
}
