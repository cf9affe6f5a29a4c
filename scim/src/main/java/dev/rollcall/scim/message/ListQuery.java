package dev.rollcall.scim.message;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a list request asks for, by URL parameters or by a {@code .search} body (RFC 7644 sections 3.4.2 and 3.4.3);
 * both mean the same.
 *
 * @param filter the text of the filter; a given but empty one is kept, so that it is refused and not taken for none
 *     (7644-3.4.2.2-04)
 * @param sortBy the name of the attribute that decides the order; empty for that of the store
 * @param descending whether the largest value comes first
 * @param startIndex 1 or more; smaller values count as 1 (7644-3.4.2.4-01)
 * @param count 0 or more; negative values count as 0 (7644-3.4.2.4-02); empty when the default applies
 * @param attributes the names of what alone is answered; empty for all that is by default
 * @param excludedAttributes the names of what is not answered
 * @param cursor where a page of a walk begins (RFC 9865): empty text at the beginning, and empty when the list is paged by
 *     index
 */
public record ListQuery(
        Optional<String> filter,
        Optional<String> sortBy,
        boolean descending,
        int startIndex,
        Optional<Integer> count,
        List<String> attributes,
        List<String> excludedAttributes,
        Optional<String> cursor) {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,100}");

    /** Keeps copies of the lists. */
    public ListQuery {
        attributes = List.copyOf(attributes);
        excludedAttributes = List.copyOf(excludedAttributes);
    }

    /**
     * One that is paged by index.
     *
     * @param filter the text of the filter
     * @param sortBy the name of the attribute that decides the order; empty for that of the store
     * @param descending whether the largest value comes first
     * @param startIndex the place of the first resource, from 1
     * @param count the most resources on the page; empty when the default applies
     * @param attributes the names of what alone is answered; empty for all that is by default
     * @param excludedAttributes the names of what is not answered
     */
    public ListQuery(
            Optional<String> filter, Optional<String> sortBy, boolean descending, int startIndex,
            Optional<Integer> count, List<String> attributes, List<String> excludedAttributes) {
        this(filter, sortBy, descending, startIndex, count, attributes, excludedAttributes, Optional.empty());
    }

    /**
     * {@return the query of URL parameters} Unknown parameters are passed over; a blank {@code sortBy}, {@code
     * sortOrder}, {@code startIndex} or {@code count} counts as not given.
     *
     * @param lowerCaseNameToValue the parameters, decoded, by their names in lower case
     * @throws ScimException {@code invalidValue} for a {@code startIndex} or {@code count} that is no integer, for a
     *     {@code sortOrder} other than ascending and descending, and for a {@code cursor} beside a place by index; beside a
     *     cursor a bad {@code count} is {@code invalidCount}
     */
    public static ListQuery ofParameters(Map<String, String> lowerCaseNameToValue) {
        Optional<String> cursor = Optional.ofNullable(lowerCaseNameToValue.get("cursor"));
        return new ListQuery(
                Optional.ofNullable(lowerCaseNameToValue.get("filter")),
                parameter(lowerCaseNameToValue, "sortby"),
                descending(parameter(lowerCaseNameToValue, "sortorder")),
                startIndex(parameter(lowerCaseNameToValue, "startindex").map(text -> integer("startIndex", text)),
                        cursor),
                counted(cursor, () -> parameter(lowerCaseNameToValue, "count").map(text -> integer("count", text))),
                names(lowerCaseNameToValue.get("attributes")),
                names(lowerCaseNameToValue.get("excludedattributes")),
                cursor);
    }

    /**
     * {@return the query of a {@code .search} body (7644-3.4.3-02); keys take any case}
     *
     * @param body of the search
     * @param dialect what is tolerated
     * @param fired where every tolerance that is used is recorded
     * @throws ScimException {@code invalidSyntax} when the body is no SearchRequest, {@code invalidValue} for a value of
     *     the wrong type
     */
    public static ListQuery ofSearchRequest(ObjectNode body, Dialect dialect, FiredTolerances fired) {
        Map<String, JsonNode> fields = new HashMap<>();
        for (Map.Entry<String, JsonNode> property : body.properties()) {
            if (!property.getValue().isNull()) {
                fields.put(property.getKey().toLowerCase(Locale.ROOT), property.getValue());
            }
        }
        requireSearchRequest(fields.getOrDefault("schemas", MissingNode.getInstance()));
        RequestDialect request = new RequestDialect(dialect, fired);
        Optional<String> cursor = text(fields, "cursor");
        return new ListQuery(
                text(fields, "filter"),
                text(fields, "sortBy").filter(name -> !name.isBlank()),
                descending(text(fields, "sortOrder").filter(order -> !order.isBlank())),
                startIndex(number(fields, "startIndex", request), cursor),
                counted(cursor, () -> number(fields, "count", request)),
                texts(fields, "attributes", request),
                texts(fields, "excludedAttributes", request),
                cursor);
    }

    private static void requireSearchRequest(JsonNode schemas) {
        for (JsonNode urn : schemas) {
            if (urn.asString("").equalsIgnoreCase(Urns.SEARCH_REQUEST)) {
                return;
            }
        }
        throw ScimException.of(ScimType.INVALID_SYNTAX,
                "A search needs \"schemas\": [\"" + Urns.SEARCH_REQUEST + "\"]; add it to the body.");
    }

    private static Optional<String> parameter(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static boolean descending(Optional<String> sortOrder) {
        if (sortOrder.isEmpty() || sortOrder.get().equalsIgnoreCase("ascending")) {
            return false;
        }
        if (sortOrder.get().equalsIgnoreCase("descending")) {
            return true;
        }
        throw invalid("sortOrder must be ascending or descending.");
    }

    private static int startIndex(Optional<Integer> given, Optional<String> cursor) {
        int startIndex = Math.max(1, given.orElse(1));
        if (cursor.isPresent() && startIndex > 1) {
            throw invalid("A list is paged by cursor or by startIndex. Send one of the two.");
        }
        return startIndex;
    }

    private static Optional<Integer> counted(Optional<String> cursor, Supplier<Optional<Integer>> given) {
        try {
            return given.get().map(count -> Math.max(0, count));
        } catch (ScimException e) {
            throw cursor.isPresent() ? ScimException.of(ScimType.INVALID_COUNT, e.detail()) : e;
        }
    }

    private static int integer(String name, String text) {
        if (!INTEGER.matcher(text).matches()) {
            throw invalid(name + " must be an integer, for example " + name + "=100.");
        }
        return clamped(new BigInteger(text));
    }

    private static int clamped(BigInteger value) {
        return value.max(BigInteger.valueOf(Integer.MIN_VALUE))
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .intValueExact();
    }

    private static List<String> names(@Nullable String commaSeparated) {
        return commaSeparated == null ? List.of() : AttributeNames.split(commaSeparated);
    }

    private static Optional<String> text(Map<String, JsonNode> fields, String name) {
        JsonNode value = fields.get(name.toLowerCase(Locale.ROOT));
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(value.stringValueOpt().orElseThrow(() -> invalid(name + " must be a text in the search.")));
    }

    private static Optional<Integer> number(Map<String, JsonNode> fields, String name, RequestDialect dialect) {
        JsonNode value = fields.get(name.toLowerCase(Locale.ROOT));
        if (value == null) {
            return Optional.empty();
        }
        boolean asText = value.isString() && INTEGER.matcher(value.stringValue()).matches();
        if (asText && dialect.allows(Tolerance.SEARCH_AS_PARAMETERS, name)) {
            return Optional.of(clamped(new BigInteger(value.stringValue())));
        }
        if (!value.isIntegralNumber()) {
            throw invalid(name + " must be an integer in the search, without quotes.");
        }
        return Optional.of(clamped(value.bigIntegerValue()));
    }

    private static List<String> texts(Map<String, JsonNode> fields, String name, RequestDialect dialect) {
        JsonNode value = fields.getOrDefault(name.toLowerCase(Locale.ROOT), MissingNode.getInstance());
        boolean asText = value.isString() && !value.stringValue().isBlank();
        if (asText && dialect.allows(Tolerance.SEARCH_AS_PARAMETERS, name)) {
            return AttributeNames.split(value.stringValue());
        }
        if (!value.isMissingNode() && !value.isArray()) {
            throw invalid(name + " must be an array of attribute names in the search.");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            texts.add(element.stringValueOpt()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .orElseThrow(
                            () -> invalid(name + " must hold attribute names only in the search.")));
        }
        return texts;
    }

    private static ScimException invalid(String detail) {
        return ScimException.of(ScimType.INVALID_VALUE, detail);
    }
}
