package dev.rollcall.console.http;

import dev.rollcall.console.frame.ConsoleAccess;
import dev.rollcall.console.frame.ConsoleForm;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.http.ConsoleRoutes.Match;
import dev.rollcall.console.session.CsrfToken;
import dev.rollcall.console.session.SessionCookie;
import dev.rollcall.console.setup.SetupVisits;
import dev.rollcall.directory.access.ConsoleSessions;
import dev.rollcall.directory.client.ConsoleSession;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.RowsPerMinute;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.server.SurfaceParts;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpEndpoint;
import dev.rollcall.server.http.HttpError;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.ResponseBody;
import dev.rollcall.server.management.ManagementAudit;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementQuery;
import dev.rollcall.server.management.ManagementRate;
import dev.rollcall.server.management.ManagementRequest;
import dev.rollcall.server.origin.Origin;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything below {@code /console}.
 *
 * <p>Guarantees: who has not signed in learns nothing but how to; a change passes only with the scope of its route, from a page of
 * this console and with the CSRF token of its session, all of which is looked at before its handler runs; it is in the audit log,
 * as on the management API, and so is a refused one; every answer, whatever it is, has the headers that protect the browser.
 */
public final class ConsoleEndpoint implements HttpEndpoint {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConsoleEndpoint.class);
    static final HeaderName FROM_HTMX = HeaderName.of("HX-Request");
    private static final String NOBODY = "";

    private final ConsoleRoutes routes;
    private final ConsoleSessions sessions;
    private final SurfaceParts parts;
    private final Storage storage;
    private final Clock clock;
    private final IdSource ids;
    private final RowsPerMinute<String> refusedRows;
    private final ConsoleFailures failures;
    private final FormReader forms;
    private final PageRenderer renderer = new PageRenderer();
    private final Assets assets = new Assets();
    private final ConsoleAnswers answers;
    private final SetupDoor door;
    private final SignInDoor strangers;

    /**
     * @param routes all of them
     * @param setups who comes with a set-up link
     * @param refusedRows how many refused changes of a client are noted
     */
    public ConsoleEndpoint(List<ConsoleRoute> routes, ConsoleSessions sessions, SetupVisits setups, SurfaceParts parts,
            Storage storage, Clock clock, IdSource ids, RowsPerMinute<String> refusedRows) {
        this.routes = new ConsoleRoutes(routes);
        this.sessions = sessions;
        this.parts = parts;
        this.storage = storage;
        this.clock = clock;
        this.ids = ids;
        this.refusedRows = refusedRows;
        this.failures = new ConsoleFailures(parts.incidents());
        this.answers = new ConsoleAnswers(renderer, parts.budgets().answers());
        this.forms = new FormReader(parts.budgets().bodies());
        this.door = new SetupDoor(setups, renderer);
        this.strangers = new SignInDoor(renderer);
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        String below = request.rawPath().substring(ConsolePath.PREFIX.length());
        if (Assets.owns(below)) {
            return assets.find(below)
                    .map(BrowserHeaders::ofFile)
                    .orElseGet(() -> answers.problem(nobody(NOBODY), ProblemView.of(404, "There is no such file.")));
        }
        String id = ids.next();
        Frame[] frame = {nobody(NOBODY)};
        HttpResponse response;
        try {
            response = serve(request, id, frame);
        } catch (Throwable failure) {
            // An Error as well: whoever waits gets an answer.
            response = answers.problem(frame[0], failures.problem(failure, id, false));
        }
        HttpResponse named = response.with(HeaderName.X_REQUEST_ID, id);
        return named.body() instanceof ResponseBody.Streamed streamed
                ? named.withBody(streamed.toldTo(new ReportedPage(failures, id,
                        failure -> answers.problem(nobody(NOBODY), failures.problem(failure, id, false)))))
                : named;
    }

    /** The answer to a request that is refused before it is asked. */
    public HttpResponse refuse(HttpError error) {
        return answers.problem(nobody(NOBODY), ProblemView.of(error.status(), error.detail()));
    }

    /** @param frame set as soon as it is known, so that what fails is shown in it */
    private HttpResponse serve(HttpRequest request, String id, Frame[] frame) {
        Origin origin = parts.origins().read(request);
        String prefix = SessionCookie.prefix(origin);
        frame[0] = nobody(prefix);
        Match match = routes.find(request.method(), request.rawPath());
        boolean open = match instanceof Match.Found(ConsoleRoute route, _)
                && route.access() instanceof ConsoleAccess.Anybody;
        boolean linked = match instanceof Match.Found(ConsoleRoute route, _)
                && route.access() instanceof ConsoleAccess.Linked;
        Optional<String> cookie = SessionCookie.read(request, origin);
        Optional<ConsoleSession> session = linked ? Optional.empty() : cookie.flatMap(sessions::find);
        ConsolePath here = match instanceof Match.Found(ConsoleRoute route, _) ? route.path() : ConsolePath.OVERVIEW;
        if (linked || session.isEmpty() && !open && SetupDoor.owns(request)) {
            Frame bare = new Frame(prefix, Optional.empty(), Optional.empty(), "", assets::path,
                    linked ? here : ConsolePath.SETUP);
            Optional<Frame> known = door.frame(request, origin, bare);
            if (known.isEmpty()) {
                return match instanceof Match.Found(_, Map<String, String> parameters)
                        ? BrowserHeaders.ofPage(door.refuse(request, parameters.getOrDefault("link", ""), bare))
                        : door.astray(bare);
            }
            frame[0] = known.get();
        } else if (session.isEmpty() && !open) {
            return strangers.answer(request, frame[0], cookie.isEmpty());
        } else {
            frame[0] = new Frame(prefix, session, Optional.empty(),
                    session.isEmpty() ? "" : CsrfToken.of(cookie.orElse("")), assets::path, here);
        }
        return switch (match) {
            case Match.Found(ConsoleRoute route, Map<String, String> parameters) ->
                route(route, parameters, request, id, origin, frame[0]);
            case Match.OtherMethod(String allow) -> answers.problem(frame[0], ProblemView.of(405,
                    "This page does not take " + request.method() + ", only " + allow + "."))
                    .with(HeaderName.ALLOW, allow);
            case Match.Nothing() -> answers.problem(frame[0], ProblemView.of(404,
                    "The console has no such page. Begin at the overview."));
        };
    }

    private HttpResponse route(ConsoleRoute route, Map<String, String> parameters, HttpRequest request, String id,
            Origin origin, Frame frame) {
        Optional<ManagementAudit> audit = frame.caller()
                .map(known -> new ManagementAudit(request, id, clock, ids, known, origin, route.operation()));
        boolean writes = route.method().equals("POST");
        try (PageMemory memory = new PageMemory(parts.budgets().bodies(), share(frame), request::isAwaited)) {
            if (frame.caller().isPresent()) {
                parts.budgets().managementRate().ifPresent(rate -> ManagementRate.require(rate.take(share(frame))));
            }
            if (writes) {
                RequestOrigin.require(request, origin);
            }
            if (route.access() instanceof ConsoleAccess.Scoped(ManagementScope scope) && !frame.may(scope)) {
                throw new ManagementFailure(403, "insufficient_scope", "This needs the scope " + scope.word()
                        + ", which you do not have. Sign in as a client that has it.");
            }
            ConsoleForm form = writes
                    ? forms.read(request, share(frame), route.access() instanceof ConsoleAccess.Anybody)
                    : ConsoleForm.read(new byte[0]);
            if (writes && frame.caller().isPresent()) {
                FormReader.requireToken(request, form, frame.csrf());
            }
            ConsoleRequest asked = new ConsoleRequest(request, id, origin, frame, parameters,
                    ManagementQuery.parse(request.rawQuery()), form, audit,
                    new RequestParts(renderer, sessions, SessionCookie.read(request, origin), memory));
            return answers.of(route.handler().handle(asked), frame, share(frame), request);
        } catch (Throwable failure) {
            boolean changed = audit.filter(ManagementAudit::hasChange).isPresent();
            ProblemView view = failures.problem(failure, id, changed);
            if (writes && !changed) {
                audit.ifPresent(trail -> note(trail, view, id));
            }
            return answers.problem(frame, view);
        }
    }

    private static Share share(Frame frame) {
        return frame.caller().map(ManagementRequest::share).orElse(Share.UNPROVEN);
    }

    private void note(ManagementAudit audit, ProblemView view, String id) {
        try {
            audit.refused(storage, refusedRows, view.status(), view.sentence());
        } catch (StorageException unwritten) {
            // The store tells of its own failures; whoever asked is better served by the answer to the request.
            LOGGER.debug("The refusal {} could not be noted in the audit log", id, unwritten);
        }
    }

    private Frame nobody(String prefix) {
        return new Frame(prefix, Optional.empty(), Optional.empty(), "", assets::path, ConsolePath.OVERVIEW);
    }
}
