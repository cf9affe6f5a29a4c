package dev.rollcall.scim.bulk;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.bulk.BulkOperation.Change;
import dev.rollcall.scim.bulk.BulkOperation.Refused;
import dev.rollcall.scim.text.Excerpt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Works a bulk request (RFC 7644 section 3.7).
 *
 * <p>Guarantees: operations may refer to each other in any order, forwards, backwards and in circles, and no placeholder is
 * ever stored. What refers to something that was not made is not made either, and fails with 409; when it was made ahead of it,
 * because the two refer to each other, it is taken back. One operation that fails leaves the others alone, up to {@code
 * failOnErrors}. When the provider ends it, the others are refused for its reason. Confined to one thread, and used once.
 */
public final class BulkJob {
    private static final int CONFLICT = 409;

    private final BulkRequest request;
    private final List<Set<String>> names = new ArrayList<>();
    private final Map<String, Integer> makers = new LinkedHashMap<>();
    private final BulkOrder order;
    private final @Nullable BulkOutcome[] outcomes;
    private final Map<String, String> ids = new HashMap<>();
    private int errors;
    private int begun;

    /**
     * Reads what refers to what; nothing is done yet.
     *
     * @param given the request
     */
    public BulkJob(BulkRequest given) {
        this.request = new BulkRequest(given.failOnErrors(), withoutDuplicates(given.operations()));
        this.outcomes = new BulkOutcome[request.operations().size()];
        for (int i = 0; i < outcomes.length; i++) {
            BulkOperation operation = request.operations().get(i);
            if (operation.content() instanceof Change change) {
                names.add(BulkReferences.in(change));
                if (change.creates()) {
                    makers.put(operation.bulkId().orElseThrow(), i);
                }
            } else {
                names.add(Set.of());
            }
        }
        List<Set<Integer>> needs = new ArrayList<>();
        List<String> resources = new ArrayList<>();
        for (int i = 0; i < outcomes.length; i++) {
            needs.add(needs(i));
            resources.add(
                    request.operations().get(i).content() instanceof Change change && !change.creates()
                            ? resource(change.path())
                            : "");
        }
        this.order = new BulkOrder(needs, resources);
    }

    /**
     * {@return what came of the operations that were begun, in the order of the request} It works them.
     *
     * @param provider whoever works the operations
     */
    public List<BulkResult> work(BulkProvider provider) {
        makers.keySet().forEach(name -> ids.put(name, provider.newId()));
        OptionalInt next = order.next();
        while (next.isPresent()) {
            Optional<ScimException> end = provider.end();
            if (end.isPresent()) {
                refuseTheOthers(end.get());
                break;
            }
            int operation = next.getAsInt();
            begun++;
            note(operation, outcome(operation, provider));
            takeBackWhatRefersTo(operation, provider);
            order.worked(operation);
            next = mayGoOn() ? order.next() : OptionalInt.empty();
        }
        // Those that were not begun make nothing any more.
        for (int i = 0; i < outcomes.length; i++) {
            takeBackWhatRefersTo(i, provider);
        }
        List<BulkResult> results = new ArrayList<>();
        for (int i = 0; i < outcomes.length; i++) {
            BulkOutcome outcome = outcomes[i];
            if (outcome != null) {
                results.add(new BulkResult(request.operations().get(i), outcome));
            }
        }
        return results;
    }

    /** {@return how many operations were begun} */
    public int begun() {
        return begun;
    }

    /** The last segment of a path: the resource's id. */
    private static String resource(String path) {
        String[] segments = path.split("\\?", 2)[0].split("/");
        return segments.length == 0 ? "" : segments[segments.length - 1];
    }

    private void refuseTheOthers(ScimException why) {
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i] == null) {
                note(i, BulkOutcome.refused(why, Optional.empty()));
            }
        }
    }

    private boolean mayGoOn() {
        return request.failOnErrors().isEmpty() || errors < request.failOnErrors().getAsInt();
    }

    private void note(int operation, BulkOutcome outcome) {
        outcomes[operation] = outcome;
        if (outcome.failed()) {
            errors++;
        }
    }

    private BulkOutcome outcome(int operation, BulkProvider provider) {
        return switch (request.operations().get(operation).content()) {
            case Refused(ScimException why) -> BulkOutcome.refused(why, Optional.empty());
            case Change change -> outcome(operation, change, provider);
        };
    }

    private BulkOutcome outcome(int operation, Change change, BulkProvider provider) {
        Change resolved = BulkReferences.resolve(change, name -> ids.getOrDefault(name, name));
        Optional<ScimException> refusal = refusal(operation);
        if (refusal.isPresent()) {
            return BulkOutcome.refused(refusal.get(),
                    change.creates() ? Optional.empty() : Optional.of(provider.location(resolved)));
        }
        return change.creates() ? provider.create(resolved, id(operation)) : provider.change(resolved);
    }

    private String id(int creation) {
        return ids.getOrDefault(request.operations().get(creation).bulkId().orElseThrow(), "");
    }

    private Optional<ScimException> refusal(int operation) {
        for (String name : names.get(operation)) {
            Integer maker = makers.get(name);
            if (maker == null) {
                return Optional.of(ScimException.of(ScimType.INVALID_VALUE,
                        "\"bulkId:" + Excerpt.of(name, 100)
                                + "\" refers to an operation that makes something, and no POST of"
                                + " this bulk request has that bulkId. Send them together, or refer to the resource by its"
                                + " id."));
            }
            BulkOutcome made = outcomes[maker];
            if (maker != operation && made != null && !made.done()) {
                return Optional.of(notMade(name));
            }
        }
        return Optional.empty();
    }

    private static ScimException notMade(String name) {
        return ScimException.of(CONFLICT, "The operation refers to \"bulkId:" + Excerpt.of(name, 100)
                + "\", which was not made. Mend that operation and send this one again with it.");
    }

    /** Goes on to what refers to what is taken back. */
    private void takeBackWhatRefersTo(int missing, BulkProvider provider) {
        Deque<Integer> gone = new ArrayDeque<>();
        BulkOutcome outcome = outcomes[missing];
        if (outcome == null || !outcome.done()) {
            gone.add(missing);
        }
        while (!gone.isEmpty()) {
            int one = gone.remove();
            for (int referring : order.laterThan(one)) {
                BulkOutcome made = outcomes[referring];
                if (made != null
                        && made.done()
                        && request.operations().get(referring).content() instanceof Change change
                        && change.creates()) {
                    takeBack(referring, change, one, provider);
                    gone.add(referring);
                }
            }
        }
    }

    private void takeBack(int creation, Change change, int missing, BulkProvider provider) {
        String name = request.operations().get(missing).bulkId().orElseThrow();
        ScimException why = provider.takeBack(change, id(creation))
                ? notMade(name)
                : ScimException.of(CONFLICT, "The operation refers to \"bulkId:" + Excerpt.of(name, 100)
                        + "\", which was not made, and what it made itself could not be taken back. Delete the resource "
                        + id(creation) + ".");
        note(creation, BulkOutcome.refused(why, Optional.empty()));
    }

    /** The creations that an operation refers to, but for itself. */
    private Set<Integer> needs(int operation) {
        Set<Integer> needs = new LinkedHashSet<>();
        for (String name : names.get(operation)) {
            Integer maker = makers.get(name);
            if (maker != null && maker != operation) {
                needs.add(maker);
            }
        }
        return needs;
    }

    /** Nobody could tell which of two with the same name a reference means, so that neither is made (7644-3.7.2-02). */
    private static List<BulkOperation> withoutDuplicates(List<BulkOperation> operations) {
        Map<String, Integer> count = new HashMap<>();
        for (BulkOperation operation : operations) {
            named(operation).ifPresent(name -> count.merge(name, 1, Integer::sum));
        }
        return operations.stream()
                .map(operation -> named(operation).filter(name -> count.getOrDefault(name, 0) > 1)
                        .map(name -> operation.refused(ScimException.of(ScimType.INVALID_VALUE,
                                "Another POST of this bulk request has the bulkId \"" + Excerpt.of(name, 100)
                                        + "\" as well, so that neither is made. Give each its own.")))
                        .orElse(operation))
                .toList();
    }

    private static Optional<String> named(BulkOperation operation) {
        return operation.method().filter("POST"::equals).flatMap(_ -> operation.bulkId());
    }
}
