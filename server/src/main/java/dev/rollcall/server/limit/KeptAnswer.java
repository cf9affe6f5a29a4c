package dev.rollcall.server.limit;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.server.http.Kept;

/** What one answer takes of {@link AnswerMemory}. What is not private in it is guarded by the lock of that. */
public final class KeptAnswer implements Kept {
    final Share share;
    long bytes;
    boolean cut;
    boolean ended;

    private static final Runnable NOT_SENDING = () -> {};

    private final AnswerMemory memory;
    private Runnable cutting = NOT_SENDING;

    KeptAnswer(AnswerMemory memory, Share share) {
        this.memory = memory;
        this.share = share;
    }

    @Override
    public void sending(Runnable cutSending) {
        memory.sending(this, cutSending);
    }

    @Override
    public void stretch(long length) {
        memory.growTo(this, AnswerMemory.STREAM + length * AnswerMemory.STRETCH_FACTOR);
    }

    @Override
    public void close() {
        memory.release(this);
    }

    /** Under the memory's lock. */
    void cutBy(Runnable cutSending) {
        cutting = cutSending;
        if (cut) {
            cutting.run();
        }
    }

    /** Under the memory's lock. */
    void cutOff() {
        cut = true;
        cutting.run();
    }
}
