package dev.rollcall.directory.stream;

import java.time.Instant;
import java.util.Optional;

/** What becomes of a head when a result is written. */
public sealed interface HeadNext {

    /**
     * What was claimed is over. The head goes when nothing newer has come since; else it is due at once, without a lease, with
     * no tries, no cause and no doubt, and with the intent that it has by now, see {@link HeadIntent#once}.
     */
    record Over(AtTarget now) implements HeadNext {}

    /**
     * All that was sent is acknowledged, and there is more to send: it is due then as if it had come now, with no cause and no doubt; the
     * lease ends.
     *
     * @param dueAt not before this moment
     * @param waits whether it is not due earlier either when something newer comes, which counts as one try
     */
    record Further(Instant dueAt, boolean waits) implements HeadNext {}

    /**
     * It is due again, because it is tried once more; the lease ends.
     *
     * @param dueAt not before this moment
     * @param tries how many tries were made that count
     * @param doubt whether an answer may be lost, so that the next try looks first
     * @param cause what was wrong; empty when nothing was
     */
    record Again(Instant dueAt, int tries, boolean doubt, Optional<String> cause) implements HeadNext {}
}
