package dev.rollcall.server.http;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For streams that no surface listens to: a failure is the transport's own 500 or, later, a line of the server's log. */
enum UnwatchedStream implements StreamListener {
    INSTANCE;

    private static final Logger LOGGER = LoggerFactory.getLogger(UnwatchedStream.class);

    @Override
    public HttpResponse failed(Throwable failure) {
        throw new IllegalStateException("The writer of an answer failed", failure);
    }

    @Override
    public void ended(Optional<Throwable> cut) {
        cut.filter(failure -> !(failure instanceof IOException))
                .ifPresent(failure -> LOGGER.error("An answer was cut off because its writer failed", failure));
    }
}
