package dev.rollcall.server.limit;

/**
 * What one request's body takes of {@link BodyMemory}. Confined to the thread that serves the request; to be closed when
 * nothing of the body is needed any longer.
 */
public final class BodyReservation implements BodyReader.Room, AutoCloseable {
    private final BodyMemory memory;
    private final Hold hold;

    BodyReservation(BodyMemory memory, Hold hold) {
        this.memory = memory;
        this.hold = hold;
    }

    @Override
    public void receive(long bytes, long announced) {
        if (bytes > BodyMemory.FREE) {
            memory.hold(hold, bytes, Math.max(bytes, announced) * BodyMemory.USUAL_FACTOR);
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

    /** Gives everything back. May be called again. */
    @Override
    public void close() {
        memory.release(hold);
    }
}
