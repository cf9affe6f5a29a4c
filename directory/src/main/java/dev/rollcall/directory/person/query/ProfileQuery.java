package dev.rollcall.directory.person.query;

import java.util.List;
import java.util.Optional;

/**
 * What is searched for in profiles. A field is the dotted path of an attribute, such as {@code email},
 * {@code app_metadata.plan} or {@code identities.connection}; a list on the way satisfies what one of its elements does.
 */
public sealed interface ProfileQuery {

    /** All of them. */
    record And(List<ProfileQuery> parts) implements ProfileQuery {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** One of them. */
    record Or(List<ProfileQuery> parts) implements ProfileQuery {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** Everybody else. */
    record Not(ProfileQuery part) implements ProfileQuery {}

    /**
     * A word without a field: one of some fields, see {@link ProfileQueryParser}, has it.
     *
     * @param prefix whether the value need only begin so
     */
    record Anywhere(String word, boolean prefix) implements ProfileQuery {}

    /** The field has a value. */
    record Exists(String field) implements ProfileQuery {}

    /** The field has that value, compared without regard to case; numbers and booleans by their text. */
    record Is(String field, String value) implements ProfileQuery {}

    /** The field's text begins so, without regard to case. */
    record StartsWith(String field, String prefix) implements ProfileQuery {}

    /** The field is between two values, in the order of numbers, of times, or else of texts. */
    record Range(String field, Optional<Bound> low, Optional<Bound> high) implements ProfileQuery {}

    /** An end of a range. */
    record Bound(String value, boolean inclusive) {}
}
