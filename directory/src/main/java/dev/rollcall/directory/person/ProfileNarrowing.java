package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.query.ProfileQuery;
import dev.rollcall.directory.person.query.ProfileQuery.Bound;
import dev.rollcall.directory.person.query.ProfileQueryMatcher;
import dev.rollcall.directory.person.query.ProfileQueryParser;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Condition.Comparator;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.mapping.Mapping;
import dev.rollcall.mapping.ProfilePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What an index can say of a search of profiles, by the attributes of SCIM that feed them.
 *
 * <p>Guarantees: the condition selects every person of the connection whom the search means, and mostly some more; each is
 * still to be compared.
 */
final class ProfileNarrowing {
    private static final String USER_ID = "user_id";
    private static final String EXTERNAL_ID = "externalId";

    /** Whoever is not active or blocked; found by {@link ResourceSearch#notLetIn} alone. */
    static final Condition NOT_LET_IN = new Condition.Or(
            List.of(new Condition.Number(IndexColumn.ACTIVE, Comparator.EQ, 0), new Condition.Blocked()));

    private final ReadSession session;
    private final Connection connection;
    private final ResourceKind kind;
    private final Mapping mapping;
    private final ResourceSearch search;

    ProfileNarrowing(
            ReadSession session, Connection connection, ResourceKind kind, Mapping mapping, ResourceSearch search) {
        this.session = session;
        this.connection = connection;
        this.kind = kind;
        this.mapping = mapping;
        this.search = search;
    }

    /** The fields that a search compares exactly: user ids, and what the case-exact externalId feeds. */
    static Set<String> exactFields(Mapping mapping) {
        Set<String> exact = new LinkedHashSet<>(Set.of(USER_ID, "identities.user_id"));
        mapping.rows()
                .stream()
                .filter(row -> row.scim().filter(EXTERNAL_ID::equals).isPresent())
                .forEach(row -> exact.add(row.auth0()));
        return exact;
    }

    /** The search with each word that has no field bound to the fields that an index serves here, or to all if none does. */
    ProfileQuery resolved(ProfileQuery query) {
        return switch (query) {
            case ProfileQuery.And(List<ProfileQuery> parts) ->
                new ProfileQuery.And(parts.stream().map(this::resolved).toList());
            case ProfileQuery.Or(List<ProfileQuery> parts) ->
                new ProfileQuery.Or(parts.stream().map(this::resolved).toList());
            case ProfileQuery.Not(ProfileQuery part) -> new ProfileQuery.Not(resolved(part));
            case ProfileQuery.Anywhere(String word, boolean prefix) -> {
                List<ProfileQuery> served = ProfileQueryParser.BARE_FIELDS.stream()
                        .<ProfileQuery>map(field -> prefix
                                ? new ProfileQuery.StartsWith(field, word)
                                : new ProfileQuery.Is(field, word))
                        .filter(part -> narrows(of(part)))
                        .toList();
                yield served.isEmpty() ? query : new ProfileQuery.Or(served);
            }
            default -> query;
        };
    }

    Condition of(ProfileQuery query) {
        return switch (query) {
            case ProfileQuery.And(List<ProfileQuery> parts) -> and(parts);
            case ProfileQuery.Or(List<ProfileQuery> parts) -> or(parts);
            case ProfileQuery.Is(String field, String value) -> is(field, value);
            case ProfileQuery.StartsWith(String field, String prefix) -> searched(field, " sw ", prefix);
            case ProfileQuery.Range(String field, Optional<Bound> low, Optional<Bound> high) ->
                field.equals("created_at") ? created(low, high) : new Condition.All();
            case ProfileQuery.Not _,ProfileQuery.Anywhere _,ProfileQuery.Exists _ -> new Condition.All();
        };
    }

    private Condition and(List<ProfileQuery> parts) {
        List<Condition> all = parts.stream().map(this::of).filter(ProfileNarrowing::narrows).toList();
        // Whatever else is known leads to fewer, and what two indexes have together no statement walks in order.
        List<Condition> others = all.stream().filter(condition -> !condition.equals(NOT_LET_IN)).toList();
        List<Condition> known = others.isEmpty() ? all.stream().limit(1).toList() : others;
        return known.isEmpty() ? new Condition.All() : known.size() == 1 ? known.getFirst() : new Condition.And(known);
    }

    private Condition or(List<ProfileQuery> parts) {
        List<Condition> all = new ArrayList<>();
        for (ProfileQuery part : parts) {
            // A field that this connection's mapping does not know is nobody's here; an overlay may have it all the same.
            Condition condition = of(part);
            if (!narrows(condition) || condition.equals(NOT_LET_IN)) {
                return new Condition.All();
            }
            all.add(condition);
        }
        return new Condition.Or(all);
    }

    private static boolean narrows(Condition condition) {
        return !(condition instanceof Condition.All);
    }

    private Condition is(String field, String value) {
        return switch (field) {
            case USER_ID -> UserId.parse(value)
                    .filter(userId -> userId.isOf(connection))
                    .flatMap(userId -> session.identities().holder(connection.id(), userId.subject()))
                    .<Condition>map(id -> new Condition.Text(IndexColumn.ID, Comparator.EQ, id))
                    .orElseGet(Condition.None::new);
            case "blocked" -> value.equalsIgnoreCase("true") ? NOT_LET_IN : new Condition.All();
            default -> searched(field, " eq ", value);
        };
    }

    private Condition searched(String field, String operator, String value) {
        return path(field)
                .flatMap(mapping::searchedBy)
                .map(attribute -> search.narrowing(
                        kind, attribute + operator + JsonNodeFactory.instance.stringNode(value)))
                .orElseGet(Condition.All::new);
    }

    private static Optional<ProfilePath> path(String field) {
        return field.startsWith(".") || field.endsWith(".") || field.contains("..")
                ? Optional.empty()
                : Optional.of(ProfilePath.parse(field));
    }

    private static Condition created(Optional<Bound> low, Optional<Bound> high) {
        List<Condition> bounds = new ArrayList<>();
        low.flatMap(bound -> ProfileQueryMatcher.time(bound.value()))
                .ifPresent(time -> bounds.add(
                        new Condition.Number(IndexColumn.CREATED, Comparator.GE, time.toEpochMilli())));
        high.flatMap(bound -> ProfileQueryMatcher.time(bound.value()))
                .ifPresent(time -> bounds.add(
                        new Condition.Number(IndexColumn.CREATED, Comparator.LE, time.toEpochMilli())));
        return bounds.isEmpty() ? new Condition.All() : new Condition.And(bounds);
    }
}
