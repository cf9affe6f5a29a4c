package dev.rollcall.app.transfer;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.person.LinkedAccounts;
import dev.rollcall.directory.storage.KeptSubject;
import dev.rollcall.directory.storage.KeptUser;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RetiredSubject;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredOverlay;
import dev.rollcall.directory.storage.WriteSession;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Brings in what {@link PersonLines} wrote: of people who are there, as it was; of links, those that may be made. */
final class PersonImport {
    private final Storage storage;
    private final Connection connection;
    private final ExportLines lines;
    private long linksLeftOut;

    PersonImport(Storage storage, Connection connection, ExportLines lines) {
        this.storage = storage;
        this.connection = connection;
        this.lines = lines;
    }

    /** How many links have an account that is not there or is part of another one already, or would add a level or be too many. */
    long linksLeftOut() {
        return linksLeftOut;
    }

    /** What the line of a user says beside the resource; exports of earlier versions say nothing. */
    void person(String id, ObjectNode line) {
        if (!line.has("subject")) {
            return;
        }
        PersonKey person = new PersonKey(connection.id(), id);
        String subject = lines.text(line, "subject");
        put(person, line, session -> session.personCopies().restore(person, subject));
    }

    /** Somebody who was deleted and of whom something is kept. */
    void kept(ObjectNode line) {
        String id = lines.text(line, "id");
        KeptUser user = new KeptUser(id, new KeptSubject(lines.text(line, "attribute"), lines.text(line, "value")),
                lines.text(line, "subject"), time(lines.text(line, "kept_until")));
        put(new PersonKey(connection.id(), id), line, session -> session.personCopies().keep(connection.id(), user));
    }

    /** The person, with what is beside: further subjects and the overlay. */
    private void put(PersonKey person, ObjectNode line, Predicate<WriteSession> work) {
        Optional<StoredOverlay> overlay = Optional.ofNullable(line.get("overlay")).map(json -> overlay(person, json));
        boolean restored = storage.write(Share.of(connection.id()), person.id(), session -> {
            boolean all = work.test(session);
            for (JsonNode further : line.path("identities")) {
                all = all && session.identities().add(person, further.asString());
            }
            return all && overlay.map(session.overlays()::put).orElse(true);
        });
        if (!restored) {
            throw lines.wrong("says of a person what it says of somebody else");
        }
    }

    private StoredOverlay overlay(PersonKey person, JsonNode json) {
        Optional<Instant> until = Optional.ofNullable(json.get("blocked_until")).map(time -> time(time.asString("")));
        if (!(json.get("content") instanceof ObjectNode content)) {
            throw lines.wrong("has an overlay without its content");
        }
        return new StoredOverlay(person, 1, json.path("blocked").asBoolean(false), until, content.toString());
    }

    private Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw lines.wrong("has a time that is none");
        }
    }

    /** How many subjects the line has. */
    long retired(ObjectNode line) {
        List<RetiredSubject> subjects = new ArrayList<>();
        for (JsonNode one : line.path("subjects")) {
            subjects.add(new RetiredSubject(one.path("subject").asString(), one.path("id").asString()));
        }
        storage.write(Share.of(connection.id()), connection.id().value(), session -> {
            session.personCopies().retire(connection.id(), subjects);
            return subjects;
        });
        return subjects.size();
    }

    void link(ObjectNode line) {
        Optional<PersonKey> primary = account(line.path("primary"));
        Optional<PersonKey> linked = account(line.path("account"));
        Instant at = time(line.path("linked_at").asString(""));
        boolean made = primary.isPresent()
                && linked.isPresent()
                && storage.<Boolean>write(Share.LINKS, LinkedAccounts.LANE,
                        session -> isLinkable(session, primary.get(), linked.get())
                                && session.identities().link(primary.get(), linked.get(), at));
        linksLeftOut += made ? 0 : 1;
    }

    /** Whether there is still one level, and no more than a person may have: the other account may be of this store. */
    private static boolean isLinkable(ReadSession session, PersonKey primary, PersonKey linked) {
        return session.identities().primary(primary).isEmpty()
                && session.identities().linked(linked, 1).isEmpty()
                && session.identities().linked(primary, LinkedAccounts.MOST).size() < LinkedAccounts.MOST;
    }

    /** Of the connection that is being made, or of another one of this store, by its id or else by its name. */
    private Optional<PersonKey> account(JsonNode json) {
        String id = json.path("id").asString("");
        return storage.read(Share.of(connection.id()), session -> {
            Optional<ConnectionId> owner = json.has("connection_id")
                    ? ConnectionId.parse(json.path("connection_id").asString(""))
                            .flatMap(session.connections()::find)
                            .or(() -> session.connections().named(json.path("connection").asString("")))
                            .map(Connection::id)
                    : Optional.of(connection.id());
            return owner.map(found -> new PersonKey(found, id))
                    .filter(person -> session.resources().find(person.connection(), "User", id).isPresent()
                            || session.personCopies().isKept(person));
        });
    }
}
