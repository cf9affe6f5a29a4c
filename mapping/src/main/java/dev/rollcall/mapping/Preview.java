package dev.rollcall.mapping;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a mapping does with one document, to be looked at before it is used.
 *
 * @param document the canonical document that came in
 * @param profile what the product sees of it
 * @param roundTrip the profile on its way back: the resource that it alone would make, and what would be lost
 * @param unmapped what the document has and no row reads, by path, at most {@link #MAX_UNMAPPED} of them; it stays in the document
 */
public record Preview(ObjectNode document, Profile profile, RoundTrip roundTrip, List<String> unmapped) {
    /** Paths that are listed at most. */
    public static final int MAX_UNMAPPED = 500;

    public Preview {
        unmapped = List.copyOf(unmapped);
    }
}
