package dev.rollcall.console.http;

import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.StreamListener;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells of a streamed answer that failed.
 *
 * @param answer what is answered while nothing has been sent
 */
record ReportedPage(ConsoleFailures failures, String incident, Function<Throwable, HttpResponse> answer)
        implements
            StreamListener {
    @Override
    public HttpResponse failed(Throwable failure) {
        return answer.apply(failure);
    }

    @Override
    public void ended(Optional<Throwable> cut) {
        cut.ifPresent(failure -> failures.cutOff(failure, incident));
    }
}
