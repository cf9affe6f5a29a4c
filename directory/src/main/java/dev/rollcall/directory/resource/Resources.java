package dev.rollcall.directory.resource;

import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.resource.Computation.Parts;
import dev.rollcall.directory.resource.MemberPages.Beginning;
import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.message.ListQuery;
import dev.rollcall.scim.patch.ChangePlan;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchPlanner;
import dev.rollcall.scim.patch.PatchRequest;
import dev.rollcall.scim.patch.ResourcePlans;
import dev.rollcall.scim.resource.NormalizedResource;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.scim.resource.ResourceNormalizer;
import dev.rollcall.scim.schema.ResourceType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * The users, groups and other resources of a connection, as its identity provider works with them.
 *
 * <p>Guarantees: everything is confined to the caller's connection; a write is atomic and durable before it returns, with
 * its change record and its log row in the same transaction; a refused request changes nothing. Scopes are checked by
 * the caller of this class. Every refusal is a {@link dev.rollcall.scim.ScimException}.
 */
public final class Resources {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    /** How long a change waits for the others of its resource; as long as a large one may take. */
    private static final Duration TURN_PATIENCE = Duration.ofSeconds(30);

    private final Storage storage;
    private final Clock clock;
    private final IdSource ids;
    private final ResourceLimits limits;
    private final PatchLimits patchLimits;
    private final ResourceWriter writer;
    private final MembershipWriter groups;
    private final Departure departure;
    private final Departures departures;
    private final Deletion deletion;
    private final Lists lists;
    private final MemberPages memberPages;
    private final ConnectionTurns scans;
    private final ResourceTurns turns;
    private final GroupAnswers groupAnswers;
    private final ResourceEdits edits;
    private final RefusalCount refusals = new RefusalCount();

    public Resources(Storage storage, Clock clock, IdSource ids, ResourceLimits limits, PatchLimits patchLimits) {
        this.storage = storage;
        this.clock = clock;
        this.ids = ids;
        this.limits = limits;
        this.patchLimits = patchLimits;
        this.turns = new ResourceTurns(TURN_PATIENCE);
        this.writer = new ResourceWriter(storage, clock, ids, limits, turns);
        this.edits = new ResourceEdits(storage, clock, writer, ids, turns);
        this.groups = new MembershipWriter(storage, writer, limits, turns);
        this.departure = new Departure(storage, clock, ids, turns);
        this.departures = new Departures(storage, clock);
        this.deletion = new Deletion(storage, clock, ids, limits, turns, departure);
        this.memberPages = new MemberPages(storage, limits.memberChunk(), System::nanoTime);
        this.lists = new Lists(limits, memberPages, clock);
        this.groupAnswers = new GroupAnswers(limits.patchAnswerMembers(), System::nanoTime);
        this.scans = ConnectionTurns.ofSearches(limits.scans().atOnce(), limits.scans().patience());
    }

    /** Creates a resource (RFC 7644 section 3.3). */
    public Representation create(ScimCall call, ResourceType type, ObjectNode body, Projection projection) {
        return create(call, type, ids.next(), body, projection);
    }

    /**
     * Creates a resource that had its id in another store, so that whoever knows it goes on to find it.
     *
     * @param id UUIDv7 text
     */
    public Representation restore(ScimCall call, ResourceType type, String id, ObjectNode body) {
        return create(call, type, id, body, Projection.everything());
    }

    /**
     * Creates a resource under an id that nothing has yet.
     *
     * @param id UUIDv7 text
     */
    public Representation create(
            ScimCall call, ResourceType type, String id, ObjectNode body, Projection projection) {
        return Settled.settling(call, type,
                (settled, declared) -> createSettled(settled, declared, id, body, projection));
    }

    private Representation createSettled(
            ScimCall call, ResourceType type, String id, ObjectNode body, Projection given) {
        Projection projection = given.under(type);
        NormalizedResource normalized = normalize(call, type, body);
        call.trace().resource(type.name(), id);
        List<Member> members = MemberRows.of(normalized.members());
        ChangePlan plan = call.effort().spend(() -> ResourcePlans.creation(type, normalized));
        StoredResource row = refusals.counting(() -> groups.insert(call, type, id, plan, members));
        boolean nothingComputed = !call.kind(type).hasMembers() && Rendering.managerOf(row).isEmpty();
        // A new user is in no group yet, so that the usual creation reads nothing.
        Projection told = projection.afterChange(plan.paths());
        return nothingComputed
                ? represent(call, row, Computed.NOTHING, told)
                : represent(call, row, told);
    }

    /** Reads a resource (RFC 7644 section 3.4.1). */
    public Representation get(ScimCall call, ResourceType type, String id, Projection projection) {
        call.trace().resource(type.name(), id);
        Parts parts = Lists.parts(projection);
        return storage.read(call.share(), session -> {
            StoredResource row = ResourceWriter.require(session, call, type, id);
            return represent(session, call, row, parts, projection);
        });
    }

    /**
     * The id of the user whom the caller's access token is about (RFC 7644 section 3.11), by {@link MeLookup}'s order.
     *
     * @throws ScimException 501 when it is about nobody who is here
     */
    public String me(ScimCall call, ResourceType type) {
        return call.caller()
                .subject()
                .flatMap(subject -> storage.read(call.share(),
                        session -> new MeLookup(session, call.connection(), type).find(subject)))
                .orElseThrow(() -> MeLookup.nobody(call));
    }

    /** Replaces a resource (RFC 7644 section 3.5.1); what is left out is cleared. */
    public Representation replace(
            ScimCall call,
            ResourceType type,
            String id,
            ObjectNode body,
            Precondition precondition,
            Projection projection) {
        call.trace().resource(type.name(), id);
        return Settled.settling(call, type, (settled, declared) -> {
            Projection shown = projection.under(declared);
            NormalizedResource normalized = normalize(settled, declared, body);
            ReadAhead ahead = new ReadAhead(Lists.parts(shown));
            AtomicReference<ChangePlan> planned = new AtomicReference<>();
            StoredResource row = write(
                    settled, declared, id, precondition,
                    ResourceWriter.Planner.replacing(
                            current -> {
                                ChangePlan plan = ResourcePlans.replacement(
                                        declared, current, normalized, settled.dialect());
                                planned.set(plan);
                                return plan;
                            }),
                    OK, ahead);
            return represent(settled, row, shown.afterChange(planned.get().paths()), ahead);
        });
    }

    /**
     * Changes a resource (RFC 7644 section 3.5.2).
     *
     * @return with no body when the resource is a group with too many members for the answer
     */
    public Representation patch(
            ScimCall call,
            ResourceType type,
            String id,
            ObjectNode body,
            Precondition precondition,
            PatchAnswer answer) {
        call.trace().resource(type.name(), id);
        return Settled.settling(call, type,
                (settled, declared) -> patchSettled(settled, declared, id, body, precondition, answer));
    }

    private Representation patchSettled(
            ScimCall call,
            ResourceType type,
            String id,
            ObjectNode body,
            Precondition precondition,
            PatchAnswer answer) {
        PatchRequest request = call.effort()
                .spend(() -> PatchRequest.parse(body, call.dialect(), call.tolerances(), patchLimits));
        Projection shown = answer.projection().under(type);
        boolean whole = answer.whateverItsSize() || !call.kind(type).hasMembers();
        AtomicReference<ChangePlan> planned = new AtomicReference<>();
        ReadAhead ahead = new ReadAhead(Lists.parts(shown));
        StoredResource row = write(
                call,
                type,
                id,
                precondition,
                current -> {
                    ChangePlan plan = PatchPlanner.plan(
                            type, current, request, call.dialect(), call.tolerances(), limits.filter());
                    planned.set(plan);
                    return plan;
                },
                whole || groupAnswers.expects() ? OK : NO_CONTENT,
                ahead);
        Projection told = shown.afterChange(planned.get().paths());
        if (whole) {
            return represent(call, row, told, ahead);
        }
        groupAnswers.changed(row, planned.get());
        return representIfFew(call, row, told)
                .orElseGet(() -> new Representation(
                        Rendering.of(call).location(type.name(), id), row.version(), false,
                        Optional.empty()));
    }

    private Optional<Representation> representIfFew(ScimCall call, StoredResource row, Projection projection) {
        if (groupAnswers.knowsTooMany(row)) {
            return Optional.empty();
        }
        Parts parts = Lists.parts(projection);
        return storage.read(
                call.share(),
                session -> current(session, row)
                        .flatMap(now -> groupAnswers.members(session, now)
                                .map(members -> represent(
                                        call, now, new Computation(session, call).of(now, parts).with(members),
                                        projection))));
    }

    /**
     * The row as it is by now: a group's members are read after its change, and others may have changed it in between, so that
     * its version has to be read with them.
     */
    private static Optional<StoredResource> current(ReadSession session, StoredResource written) {
        return session.resources().find(written.connection(), written.type(), written.id());
    }

    /** Deletes a resource for good (RFC 7644 section 3.6). */
    public void delete(ScimCall call, ResourceType type, String id, Precondition precondition) {
        delete(call, type, id, precondition, (session, now) -> {});
    }

    /** The same. @param noted what is noted of it in the same transaction, with the row that goes */
    public void delete(
            ScimCall call, ResourceType type, String id, Precondition precondition,
            BiConsumer<WriteSession, StoredResource> noted) {
        call.trace().resource(type.name(), id);
        Settled.settling(call, type, (settled, declared) -> {
            Departures.Watch watch = departures.watch(settled, declared).deleting();
            return watch.run(settled.caller().connection(), () -> {
                deletion.delete(settled, declared, id, precondition, (session, now) -> {
                    watch.pass(session, now);
                    noted.accept(session, now.resource());
                });
                return id;
            });
        });
    }

    /** What is left of deletions that are answered already, for the upkeep of this process. */
    public UnfinishedDeletions unfinishedDeletions() {
        return new UnfinishedDeletions(storage, departure);
    }

    /** Edits from inside the house, together with what is kept beside a resource. */
    public ResourceEdits edits() {
        return edits;
    }

    /** What becomes of stored resources when schemas are declared. */
    public ResourceAdoption adoption() {
        return new ResourceAdoption(storage, edits, clock, ids, limits);
    }

    /** Searches that are not answered in SCIM. */
    public ResourceSearch rows() {
        return new ResourceSearch(limits, scans);
    }

    /** Answers a query over these types as a ListResponse (RFC 7644 section 3.4.2). */
    public JsonBody search(ScimCall call, List<ResourceType> types, ListQuery query) {
        return Settled.searching(call, types, (settled, declared) -> {
            List<Lists.Sought> sought = lists.read(settled, declared, query);
            return searched(settled, sought,
                    (session, allowance) -> lists.answer(session, settled, sought, query, allowance));
        });
    }

    /**
     * Answers a query over these types with the page that begins at a place (RFC 9865).
     *
     * @param place empty at the beginning
     * @param cursor the text of a place, made when no read of the store is open any more
     */
    public JsonBody walk(
            ScimCall call, List<ResourceType> types, ListQuery query, Optional<ListPlace> place,
            Function<ListPlace, String> cursor) {
        ListWalk.Walked walked = Settled.searching(call, types, (settled, declared) -> {
            List<Lists.Sought> sought = lists.read(settled, declared, query);
            return searched(settled, sought,
                    (session, allowance) -> lists.walk(session, settled, sought, query, place, allowance));
        });
        return walked.page().message(walked.total(), walked.next().map(cursor));
    }

    /** How many resources a page of that query may have. */
    public int count(ListQuery query) {
        return lists.count(query);
    }

    private <T> T searched(
            ScimCall call, List<Lists.Sought> sought, BiFunction<ReadSession, Search.Allowance, T> answer) {
        try {
            return sought.stream().allMatch(each -> each.way().isServed() || each.way().leadsToFew())
                    ? served(call, answer)
                    : inTurn(call, answer);
        } catch (ScimException e) {
            refusals.searchRefused(e);
            throw e;
        }
    }

    /** What a filter may cost, one in the brackets of a projection included. */
    public FilterLimits filterLimits() {
        return limits.filter();
    }

    /** How the limits of requests are used at the moment. */
    public ResourceUse use() {
        return new ResourceUse(
                scans.running(), limits.scans().atOnce(), scans.use(), turns.use(), refusals.searches(),
                refusals.changes(), lists.shortened());
    }

    /** At once, unless it turns out that too much has to be counted or passed over. */
    private <T> T served(ScimCall call, BiFunction<ReadSession, Search.Allowance, T> answer) {
        try {
            return answered(call, answer, Search.Allowance.AT_ONCE);
        } catch (Search.TurnNeededException e) {
            return inTurn(call, answer);
        }
    }

    private <T> T inTurn(ScimCall call, BiFunction<ReadSession, Search.Allowance, T> answer) {
        return scans.inTurn(
                call.connection(), call.client(), () -> answered(call, answer, Search.Allowance.IN_TURN));
    }

    private static NormalizedResource normalize(ScimCall call, ResourceType type, ObjectNode body) {
        return call.effort()
                .spend(() -> ResourceNormalizer.normalize(type, body, call.dialect(), call.tolerances()));
    }

    private <T> T answered(
            ScimCall call, BiFunction<ReadSession, Search.Allowance, T> answer, Search.Allowance allowance) {
        return storage.read(call.share(), session -> answer.apply(session, allowance));
    }

    private StoredResource write(
            ScimCall call,
            ResourceType type,
            String id,
            Precondition precondition,
            ResourceWriter.Planner planner,
            int status,
            ReadAhead ahead) {
        Departures.Watch watch = departures.watch(call, type);
        return watch.run(call.caller().connection(), () -> refusals.counting(() -> call.kind(type).hasMembers()
                ? groups.update(call, type, id, precondition, planner, status)
                : writer.update(call, type, id, precondition, watch.watching(planner), watch, status,
                        ahead)));
    }

    /** The answer to a change: as below, but for what was read with the row that it was planned for. */
    private Representation represent(ScimCall call, StoredResource written, Projection projection, ReadAhead ahead) {
        return ahead.of(written)
                .map(computed -> represent(call, written, computed, projection))
                .orElseGet(() -> represent(call, written, projection));
    }

    /** The answer to a write: the row that was written, with what is computed as it is now; a group as it is now. */
    private Representation represent(ScimCall call, StoredResource written, Projection projection) {
        Parts parts = Lists.parts(projection);
        return parts.none()
                ? represent(call, written, Computed.NOTHING, projection)
                : storage.read(
                        call.share(),
                        session -> represent(session, call, shown(session, call, written, parts), parts, projection));
    }

    private static StoredResource shown(ReadSession session, ScimCall call, StoredResource written, Parts parts) {
        return parts.members() && call.kind(written).hasMembers()
                ? current(session, written).orElse(written)
                : written;
    }

    private Representation represent(
            ReadSession session, ScimCall call, StoredResource row, Parts parts, Projection projection) {
        Computed computed = new Computation(session, call).of(row, parts);
        if (!parts.members() || !call.kind(row).hasMembers()) {
            return represent(call, row, computed, projection);
        }
        Beginning beginning = memberPages.first(session.members(), row);
        if (!beginning.goesOn()) {
            return represent(call, row, computed.with(beginning.members()), projection);
        }
        Rendering rendering = Rendering.of(call);
        return new Representation(
                rendering.location(row.type(), row.id()),
                row.version(),
                true,
                Optional.of(JsonBody.pieces(
                        out -> memberPages.write(out, rendering, row, computed, beginning, projection))));
    }

    private static Representation represent(
            ScimCall call, StoredResource row, Computed computed, Projection projection) {
        Rendering rendering = Rendering.of(call);
        return new Representation(
                rendering.location(row.type(), row.id()),
                row.version(),
                computed.volatileParts(),
                Optional.of(JsonBody.of(rendering.bytes(row, computed, projection))));
    }
}
