package dev.rollcall.outbound.sync;

import java.util.Optional;

/** Everybody whom a target is to have, page by page, each once. */
interface SourceUsers extends AutoCloseable {
    /**
     * A page.
     *
     * @param place where the page before said that this one begins; empty text for the first one
     * @param limit how many at most
     * @throws SourceFileException when a file cannot be read as a list of users
     */
    SourcePage page(String place, int limit);

    /**
     * Whether a target's resource with that externalId is one that belongs to this source, and nobody of the source is called
     * so: it may be taken away. Empty when it belongs to somebody else, and nothing may be done with it.
     */
    Optional<Boolean> isGone(String externalId);

    @Override
    void close();
}
