package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.ScimException;
import java.util.List;

/**
 * The {@code If-Match} of a write (RFC 9110 section 13.1.1, RFC 7644 section 3.14), evaluated against the very row that
 * the write replaces. Tags are compared by their opaque part, weak or not.
 */
public sealed interface Precondition {

    /** The client asked for nothing. */
    static Precondition none() {
        return new None();
    }

    /** {@code If-Match: *}: the resource exists, whatever its version. */
    static Precondition anyVersion() {
        return new None();
    }

    /** The version is one of these, opaque parts without quotes. */
    static Precondition ofTags(List<String> opaqueTags) {
        return new Tags(List.copyOf(opaqueTags));
    }

    /** @throws ScimException with 412 when the row is at another version */
    void require(StoredResource current);

    /** Nothing is required. */
    record None() implements Precondition {
        @Override
        public void require(StoredResource current) {
            // Any version will do.
        }
    }

    /** One of these versions is required. */
    record Tags(List<String> opaqueTags) implements Precondition {
        @Override
        public void require(StoredResource current) {
            if (!opaqueTags.contains(Long.toString(current.version()))) {
                throw ScimException.of(
                        412,
                        "The resource is at version W/\"" + current.version()
                                + "\" and not at the one named in If-Match. Read it again and repeat the change.");
            }
        }
    }
}
