package dev.rollcall.server.http;

import java.util.Optional;

/** Told what becomes of a streamed answer: exactly one of the methods is called, once, by the thread that sends it. */
public interface StreamListener {
    /**
     * The writer failed before a byte had left.
     *
     * @return what is answered instead; its body is no stream
     */
    HttpResponse failed(Throwable failure);

    /**
     * The answer has been sent.
     *
     * @param cut why it was cut off, when it was: the writer failed or the client left
     */
    void ended(Optional<Throwable> cut);
}
