package dev.rollcall.outbound.scim;

import dev.rollcall.directory.stream.TargetQuirk;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What is peculiar of one target: of its make, and learned from its answers. What is learned is kept at once, for all workers and
 * for the next start. Safe for use by many threads; bounded by the names that there are.
 */
final class TargetQuirks {
    static final String NO_PATCH = "no-patch";
    static final String PATCH_ONLY = "patch-only";
    static final String PATH_NEEDED = "path-needed";
    static final String FILTERS_EQ_ONLY = "filters-eq-only";
    static final String EXTERNAL_ID_REFUSED = "externalid-filter-refused";
    static final String EXTERNAL_ID_IGNORED = "externalid-filter-ignored";
    static final String NO_EXTERNAL_ID = "no-externalid";
    static final String RESOURCES_ABSENT = "resources-absent-when-empty";
    static final String RESOURCES_LOWER_CASE = "resources-lower-case";
    static final String TOTAL_MISSING = "total-missing";
    static final String TOTAL_WRONG = "total-wrong";
    static final String MEMBERS_PER_REQUEST = "members-per-request";
    static final String MEMBERS_ADD_REMOVE_APART = "members-add-remove-apart";
    static final String MEMBERS_ONE_REMOVE = "members-one-remove";
    static final String MEMBERS_NOT_SHOWN = "members-not-shown";
    static final String MEMBERS_WITH_REF = "members-with-ref";
    static final String CURSOR_ONLY = "cursor-only";
    static final String MEDIA_TYPE_JSON = "media-type-json";
    static final String ETAGS = "etags";
    static final String CREATE_200 = "create-200";
    /** Not of the target but of us: its ServiceProviderConfig was asked for. */
    static final String DISCOVERED = "service-provider-config";

    private static final int USUAL_MEMBERS = 100;

    private final Map<String, String> known = new ConcurrentHashMap<>();
    private final Set<String> suspected = ConcurrentHashMap.newKeySet();
    private final Set<String> ofMake;
    private final Consumer<TargetQuirk> keep;
    private final Consumer<String> forget;

    /**
     * @param ofMake those of the target's make
     * @param learned those that were learned before
     * @param keep stores one that is learned now
     * @param forget forgets one by its name
     */
    TargetQuirks(Map<String, String> ofMake, List<TargetQuirk> learned, Consumer<TargetQuirk> keep,
            Consumer<String> forget) {
        this.ofMake = Set.copyOf(ofMake.keySet());
        this.forget = forget;
        known.putAll(ofMake);
        learned.forEach(quirk -> known.put(quirk.name(), quirk.value()));
        this.keep = keep;
    }

    boolean has(String name) {
        return known.containsKey(name);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(known.get(name));
    }

    /** How many members go into one request. */
    int membersPerRequest() {
        return value(MEMBERS_PER_REQUEST).map(TargetQuirks::count).orElse(USUAL_MEMBERS);
    }

    /**
     * Adds to a request on groups that its answer is to have no members: of a large group they are more than is read. Not asked of a
     * target that never shows any.
     *
     * @param path with its id, or with nothing but what stands before the query
     * @param query what else it asks for; empty text for nothing
     */
    String withoutMembers(String path, String query) {
        String asked = has(MEMBERS_NOT_SHOWN) ? "" : "excludedAttributes=members";
        String both = asked + (asked.isEmpty() || query.isEmpty() ? "" : "&") + query;
        return both.isEmpty() ? path : path + "?" + both;
    }

    /**
     * Remembers what an answer has shown; what is known already is not kept again.
     *
     * @param evidence the answer, secrets removed
     */
    void learn(String name, String value, String evidence, Instant now) {
        if (!value.equals(known.put(name, value))) {
            keep.accept(new TargetQuirk(name, value, evidence, now));
        }
    }

    /** Whether it is known of the target's make, so that no answer shows otherwise. */
    boolean isOfMake(String name) {
        return ofMake.contains(name);
    }

    /** Forgets what an answer has disproved; what is of the target's make stays. */
    void unlearn(String name) {
        if (!isOfMake(name) && known.remove(name) != null) {
            forget.accept(name);
        }
    }

    /** Notes what one stray answer may look like. Whether it looked so before, so that it may be learned. */
    boolean isSuspectedAgain(String name) {
        return !suspected.add(name);
    }

    private static int count(String value) {
        try {
            return Math.clamp(Integer.parseInt(value), 1, USUAL_MEMBERS);
        } catch (NumberFormatException e) {
            // Nothing that this class has written; the usual number is good for every target that takes it.
            return USUAL_MEMBERS;
        }
    }
}
