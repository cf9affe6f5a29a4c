package dev.rollcall.scim.patch;

import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.schema.Schema;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One strict, typed step: what an operation means once every tolerance has had its say. Values are canonical; paths are
 * resolved. {@link StepApplier} applies them and knows nothing of dialects.
 */
sealed interface Step {

    /** A single-valued simple attribute gets a value. */
    record Assign(AttributePath path, JsonNode value) implements Step {}

    /** A whole attribute loses its value or values. */
    record Unassign(AttributePath path) implements Step {}

    /** Sub-attributes of a single-valued complex attribute are set or, where null, unassigned; the rest stays. */
    record MergeParts(AttributePath path, ObjectNode parts) implements Step {}

    /** Elements are added to a multi-valued attribute; those that are there already stay as they are. */
    record Append(AttributePath path, List<JsonNode> elements) implements Step {}

    /** A multi-valued attribute has exactly these elements afterwards; not empty. */
    record Swap(AttributePath path, List<JsonNode> elements) implements Step {}

    /**
     * Sub-attributes are set, or where null unassigned, in every element that matches.
     *
     * @param filter which elements; all when empty
     * @param parts the sub-attributes; for elements that are simple values, {@code value} alone
     * @param ifNone what to do when nothing matches
     * @param dropsHusks whether an element that is left with nothing but what the filter and {@code type} and
     *     {@code primary} say of it goes away
     */
    record MergeElements(AttributePath path, Optional<Filter> filter, ObjectNode parts, IfNone ifNone,
            boolean dropsHusks) implements Step {}

    /**
     * The elements that match are taken out. A single value goes when it matches.
     *
     * @param refusesNone whether it is refused with noTarget when nothing matches, instead of changing nothing
     */
    record RemoveElements(AttributePath path, Filter filter, boolean refusesNone) implements Step {}

    /** Elements that hold all that one of these says are taken out; none is fine. */
    record RemoveListed(AttributePath path, List<JsonNode> like) implements Step {}

    /** The container of an extension goes, with all that is in it. */
    record RemoveExtension(Schema extension) implements Step {}

    /**
     * Something that no schema declares is set as it came.
     *
     * @param add whether a list is appended to a list and an object laid over an object; otherwise the value is swapped
     */
    record SetUndeclared(UndeclaredTarget target, JsonNode value, boolean add) implements Step {}

    /**
     * Refused, because the path is as good as one of an attribute that decides who gets in, unless the resource has
     * something there already.
     *
     * @param meant the attribute that is asked about
     */
    record RefuseMistyped(UndeclaredTarget target, String meant) implements Step {}

    /** Something that no schema declares is taken out. */
    record RemoveUndeclared(UndeclaredTarget target) implements Step {}

    /**
     * A part is set, or where the value is empty taken out, in every element that matches; without a part the value, an
     * object, is laid over the element, and any other value takes the place of an element that is no object.
     *
     * @param list the list, or the single value, that no schema declares
     * @param filter its names are keys of the elements
     */
    record MergeUndeclaredElements(UndeclaredTarget list, Filter filter, Optional<String> part,
            Optional<JsonNode> value,
            IfNone ifNone) implements Step {}

    /** The elements that match are taken out; {@code refusesNone} as in {@link RemoveElements}. */
    record RemoveUndeclaredElements(UndeclaredTarget list, Filter filter, boolean refusesNone) implements Step {}

    /**
     * Elements that hold all that one of these says, or are equal to it, are taken out; none is fine. What is no list goes
     * when it is equal to one of these; otherwise the step is refused.
     */
    record RemoveUndeclaredListed(UndeclaredTarget list, List<JsonNode> like) implements Step {}

    /** The membership of a group changes; it is not part of the document. */
    record Membership(Change change) implements Step {}

    /** What a merge into elements does when no element matches. */
    enum IfNone {
        /** Make an element of what the filter says and the parts; refuse when the filter does not say it by equality. */
        CREATE,
        /** Refuse with noTarget (7644-3.5.2.3-07, 7644-3.5.2.1-11). */
        REFUSE,
        /** Change nothing. */
        PASS
    }
}
