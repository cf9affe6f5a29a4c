package dev.rollcall.directory.person;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.text.IndexText;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.text.Folding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds people and shows their profiles.
 *
 * <p>Guarantees: a person is shown as one snapshot has the person, and no snapshot is held while profiles are computed. Totals
 * are exact. A search is narrowed by the indexes of the SCIM attributes that feed the fields, and each candidate is compared
 * with its computed profile; where no index helps, it looks at people one by one within the budget of
 * {@link dev.rollcall.directory.resource.ScanLimits}, in a turn, of which SCIM's searches have some as well.
 */
public final class PersonSearch {
    /** People with one e-mail address who are answered. */
    static final int WITH_EMAIL = 100;

    private final People people;
    private final ResourceSearch search;

    public PersonSearch(People people) {
        this.people = people;
        this.search = people.resources().rows();
    }

    /** The profile of the person of that user id. */
    public Optional<ObjectNode> find(PersonCaller caller, UserId userId) {
        return people.storage()
                .read(caller.share(), session -> new PersonReader(session, people.settings())
                        .find(userId)
                        .map(person -> profile(session, person)));
    }

    /** The profile of the person whose account that is. */
    public Optional<ObjectNode> find(PersonCaller caller, PersonKey account) {
        return people.storage()
                .read(caller.share(), session -> new PersonReader(session, people.settings())
                        .find(account)
                        .map(person -> profile(session, person)));
    }

    /**
     * The profiles of all who have that e-mail address, compared without regard to case: of whom the mapping makes it of an
     * e-mail address or of the userName.
     *
     * @throws DirectoryException when more than {@value #WITH_EMAIL} have it, or there is more of them than a page may have bytes
     */
    public List<ObjectNode> withEmail(PersonCaller caller, String email) {
        String folded = Folding.fold(email);
        return people.storage()
                .read(caller.share(), session -> shown(session, email))
                .stream()
                .map(one -> new ProfileJson(one.settings, now()).of(one.person))
                .filter(profile -> Folding.fold(profile.path("email").asString("")).equals(folded))
                .toList();
    }

    private List<Shown> shown(ReadSession session, String email) {
        int room = people.limits().pageBytes();
        PersonReader reader = new PersonReader(session, people.settings(), room);
        List<Shown> shown = new ArrayList<>();
        long documents = 0;
        for (PersonKey account : accountsWith(session, email)) {
            Optional<Connection> connection = session.connections().find(account.connection());
            Optional<StoredResource> row = session.resources()
                    .find(account.connection(), PersonReader.USER, account.id());
            if (connection.isEmpty() || row.isEmpty()) {
                continue;
            }
            List<Person> read = reader.people(connection.get(), List.of(row.get()));
            documents += row.get().document().length;
            if (read.isEmpty() || documents > room && !shown.isEmpty()) {
                throw new DirectoryException(Kind.INVALID,
                        "The profiles with this e-mail address, and what is kept beside"
                                + " them, have more than " + room
                                + " bytes in all (limits.profile-page-bytes). Look for it page by"
                                + " page: GET /api/v2/users?take=10&q=email:\"…\".");
            }
            shown.add(new Shown(read.getFirst(), people.settings().of(session, connection.get())));
        }
        return shown;
    }

    /** A person, and by what the person is shown. */
    private record Shown(Person person, PersonSettings settings) {}

    /** Whoever has it as an e-mail address or, as some mappings have it, as the userName. */
    private static Set<PersonKey> accountsWith(ReadSession session, String email) {
        String key = IndexText.cut(Folding.fold(email));
        Set<PersonKey> accounts = new LinkedHashSet<>(session.identities().withEmail(key, WITH_EMAIL + 1));
        accounts.addAll(session.identities().withUserName(key, WITH_EMAIL + 1));
        if (accounts.size() > WITH_EMAIL) {
            throw new DirectoryException(Kind.INVALID, "More than " + WITH_EMAIL + " users have this e-mail address."
                    + " Look for it in one connection: GET /api/v2/users?connection=NAME&q=email:\"…\".");
        }
        return accounts;
    }

    /**
     * A page of profiles.
     *
     * @throws DirectoryException when the query names too many connections, or the page is too large
     * @throws ScimException {@code tooMany} when more would be looked at than may be, or for longer, 429 or 503 when no turn
     *     comes
     */
    public PersonPage list(PersonCaller caller, PersonQuery query) {
        try {
            return new PersonWalk(people, search, caller, query, search.atOnce()).page();
        } catch (ResourceSearch.TurnNeededException needed) {
            return search.inTurn(named(caller, query), caller.client(),
                    () -> new PersonWalk(people, search, caller, query, search.inTurn()).page());
        }
    }

    private Optional<ConnectionId> named(PersonCaller caller, PersonQuery query) {
        return PersonConnections.named(query)
                .flatMap(name -> people.storage().read(caller.share(), session -> session.connections().named(name)))
                .map(Connection::id);
    }

    private ObjectNode profile(ReadSession session, Person person) {
        return new ProfileJson(people.settings().of(session, person.connection()), now()).of(person);
    }

    private Instant now() {
        return people.clock().instant();
    }
}
