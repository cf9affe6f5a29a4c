package dev.rollcall.console.http;

import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.console.frame.OnwardView;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;

/** What is answered to whoever is not known and asks for a page of those who are. */
final class SignInDoor {
    private static final HeaderName FETCH_SITE = HeaderName.of("Sec-Fetch-Site");

    private final PageRenderer renderer;

    SignInDoor(PageRenderer renderer) {
        this.renderer = renderer;
    }

    /**
     * A page leads to where one signs in, and back. A browser that follows a link of another site sends the cookie only with what a page
     * of this one asks for, so it is led on by such a page first.
     *
     * @param frame nobody's
     * @param bare whether no cookie was sent
     */
    HttpResponse answer(HttpRequest request, Frame frame, boolean bare) {
        boolean page = (request.method().equals("GET") || request.method().equals("HEAD"))
                && request.header(HeaderName.ACCEPT).filter(accept -> accept.contains("event-stream")).isEmpty();
        if (!page) {
            return page(401, "problem.jte", frame, ProblemView.of(401,
                    "You are not signed in any more, so nothing was changed. Sign in, then do it again."));
        }
        String wanted = request.rawPath() + (request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery());
        if (bare && request.header(FETCH_SITE).filter("cross-site"::equals).isPresent()) {
            return page(200, "onward.jte", frame, new OnwardView(frame.prefix() + wanted));
        }
        return BrowserHeaders.ofPage(elsewhere(request, frame.link(ConsolePath.SIGN_IN,
                wanted.equals(ConsolePath.PREFIX) ? LinkQuery.NONE : LinkQuery.NONE.with("next", wanted))));
    }

    /** The browser goes there, whether it asked for a page or a script of a page asked for a part of it. */
    static HttpResponse elsewhere(HttpRequest request, String url) {
        return request.header(ConsoleEndpoint.FROM_HTMX).isPresent()
                ? HttpResponse.empty(200).with(HeaderName.of("HX-Redirect"), url)
                : HttpResponse.empty(303).with(HeaderName.LOCATION, url);
    }

    private HttpResponse page(int status, String template, Frame frame, Object view) {
        return BrowserHeaders.ofPage(HttpResponse.of(status, ConsoleAnswers.HTML,
                renderer.render(template, frame, view)));
    }
}
