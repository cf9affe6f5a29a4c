package dev.rollcall.outbound.scim;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.ReportStep;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.mapping.target.TargetBody;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.mapping.target.TargetMapping.Purpose;
import dev.rollcall.outbound.delivery.Exchange;
import dev.rollcall.outbound.delivery.WorkClock;
import dev.rollcall.outbound.scim.ScimExchange.Ask;
import dev.rollcall.outbound.scim.TargetFailure.Meaning;
import dev.rollcall.outbound.scim.TargetLookup.Result;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tries a target in earnest: asks what it can, and creates, finds, changes and deletes a user that is made for it.
 *
 * <p>Guarantees: a user that was made is deleted whatever went wrong in between; when that fails, the report says which one is left.
 * Nothing is remembered of it but what is peculiar of the target.
 */
final class ScratchUser {
    private static final String USERS = "/Users";
    private static final String USER_NAME = "userName";

    private final TargetConnection target;
    private final TargetMapping mapping;
    private final TargetDiscovery discovery;
    private final RandomGenerator random;
    private final StreamId stream;
    private final Supplier<WorkClock> clocks;
    private final List<ReportStep> steps = new ArrayList<>();
    private final String name;
    private final String domain;

    /**
     * @param domain which its address is in
     * @param clocks the time that one step has
     */
    ScratchUser(TargetConnection target, TargetMapping mapping, TargetDiscovery discovery, RandomGenerator random,
            StreamId stream, String domain, Supplier<WorkClock> clocks) {
        this.target = target;
        this.mapping = mapping;
        this.discovery = discovery;
        this.random = random;
        this.stream = stream;
        this.domain = domain;
        this.clocks = clocks;
        byte[] own = new byte[8];
        random.nextBytes(own);
        this.name = "rollcall-test-" + HexFormat.of().formatHex(own);
    }

    /** The work of one step; what it says when it went well. */
    private interface Step {
        String run(ScimExchange exchange);
    }

    List<ReportStep> run() {
        step("discovery", exchange -> {
            TargetReply reply = discovery.read(exchange);
            return reply.status() == 200
                    ? "The target has told what it can."
                    : "The target has no ServiceProviderConfig, which is no fault; what it can is learned from its answers.";
        });
        Optional<String> made = create();
        if (made.isPresent()) {
            boolean found = step("find", exchange -> find(exchange, made.get()));
            if (found) {
                step("change", exchange -> change(exchange, made.get()));
            }
            if (step("delete", exchange -> delete(exchange, made.get()))) {
                step("gone", this::gone);
            }
        }
        return List.copyOf(steps);
    }

    private boolean step(String step, Step work) {
        WorkClock clock = clocks.get();
        ScimExchange exchange = new ScimExchange(target, clock);
        boolean ok = true;
        String sentence;
        try {
            sentence = work.run(exchange);
        } catch (TargetFailure failure) {
            ok = false;
            sentence = failure.cause();
        }
        Optional<Exchange> last = exchange.exchanges().newest().reversed().stream().findFirst();
        steps.add(new ReportStep(step, ok, last.map(Exchange::request).orElse(""),
                last.flatMap(Exchange::response).or(() -> last.map(Exchange::error)).orElse(""), sentence,
                clock.elapsed()));
        return ok;
    }

    private Optional<String> create() {
        List<String> id = new ArrayList<>();
        step("create", exchange -> {
            TargetReply reply = exchange.send(new Ask("POST", USERS, USERS,
                    Optional.of(body("Rollcall connection test", Purpose.CREATE).resource()), Optional.empty()));
            if (reply.status() != 201 && (reply.status() != 200 || target.settings().createdOnly())) {
                throw reply.ok() ? ScimReading.shape(reply, "201", true) : exchange.unusable(reply);
            }
            id.add(ScimReading.id(reply));
            return "The target has created a user.";
        });
        return id.stream().findFirst();
    }

    private String find(ScimExchange exchange, String id) {
        Result result = lookup(exchange);
        if (!(result instanceof Result.Found found) || !found.id().equals(id)) {
            throw TargetFailure.of(Meaning.FINAL,
                    "A look-up does not find the user that was just created. Users are remembered by"
                            + " their ids, but nobody finds those who were there before; mend the target's filter by externalId.");
        }
        return "The target finds the user"
                + (new EndpointQuirks(target.quirks(), USERS).has(TargetQuirks.EXTERNAL_ID_REFUSED)
                        ? " by userName; it refuses a filter by externalId."
                        : " by externalId.");
    }

    private String change(ScimExchange exchange, String id) {
        EventId event = EventId.beside(exchange.clock().now(), random);
        ScimRun run = new ScimRun(DeliveryHead.due(stream, SubjectKey.test(event), HeadIntent.REPLACE, event,
                HeadOrigin.EVENT, exchange.clock().now()), name, event, Optional.empty(), exchange.clock().now());
        Optional<TargetReply> reply = ResourceChange.ofUsers(target, mapping, exchange, USERS)
                .update(run, id, Optional.empty(), body("Rollcall connection test, changed", Purpose.UPDATE));
        if (reply.isEmpty()) {
            throw TargetFailure.of(Meaning.FINAL,
                    "The target does not have the user any more that it has just created.");
        }
        return "The target has changed the user.";
    }

    private String delete(ScimExchange exchange, String id) {
        TargetReply reply = exchange.send(new Ask("DELETE", USERS + "/…", USERS + "/" + TargetLookup.encoded(id),
                Optional.empty(), Optional.empty()));
        if (reply.status() != 200 && reply.status() != 204) {
            throw TargetFailure.of(Meaning.FINAL, exchange.cause(reply) + ". The user " + name
                    + " is left at the target; delete it there.");
        }
        return "The target has deleted the user.";
    }

    private String gone(ScimExchange exchange) {
        if (lookup(exchange) instanceof Result.Found) {
            throw TargetFailure.of(Meaning.FINAL, "The target still shows the user " + name
                    + " that was deleted: it deactivates where it should delete, or shows it for a while.");
        }
        return "The user is gone.";
    }

    private Result lookup(ScimExchange exchange) {
        TargetBody body = body("Rollcall connection test", Purpose.UPDATE);
        return new TargetLookup(target, exchange, USERS)
                .find(body.text("externalId").orElse(name), USER_NAME, body.text(USER_NAME));
    }

    private TargetBody body(String shownName, Purpose purpose) {
        ObjectNode profile = JsonNodeFactory.instance.objectNode()
                .put("user_id", "rollcall|" + name)
                .put("email", name + "@" + domain)
                .put("given_name", "Rollcall")
                .put("family_name", "Test")
                .put("name", shownName)
                .put("nickname", name);
        return mapping.body(profile, JsonNodeFactory.instance.objectNode(), purpose, random);
    }
}
