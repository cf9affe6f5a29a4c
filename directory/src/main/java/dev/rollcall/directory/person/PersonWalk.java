package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.person.query.ProfileQuery;
import dev.rollcall.directory.person.query.ProfileQueryMatcher;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.ResourceQuery.Position;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes one page of people, connection by connection. Rows are read in snapshots that end before profiles are computed, because
 * the expressions of a mapping may take long: a list without a query in one, a search in one for each stretch of candidates.
 */
final class PersonWalk {
    /** Bytes of what the product keeps of the candidates of a stretch, beyond which it ends. */
    private static final long OVERLAY_BYTES = 4 << 20;

    private final People people;
    private final ResourceSearch search;
    private final PersonCaller caller;
    private final PersonQuery query;
    private final ResourceSearch.Budget budget;
    private final PersonConnections connections;
    private final ProfilePage page;
    private final Instant deadline;
    private long total;
    private boolean more;
    private Optional<PersonKey> last = Optional.empty();

    PersonWalk(
            People people, ResourceSearch search, PersonCaller caller, PersonQuery query,
            ResourceSearch.Budget budget) {
        this.people = people;
        this.search = search;
        this.caller = caller;
        this.query = query;
        this.budget = budget;
        this.connections = new PersonConnections(query, people.limits());
        this.page = new ProfilePage(people.limits().pageBytes());
        this.deadline = people.clock().instant().plus(people.limits().searchTime());
    }

    PersonPage page() {
        query.query().ifPresentOrElse(this::searched, this::listed);
        return new PersonPage(total, last, more || page.size() == query.limit(), page.profiles());
    }

    /** Some people of a connection, and by what they are shown. */
    private record Part(List<Person> people, PersonSettings settings) {}

    private void listed() {
        for (Part part : people.storage().read(caller.share(), this::parts)) {
            ProfileJson json = new ProfileJson(part.settings, people.clock().instant());
            for (Person person : part.people) {
                if (!taken(json.of(person), person)) {
                    return;
                }
            }
        }
    }

    private List<Part> parts(ReadSession session) {
        List<Part> parts = new ArrayList<>();
        PersonReader reader = new PersonReader(session, people.settings(), people.limits().pageBytes());
        Optional<Connection> behind = Optional.empty();
        int rows = 0;
        boolean goesOn = true;
        while (goesOn) {
            List<Connection> some = connections.next(session, behind);
            for (Connection connection : some) {
                if (rows == query.limit() && !query.counts()) {
                    return parts;
                }
                long offset = Math.max(0, query.offset() - total);
                int wanted = query.limit() - rows;
                ResourceSearch.Found found = search.list(
                        session, rows(connection, new Condition.All(), offset, wanted), query.counts());
                total += found.total();
                List<Person> read = reader.people(connection, found.rows());
                rows += read.size();
                if (!read.isEmpty()) {
                    parts.add(new Part(read, people.settings().of(session, connection)));
                }
                if (query.counts() && read.size() < Math.min(wanted, found.total() - offset)) {
                    throw page.tooLarge();
                }
                if (!query.counts() && (!found.ended() || read.size() < found.rows().size()) && rows < query.limit()) {
                    more = true;
                    return parts;
                }
            }
            goesOn = !some.isEmpty() && !connections.ends(some);
            behind = some.isEmpty() ? behind : Optional.of(some.getLast());
        }
        return parts;
    }

    /** What a connection is searched by. */
    private record Plan(PersonSettings settings, ProfileQuery query, ResourceQuery candidates, boolean notLetIn) {}

    /** Some candidates. */
    private record Stretch(List<Person> people, Optional<Position> next) {}

    private void searched(ProfileQuery wanted) {
        for (Connection connection : people.storage()
                .read(caller.share(), session -> connections.next(session, Optional.empty()))) {
            if (page.size() == query.limit() && !query.counts() || more) {
                return;
            }
            searched(connection, people.storage().read(caller.share(), session -> plan(session, connection, wanted)));
        }
    }

    private Plan plan(ReadSession session, Connection connection, ProfileQuery wanted) {
        PersonSettings settings = people.settings().of(session, connection);
        ResourceKind kind = connection.types().named(PersonReader.USER);
        ProfileNarrowing narrowing = new ProfileNarrowing(session, connection, kind, settings.mapping(), search);
        ProfileQuery resolved = narrowing.resolved(wanted);
        Condition condition = narrowing.of(resolved);
        boolean notLetIn = condition.equals(ProfileNarrowing.NOT_LET_IN);
        boolean byId = query.order() == IndexColumn.ID && !query.descending();
        // In another order no index has them; then all are looked at, within the budget.
        Condition known = notLetIn && !byId ? new Condition.All() : condition;
        return new Plan(settings, resolved, rows(connection, known, 0, query.limit()), notLetIn && byId);
    }

    private void searched(Connection connection, Plan plan) {
        ProfileQueryMatcher matcher = new ProfileQueryMatcher(ProfileNarrowing.exactFields(plan.settings.mapping()));
        ProfileJson json = new ProfileJson(plan.settings, people.clock().instant());
        Optional<Position> after = plan.candidates.after();
        boolean goesOn = true;
        while (goesOn) {
            Optional<Position> from = after;
            Stretch stretch = people.storage()
                    .read(caller.share(), session -> stretch(session, connection, plan, from));
            for (Person person : stretch.people) {
                requireInTime();
                ObjectNode profile = json.of(person);
                if (matcher.matches(plan.query, profile) && !matched(profile, person)) {
                    return;
                }
            }
            after = stretch.next;
            goesOn = after.isPresent() && (query.counts() || page.size() < query.limit());
        }
    }

    private Stretch stretch(ReadSession session, Connection connection, Plan plan, Optional<Position> after) {
        ResourceStretch found = plan.notLetIn
                ? search.notLetIn(session, plan.candidates, after, budget)
                : search.candidates(session, plan.candidates, after, budget);
        List<Person> read = new PersonReader(session, people.settings(), OVERLAY_BYTES)
                .people(connection, found.resources());
        budget.giveBack(found.resources().subList(read.size(), found.resources().size()));
        boolean ended = found.ended() && read.size() == found.resources().size();
        return new Stretch(read, ended || read.isEmpty()
                ? Optional.empty()
                : Optional.of(session.resources().position(plan.candidates, read.getLast().row())));
    }

    private boolean matched(ObjectNode profile, Person person) {
        boolean passedOver = total++ < query.offset() || page.size() == query.limit();
        return passedOver || taken(profile, person);
    }

    /** @return whether there was room */
    private boolean taken(ObjectNode profile, Person person) {
        requireInTime();
        if (page.add(profile)) {
            last = Optional.of(person.account());
            return true;
        }
        if (query.counts()) {
            throw page.tooLarge();
        }
        more = true;
        return false;
    }

    private void requireInTime() {
        if (people.clock().instant().isAfter(deadline)) {
            throw ScimException.of(ScimType.TOO_MANY, "The profiles took longer than "
                    + people.limits().searchTime().toSeconds()
                    + " s to compute (limits.profile-search-time). Ask for fewer,"
                    + " narrow the search, or make the expressions of the mapping cheaper.");
        }
    }

    private ResourceQuery rows(Connection connection, Condition condition, long offset, int limit) {
        Optional<Position> after = query.after()
                .filter(account -> account.connection().equals(connection.id()))
                .map(account -> new Position(Optional.of(account.id()), account.id()));
        return new ResourceQuery(connection.id(), PersonReader.USER, condition, query.order(), query.descending(),
                after, offset, limit);
    }
}
