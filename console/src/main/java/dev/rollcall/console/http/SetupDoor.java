package dev.rollcall.console.http;

import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.session.CsrfToken;
import dev.rollcall.console.setup.ArrivalView;
import dev.rollcall.console.setup.GoneView;
import dev.rollcall.console.setup.SetupCookie;
import dev.rollcall.console.setup.SetupVisits;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.origin.Origin;
import java.util.Optional;

/** Lets those in who have come with a set-up link that is good, and tells all others the same. */
final class SetupDoor {
    private static final HeaderName FETCH_SITE = HeaderName.of("Sec-Fetch-Site");

    private final SetupVisits visits;
    private final PageRenderer renderer;

    SetupDoor(SetupVisits visits, PageRenderer renderer) {
        this.visits = visits;
        this.renderer = renderer;
    }

    /** The frame of whoever has come with a link; empty when the cookie is that of none that is good. @param bare nobody's */
    Optional<Frame> frame(HttpRequest request, Origin origin, Frame bare) {
        return SetupCookie.read(request, origin)
                .flatMap(cookie -> visits.find(cookie, origin.clientAddress()))
                .filter(visit -> isBelow(request, ConsolePath.SETUP.with(visit.link().linkId())))
                .map(visit -> new Frame(bare.prefix(), Optional.empty(), Optional.of(visit),
                        CsrfToken.of(visit.cookie()), bare.assets(), bare.here()));
    }

    /**
     * What all others are told. A browser that comes from another site does not say yet whether it has the cookie: it is asked again
     * by a page of this one.
     *
     * @param linkId whose page was asked for
     */
    HttpResponse refuse(HttpRequest request, String linkId, Frame bare) {
        boolean reads = request.method().equals("GET");
        if (reads && request.header(FETCH_SITE).filter("cross-site"::equals).isPresent()) {
            return page(200, "setuparrival.jte", bare, new ArrivalView(bare.prefix() + request.rawPath()));
        }
        if (reads && request.header(ConsoleEndpoint.FROM_HTMX).isPresent()) {
            return HttpResponse.empty(200).with(HeaderName.of("HX-Redirect"), bare.link(ConsolePath.SETUP, linkId));
        }
        return page(GoneView.STATUS, GoneView.TEMPLATE, bare, GoneView.LINK);
    }

    /** Whether a request is for a page below those of set-ups, or for one that would be: it may have a secret in it. */
    static boolean owns(HttpRequest request) {
        return request.rawPath().startsWith(ConsolePath.SETUP.stem());
    }

    /** A link's cookie opens the pages of that link and of no other one. */
    private static boolean isBelow(HttpRequest request, String path) {
        return request.rawPath().equals(path) || request.rawPath().startsWith(path + "/");
    }

    /** What is told to whoever comes with a link that was not copied well; the URL is repeated nowhere. */
    HttpResponse astray(Frame bare) {
        return BrowserHeaders.ofSecretUrl(page(GoneView.STATUS, GoneView.TEMPLATE, bare, GoneView.LINK));
    }

    private HttpResponse page(int status, String template, Frame frame, Object view) {
        return HttpResponse.of(status, ConsoleAnswers.HTML, renderer.render(template, frame, view));
    }
}
