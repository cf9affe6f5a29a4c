package dev.rollcall.scim.patch;

import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.Literal;
import dev.rollcall.scim.filter.Operator;
import dev.rollcall.scim.patch.PatchOperation.Kind;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.resource.MemberValues;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads operations on a group's members into membership changes, without ever looking at the members that there are
 * (DESIGN 3.4). What an element says is immutable (7643-4.2-03), except for {@code display}, which is derived and
 * therefore passed over.
 */
final class MembershipReader {
    private static final String VALUE = "value";

    private final RequestDialect dialect;
    private final MemberValues members;

    MembershipReader(RequestDialect dialect) {
        this.dialect = dialect;
        this.members = new MemberValues(dialect);
    }

    /** The change that an operation on {@code members} or one of its sub-attributes means, if it means any. */
    Optional<Change> read(Kind kind, AttributePath path, Optional<JsonNode> value, String where) {
        if (path.subAttribute().isPresent()) {
            checkDerived(path.subAttribute().get());
            return Optional.empty();
        }
        return switch (kind) {
            case ADD -> some(members.read(value.orElseThrow(), true, where), Change.MembersAdded::new);
            case REPLACE -> Optional.of(new Change.MembersReplaced(members.read(value.orElseThrow(), false, where)));
            case REMOVE -> remove(value.filter(v -> !v.isNull()), where);
        };
    }

    /** The change that an operation on {@code members[filter]} means, if it means any. */
    Optional<Change> read(Kind kind, PatchPath.ToElements path, Optional<JsonNode> value, String where) {
        Optional<List<String>> values = listedValues(path.filter());
        if (path.part().isPresent()) {
            if (kind == Kind.REMOVE || !saysWhatFilterSays(path.part().get(), values, value.orElseThrow())) {
                checkDerived(path.attribute(), path.part().get());
            }
            return Optional.empty();
        }
        if (kind == Kind.REMOVE || isNothing(value.orElseThrow())) {
            return Optional.of(
                    values.<Change>map(Change.MembersRemoved::new)
                            .orElseGet(() -> new Change.MembersRemovedWhere(path.filter())));
        }
        return confirm(values, value.orElseThrow(), where);
    }

    private Optional<Change> remove(Optional<JsonNode> listed, String where) {
        if (listed.isEmpty()) {
            return Optional.of(new Change.MembersReplaced(List.of()));
        }
        if (!dialect.allows(Tolerance.REMOVE_BY_VALUE, where)) {
            throw PatchErrors.invalidValue(where + " removes members and lists some as its value, which would clear the"
                    + " whole group. Use the path members[value eq \"…\"], or leave the value out to clear it.");
        }
        return some(members.read(withoutName(listed.get()), true, where), listedMembers -> new Change.MembersRemoved(
                listedMembers.stream().map(m -> m.path(VALUE).stringValue()).toList()));
    }

    /** Some clients put the list below the attribute's own name once more: {@code {"members":[…]}}. */
    private static JsonNode withoutName(JsonNode listed) {
        return listed.size() == 1 && listed.path("members").isArray() ? listed.path("members") : listed;
    }

    private static Optional<Change> some(List<ObjectNode> members,
            Function<List<ObjectNode>, Change> change) {
        return members.isEmpty() ? Optional.empty() : Optional.of(change.apply(members));
    }

    /** An add or replace through {@code members[value eq "x"]} may only say that x is a member. */
    private Optional<Change> confirm(Optional<List<String>> filtered, JsonNode value, String where) {
        if (filtered.isEmpty() || filtered.get().size() != 1) {
            throw PatchErrors.immutable("What a member says");
        }
        String id = filtered.get().getFirst();
        ObjectNode named = object(value);
        named.putIfAbsent(VALUE, named.stringNode(id));
        List<ObjectNode> asserted = members.read(named, true, where);
        if (asserted.stream().anyMatch(m -> !m.path(VALUE).stringValue().equals(id))) {
            throw PatchErrors.immutable("members.value");
        }
        return dialect.allows(Tolerance.CREATE_MISSING_ELEMENT, where)
                ? some(asserted, Change.MembersAdded::new)
                : Optional.empty();
    }

    private static ObjectNode object(JsonNode value) {
        JsonNode single = value.isArray() && value.size() == 1 ? value.get(0) : value;
        return single instanceof ObjectNode object
                ? object.deepCopy()
                : JsonNodeFactory.instance.objectNode().set(VALUE, single);
    }

    private static boolean saysWhatFilterSays(String part, Optional<List<String>> values, JsonNode said) {
        return part.equals(VALUE)
                && said.isString()
                && values.equals(Optional.of(List.of(said.stringValue())));
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull() || value.isArray() && value.isEmpty();
    }

    /** What a member has that nobody declares is not kept of it in any request. */
    private static void checkDerived(AttributePath members, String part) {
        members.attribute().subAttribute(part).ifPresent(MembershipReader::checkDerived);
    }

    private static void checkDerived(Attribute sub) {
        if (sub.mutability() != Mutability.READ_ONLY) {
            throw PatchErrors.immutable("members." + sub.name());
        }
    }

    /** The ids when the filter is {@code value eq "x"}, or several of them joined by {@code or}. */
    private static Optional<List<String>> listedValues(Filter filter) {
        List<String> values = new ArrayList<>();
        return collect(filter, values) ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    private static boolean collect(Filter filter, List<String> values) {
        if (filter instanceof Filter.Or or) {
            return collect(or.left(), values) && collect(or.right(), values);
        }
        return filter instanceof Filter.Comparison term
                && term.operator() == Operator.EQ
                && term.path().leaf().name().equals(VALUE)
                && term.literal() instanceof Literal.Text text
                && values.add(text.value());
    }
}
