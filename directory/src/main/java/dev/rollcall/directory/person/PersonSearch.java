package dev.rollcall.directory.person;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.query.ProfileQuery;
import dev.rollcall.directory.person.query.ProfileQueryMatcher;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.IndexColumn;
import dev.rollcall.directory.storage.IndexText;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.text.Folding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds people and shows their profiles.
 *
 * <p>Guarantees: what is shown is computed of one snapshot. Totals are exact. A search is narrowed by the indexes of the SCIM
 * attributes that feed the fields, and each candidate is compared with its computed profile; where no index helps, it looks at
 * people one by one within the budget of {@link dev.rollcall.directory.resource.ScanLimits}, a few such searches at a time.
 */
public final class PersonSearch {
    /** People with one e-mail address who are answered. */
    static final int WITH_EMAIL = 100;

    private final People people;
    private final ResourceSearch search;
    private final Semaphore turns;

    public PersonSearch(People people) {
        this.people = people;
        this.search = people.resources().rows();
        this.turns = new Semaphore(search.scans().atOnce(), true);
    }

    /** The profile of the person of that user id. */
    public Optional<ObjectNode> find(PersonCaller caller, UserId userId) {
        return people.storage()
                .read(caller.share(), session -> new PersonReader(session)
                        .find(userId)
                        .map(person -> profile(session, person)));
    }

    /** The profiles of all who have that e-mail address, compared without regard to case; at most {@value #WITH_EMAIL}. */
    public List<ObjectNode> withEmail(PersonCaller caller, String email) {
        String folded = Folding.fold(email);
        return people.storage().read(caller.share(), session -> {
            PersonReader reader = new PersonReader(session);
            List<ObjectNode> found = new ArrayList<>();
            for (PersonKey account : accountsWith(session, email)) {
                reader.find(account)
                        .map(person -> profile(session, person))
                        .filter(profile -> Folding.fold(profile.path("email").asString("")).equals(folded))
                        .ifPresent(found::add);
            }
            return found;
        });
    }

    /** Whoever has it as an e-mail address or, as some mappings have it, as the userName. */
    private static Set<PersonKey> accountsWith(ReadSession session, String email) {
        String key = IndexText.cut(Folding.fold(email));
        Set<PersonKey> accounts = new LinkedHashSet<>(session.identities().withEmail(key, WITH_EMAIL));
        accounts.addAll(session.identities().withUserName(key, WITH_EMAIL));
        return accounts;
    }

    /**
     * A page of profiles.
     *
     * @throws DirectoryException when the query names too many connections, or the page is too large
     * @throws ScimException {@code tooMany} when more would be looked at than may be, 503 when no turn comes
     */
    public PersonPage list(PersonCaller caller, PersonQuery query) {
        try {
            return people.storage()
                    .read(caller.share(), session -> list(session, query, search.atOnce()));
        } catch (ResourceSearch.TurnNeededException needed) {
            return inTurn(caller, query);
        }
    }

    private PersonPage inTurn(PersonCaller caller, PersonQuery query) {
        try {
            if (!turns.tryAcquire(search.scans().patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw ScimException.of(503, "Other searches that no index serves kept this one waiting for "
                        + search.scans().patience().toSeconds()
                        + " s (limits.scan-wait). Try again in a few seconds, or"
                        + " search by user_id, email, username or name.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ScimException.of(503, "The service is stopping. Try again in a while.");
        }
        try {
            return people.storage().read(caller.share(), session -> list(session, query, search.inTurn()));
        } finally {
            turns.release();
        }
    }

    private PersonPage list(ReadSession session, PersonQuery query, ResourceSearch.Budget budget) {
        List<Connection> connections = connections(session, query);
        ProfilePage page = new ProfilePage(people.limits().pageBytes());
        PersonReader reader = new PersonReader(session);
        long total = 0;
        Optional<PersonKey> last = Optional.empty();
        for (Connection connection : connections) {
            if (page.size() == query.limit() && !query.counts()) {
                break;
            }
            long offset = Math.max(0, query.offset() - total);
            int limit = query.limit() - page.size();
            ResourceSearch.Found found = found(session, reader, connection, query, offset, limit, budget);
            total += found.total();
            if (query.counts() && found.rows().size() < Math.min(limit, found.total() - offset)) {
                throw page.tooLarge();
            }
            if (!found.rows().isEmpty()) {
                ProfileJson json = new ProfileJson(people.settings().of(session, connection), now());
                for (Person person : reader.people(connection, found.rows())) {
                    page.add(json.of(person));
                    last = Optional.of(person.account());
                }
            }
        }
        return new PersonPage(total, last, page.profiles());
    }

    private ResourceSearch.Found found(
            ReadSession session,
            PersonReader reader,
            Connection connection,
            PersonQuery query,
            long offset,
            int limit,
            ResourceSearch.Budget budget) {
        ResourceKind kind = ConnectionTypes.of(connection).named(PersonReader.USER);
        if (query.query().isEmpty()) {
            return search.list(session, rows(connection, kind, new Condition.All(), query, offset, limit));
        }
        PersonSettings settings = people.settings().of(session, connection);
        ProfileNarrowing narrowing = new ProfileNarrowing(session, connection, kind, settings.mapping(), search);
        ProfileQuery resolved = narrowing.resolved(query.query().get());
        ProfileQueryMatcher matcher = new ProfileQueryMatcher(ProfileNarrowing.exactFields(settings.mapping()));
        ProfileJson json = new ProfileJson(settings, now());
        return search.list(
                session,
                rows(connection, kind, narrowing.of(resolved), query, offset, limit),
                candidates -> reader.people(connection, candidates)
                        .stream()
                        .filter(person -> matcher.matches(resolved, json.of(person)))
                        .map(Person::row)
                        .toList(),
                query.counts(),
                budget);
    }

    private static ResourceQuery rows(
            Connection connection, ResourceKind kind, Condition condition, PersonQuery query, long offset, int limit) {
        Optional<ResourceQuery.Position> after = query.after()
                .filter(account -> account.connection().equals(connection.id()))
                .map(account -> new ResourceQuery.Position(Optional.of(account.id()), account.id()));
        return new ResourceQuery(connection.id(), kind.name(), condition, query.order(), query.descending(), after,
                offset, limit);
    }

    /** Those that may have somebody who is meant. */
    private List<Connection> connections(ReadSession session, PersonQuery query) {
        Optional<String> named = query.connection()
                .or(() -> query.query().flatMap(PersonSearch::connectionOf));
        if (named.isPresent()) {
            return session.connections().named(named.get()).stream().toList();
        }
        List<Connection> connections = query.query()
                .flatMap(PersonSearch::emailOf)
                .map(email -> withEmail(session, email))
                .orElseGet(() -> all(session, query));
        if (connections.size() > 1 && (query.order() != IndexColumn.ID || query.descending())) {
            throw new DirectoryException(Kind.INVALID,
                    "A sorted list is of one connection. Add connection=NAME, or leave sort out.");
        }
        return query.after()
                .map(account -> connections.stream()
                        .dropWhile(connection -> !connection.id().equals(account.connection()))
                        .toList())
                .orElse(connections);
    }

    private static List<Connection> withEmail(ReadSession session, String email) {
        Set<ConnectionId> ids = new LinkedHashSet<>();
        accountsWith(session, email).forEach(account -> ids.add(account.connection()));
        return ids.stream().flatMap(id -> session.connections().find(id).stream()).toList();
    }

    private List<Connection> all(ReadSession session, PersonQuery query) {
        List<Connection> all = session.connections().all();
        boolean walksThemAll = query.counts() || query.query().isPresent();
        if (walksThemAll && all.size() > people.limits().connections()) {
            throw new DirectoryException(Kind.INVALID, "There are more than " + people.limits().connections()
                    + " connections (limits.search-connections), and this would go through all of them. Add"
                    + " connection=NAME, search by email or user_id, or page without q by take and from.");
        }
        return all;
    }

    /** The connection that everybody has whom the search means. */
    private static Optional<String> connectionOf(ProfileQuery query) {
        return switch (query) {
            case ProfileQuery.And(List<ProfileQuery> parts) ->
                parts.stream().flatMap(part -> connectionOf(part).stream()).findFirst();
            case ProfileQuery.Is(String field, String value) -> switch (field) {
                case "identities.connection" -> Optional.of(value);
                case "user_id" -> UserId.parse(value).map(UserId::connection);
                default -> Optional.empty();
            };
            default -> Optional.empty();
        };
    }

    /** The e-mail address that everybody has whom the search means. */
    private static Optional<String> emailOf(ProfileQuery query) {
        return switch (query) {
            case ProfileQuery.And(List<ProfileQuery> parts) ->
                parts.stream().flatMap(part -> emailOf(part).stream()).findFirst();
            case ProfileQuery.Is(String field, String value) when field.equals("email") -> Optional.of(value);
            default -> Optional.empty();
        };
    }

    private ObjectNode profile(ReadSession session, Person person) {
        return new ProfileJson(people.settings().of(session, person.connection()), now()).of(person);
    }

    private Instant now() {
        return people.clock().instant();
    }
}
