package dev.rollcall.mapping;

import java.util.Locale;

/**
 * What becomes of an edit of the profile attribute that a row feeds. The row's own {@code edit} says so; without it,
 * {@link #ALLOWED} holds where the row writes and {@link #REFUSED} where it only reads.
 */
public enum EditRule {
    /** The edit goes into the SCIM document, so that the identity provider's next read sees it. Only where the row writes. */
    ALLOWED,
    /** The identity provider owns the attribute: the edit is refused and said. */
    REFUSED,
    /**
     * The edit is kept in the product's own overlay, where it stands above what the row reads until it is removed. Only where the
     * row does not write, so that a document and an overlay never say two things about one attribute.
     */
    OVERLAY;

    /** The word in JSON: {@code allowed}, {@code refused}, {@code overlay}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rule of a row that says nothing. */
    static EditRule of(Direction direction) {
        return direction.writes() ? ALLOWED : REFUSED;
    }
}
