package dev.rollcall.console.http;

import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.ResponseBody;
import dev.rollcall.server.limit.AnswerMemory;
import java.util.Optional;

/**
 * Makes HTTP of what routes of the console answer.
 *
 * <p>Guarantees: every answer has the headers that protect the browser, and what a browser is slow to take counts for its client.
 */
final class ConsoleAnswers {
    static final String HTML = "text/html; charset=utf-8";
    private static final HeaderName SET_COOKIE = HeaderName.of("Set-Cookie");

    private final PageRenderer renderer;
    private final AnswerMemory memory;

    ConsoleAnswers(PageRenderer renderer, AnswerMemory memory) {
        this.renderer = renderer;
        this.memory = memory;
    }

    /** What a route has answered. @param share that a signed-in client's answers count for */
    HttpResponse of(ConsoleAnswer answer, Frame frame, Share share, HttpRequest request) {
        if (answer instanceof ConsoleAnswer.Arrival(int status, String template, Object view, Optional<String> cookie)) {
            HttpResponse page = BrowserHeaders.ofSecretUrl(
                    HttpResponse.of(status, HTML, renderer.render(template, frame, view)));
            return cookie.map(set -> page.with(SET_COOKIE, set)).orElse(page);
        }
        return BrowserHeaders.ofPage(switch (answer) {
            case ConsoleAnswer.Page(int status, String template, Object view) ->
                kept(HttpResponse.of(status, HTML, renderer.render(template, frame, view)), frame, share, request);
            case ConsoleAnswer.Arrival _ -> throw new IllegalStateException("It has been answered.");
            case ConsoleAnswer.Redirect(String url) -> SignInDoor.elsewhere(request, url);
            case ConsoleAnswer.RedirectWithCookie(String url, String cookie) ->
                SignInDoor.elsewhere(request, url).with(SET_COOKIE, cookie);
            case ConsoleAnswer.Events(var writer) -> kept(HttpResponse.streamed(200, "text/event-stream", writer)
                    .with(HeaderName.of("X-Accel-Buffering"), "no"), frame, share, request);
            case ConsoleAnswer.Download(String mediaType, String fileName, var writer) ->
                kept(HttpResponse.streamed(200, mediaType, writer)
                        .with(HeaderName.of("Content-Disposition"), "attachment; filename=\"" + fileName + "\""), frame,
                        share, request);
        });
    }

    /** The page that says what is wrong. */
    HttpResponse problem(Frame frame, ProblemView view) {
        return BrowserHeaders.ofPage(HttpResponse.of(view.status(), HTML, renderer.render("problem.jte", frame, view)));
    }

    private HttpResponse kept(HttpResponse response, Frame frame, Share share, HttpRequest request) {
        long bytes = switch (response.body()) {
            case ResponseBody.Bytes whole -> whole.array().length;
            case ResponseBody.Streamed _ -> AnswerMemory.STREAM;
        };
        if (frame.caller().isPresent() && bytes > AnswerMemory.FREE) {
            request.keep(memory.keep(share, bytes, !request.method().equals("POST")));
        }
        return response;
    }
}
