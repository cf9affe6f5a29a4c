package dev.rollcall.server.limit;

import java.time.Duration;

/**
 * What one request's body takes of {@link BodyMemory}. Confined to the thread that serves the request; to be closed when
 * nothing of the body is needed any longer.
 */
public final class BodyReservation implements BodyReader.Room, AutoCloseable {
    private final BodyMemory memory;
    private final Hold hold;
    /** What it holds while the body is as it came. */
    private long received;

    BodyReservation(BodyMemory memory, Hold hold) {
        this.memory = memory;
        this.hold = hold;
    }

    @Override
    public void receive(long bytes, long announced) {
        if (bytes > BodyMemory.FREE) {
            memory.hold(hold, bytes, Math.max(bytes, announced) * BodyMemory.USUAL_FACTOR);
            received = bytes;
        }
    }

    /**
     * Waits for the room to handle the body that was received.
     *
     * @param weight of the body, in bytes, as {@link BodyWeight} has it
     * @throws BodyMemoryException when there is none
     */
    public void handle(long weight) {
        memory.hold(hold, weight, weight);
    }

    /**
     * The same for so long at most.
     *
     * @throws BodyMemoryException when there is none
     */
    public void handle(long weight, Duration most) {
        memory.hold(hold, weight, weight, most);
    }

    /**
     * Takes the room to handle the body if it is there.
     *
     * @return false when it would have to be waited for; the bytes that were received keep theirs
     * @throws BodyMemoryException when there can never be as much
     */
    public boolean handleAtOnce(long weight) {
        return memory.holdAtOnce(hold, weight, weight);
    }

    /** Gives back all but the room for the bytes that were received. */
    public void handleNoMore() {
        memory.lower(hold, received);
    }

    /** Gives everything back. May be called again. */
    @Override
    public void close() {
        memory.release(hold);
    }
}
