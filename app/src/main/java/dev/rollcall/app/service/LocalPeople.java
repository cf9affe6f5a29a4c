package dev.rollcall.app.service;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.configuration.MappingSettings;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.person.PersonCaller;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.person.PersonLimits;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.person.StoredSettings;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.ProcessorTurns;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.setting.SettingValues;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The people of all connections as a command sees and changes them, by the rules of the service. */
public final class LocalPeople {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AuditTrail trail;
    private final IdSource ids;
    private final URI baseUrl;
    private final PersonSearch search;
    private final PersonEdits edits;

    LocalPeople(
            Storage storage, Terminal terminal, URI baseUrl, AuditTrail trail, MappingLimits limits) {
        this.trail = trail;
        this.ids = new IdSource(terminal.clock(), new SecureRandom());
        this.baseUrl = baseUrl;
        People people = new People(
                storage,
                new Resources(storage, terminal.clock(), ids, ResourceLimits.defaults(), PatchLimits.defaults()),
                new StoredSettings(limits, MappingSettings.memory(SettingValues.defaults())),
                terminal.clock(),
                ids,
                new ProcessorTurns(1, PATIENCE),
                PersonLimits.defaults());
        this.search = new PersonSearch(people);
        this.edits = new PersonEdits(people);
    }

    /** The profiles of whoever has that user id or, if nobody has, that e-mail address. */
    public List<ObjectNode> find(String userIdOrEmail) {
        Optional<ObjectNode> known = UserId.parse(userIdOrEmail).flatMap(userId -> search.find(caller(), userId));
        return known.map(List::of).orElseGet(() -> search.withEmail(caller(), userIdOrEmail));
    }

    /** Changes somebody as a PATCH of the management API does. The profile afterwards; empty when nobody has that id. */
    public Optional<ObjectNode> patch(UserId userId, ObjectNode body) {
        return edits.patch(caller().audited(trail), userId, body);
    }

    private PersonCaller caller() {
        return new PersonCaller(
                Actor.COMMAND_LINE, ids.next(), "command line", baseUrl.toString(), Share.HOUSE, Presence.ASSUMED);
    }
}
