package dev.rollcall.server.http;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All surfaces of one listener. A path belongs to the surface with the longest prefix of it, and what the transport refuses
 * there has that surface's form. Safe for use by many threads.
 */
public final class Surfaces implements HttpEndpoint {
    private final List<Surface> longestFirst;
    private final UnaryOperator<HttpResponse> finish;

    /**
     * @param surfaces one of them with the empty prefix
     * @param finish applied to every answer, whoever made it
     */
    public Surfaces(List<Surface> surfaces, UnaryOperator<HttpResponse> finish) {
        this.longestFirst = surfaces.stream()
                .sorted(Comparator.comparingInt((Surface surface) -> surface.prefix().length()).reversed())
                .toList();
        this.finish = finish;
        if (longestFirst.isEmpty() || !longestFirst.getLast().prefix().isEmpty()) {
            throw new IllegalArgumentException("One surface must have the empty prefix.");
        }
        if (longestFirst.stream().map(Surface::prefix).distinct().count() < longestFirst.size()) {
            throw new IllegalArgumentException("Two surfaces have the same prefix.");
        }
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        HttpResponse response = of(request.rawPath()).endpoint().handle(request);
        return finish.apply(
                response.body() instanceof ResponseBody.Streamed streamed
                        ? response.withBody(streamed.toldTo(finishing(streamed.listener())))
                        : response);
    }

    /**
     * The answer to a request that is refused before its surface is asked.
     *
     * @param rawPath the path as sent; empty when it could not be read
     */
    public HttpResponse refuse(String rawPath, HttpError error) {
        return finish.apply(of(rawPath).errors().answer(error));
    }

    private StreamListener finishing(StreamListener listener) {
        return new StreamListener() {
            @Override
            public HttpResponse failed(Throwable failure) {
                return finish.apply(listener.failed(failure));
            }

            @Override
            public void ended(Optional<Throwable> cut) {
                listener.ended(cut);
            }
        };
    }

    private Surface of(String rawPath) {
        for (Surface surface : longestFirst) {
            if (surface.owns(rawPath)) {
                return surface;
            }
        }
        return longestFirst.getLast();
    }
}
