package dev.rollcall.server.limit;

import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.scim.json.TreeWeight;

/**
 * What a body of JSON takes in memory while its request is handled, told from its bytes before anything is made of them.
 *
 * <p>Counted are the bytes themselves with the document and the answer that are written of them, and the tree with what is
 * planned from it. A pass over 1 MiB takes a few milliseconds.
 */
public final class BodyWeight {
    /** The body, the document that is stored, and the answer. */
    private static final int COPIES = 3;

    private BodyWeight() {}

    /** The weight in bytes. */
    public static long of(byte[] utf8, JsonLimits limits) {
        long tree = TreeWeight.of(utf8, limits).heapBytes();
        return (long) COPIES * utf8.length + tree + tree / 2;
    }
}
