package dev.rollcall.directory.person.query;

import dev.rollcall.directory.person.query.ProfileQuery.Bound;
import dev.rollcall.scim.text.Folding;
import dev.rollcall.scim.text.Moment;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Says which profiles a search means. It is the definition; whatever an index finds is compared by it. */
public final class ProfileQueryMatcher {
    private final Set<String> exact;

    /** @param exact the fields that are compared with regard to case, because they tell people apart */
    public ProfileQueryMatcher(Set<String> exact) {
        this.exact = Set.copyOf(exact);
    }

    /** Whether the profile satisfies the query. */
    public boolean matches(ProfileQuery query, JsonNode profile) {
        return switch (query) {
            case ProfileQuery.And(List<ProfileQuery> parts) -> parts.stream().allMatch(part -> matches(part, profile));
            case ProfileQuery.Or(List<ProfileQuery> parts) -> parts.stream().anyMatch(part -> matches(part, profile));
            case ProfileQuery.Not(ProfileQuery part) -> !matches(part, profile);
            case ProfileQuery.Anywhere(String word, boolean prefix) -> ProfileQueryParser.BARE_FIELDS.stream()
                    .anyMatch(field -> any(
                            profile, field, compared(field, word, prefix ? String::startsWith : String::equals)));
            case ProfileQuery.Exists(String field) -> any(profile, field, value -> true);
            case ProfileQuery.Is(String field, String value) ->
                any(profile, field, compared(field, value, String::equals));
            case ProfileQuery.StartsWith(String field, String prefix) ->
                any(profile, field, compared(field, prefix, String::startsWith));
            case ProfileQuery.Range(String field, Optional<Bound> low, Optional<Bound> high) ->
                any(profile, field, node -> above(text(node), low) && below(text(node), high));
        };
    }

    private Predicate<JsonNode> compared(String field, String wanted, Comparison comparison) {
        if (exact.contains(field)) {
            return node -> comparison.compare(text(node), wanted);
        }
        String key = Folding.fold(wanted);
        return node -> comparison.compare(Folding.fold(text(node)), key);
    }

    private interface Comparison {
        boolean compare(String actual, String wanted);
    }

    private static boolean any(JsonNode profile, String field, Predicate<JsonNode> test) {
        return values(profile, field.split("\\.", -1)).stream().anyMatch(test);
    }

    /** The values at a path; a list on the way gives those of all its elements. */
    private static List<JsonNode> values(JsonNode profile, String[] keys) {
        List<JsonNode> here = List.of(profile);
        for (String key : keys) {
            List<JsonNode> below = new ArrayList<>();
            here.forEach(node -> add(below, node.path(key)));
            here = below;
        }
        return here;
    }

    private static void add(List<JsonNode> values, JsonNode node) {
        if (node.isArray()) {
            node.forEach(element -> add(values, element));
        } else if (!node.isMissingNode() && !node.isNull()) {
            values.add(node);
        }
    }

    private static String text(JsonNode node) {
        return node.isValueNode() ? node.asString() : "";
    }

    private static boolean above(String actual, Optional<Bound> low) {
        return low.map(bound -> {
            int order = compare(actual, bound.value());
            return order > 0 || order == 0 && bound.inclusive();
        }).orElse(true);
    }

    private static boolean below(String actual, Optional<Bound> high) {
        return high.map(bound -> {
            int order = compare(actual, bound.value());
            return order < 0 || order == 0 && bound.inclusive();
        }).orElse(true);
    }

    /** As numbers when both are, else as times when both are, else as folded texts. */
    private static int compare(String actual, String bound) {
        Optional<BigDecimal> number = number(actual);
        Optional<BigDecimal> boundary = number(bound);
        if (number.isPresent() && boundary.isPresent()) {
            return number.get().compareTo(boundary.get());
        }
        Optional<Instant> time = time(actual);
        Optional<Instant> limit = time(bound);
        return time.isPresent() && limit.isPresent()
                ? time.get().compareTo(limit.get())
                : Folding.fold(actual).compareTo(Folding.fold(bound));
    }

    private static Optional<BigDecimal> number(String text) {
        boolean plain = !text.isEmpty()
                && text.length() <= 40
                && text.chars().allMatch(c -> "+-.0123456789".indexOf(c) >= 0);
        try {
            return plain ? Optional.of(new BigDecimal(text)) : Optional.empty();
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    /** A moment, or the first one of a day. */
    public static Optional<Instant> time(String text) {
        try {
            return text.length() == 10
                    ? Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC))
                    : Moment.read(text);
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }
}
