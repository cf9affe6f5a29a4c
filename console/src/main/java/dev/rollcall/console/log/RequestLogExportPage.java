package dev.rollcall.console.log;

import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.LogStretch;
import dev.rollcall.directory.storage.RequestLogEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The requests that a filter of the log finds, as a file, newest first.
 *
 * <p>Guarantees: it is written piece by piece as it is taken, and has so many entries and bytes at most; when something is left out, its
 * last line says so, and with which link to go on. What comes in meanwhile is not in it. It ends when whoever asks is signed in no more.
 */
public final class RequestLogExportPage implements ConsolePage {
    /** Of one look at the store. */
    private static final int ROWS_AT_A_TIME = 200;
    private static final String FORMAT = "format";

    private final ConsoleServices services;
    private final String tenant;
    private final Limits limits;

    /**
     * How large a file may become.
     *
     * @param rows entries
     * @param bytes of its lines
     */
    public record Limits(int rows, long bytes) {}

    /** @param tenant the name of this installation */
    public RequestLogExportPage(ConsoleServices services, String tenant, Limits limits) {
        this.services = services;
        this.tenant = tenant;
        this.limits = limits;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(ConsoleRoute.get(ConsolePath.LOG_EXPORT, ManagementScope.READ_LOGS, this::download));
    }

    /** The link to a file of what a link to the log shows. */
    static String link(Frame frame, LinkQuery filter, RequestLogForm form) {
        return frame.link(ConsolePath.LOG_EXPORT, filter.with(FORMAT, form.word()));
    }

    private ConsoleAnswer download(ConsoleRequest request) {
        RequestLogForm form = RequestLogForm.named(request.query().text(FORMAT).orElse(RequestLogForm.LINES.word()));
        RequestLogFilter filter = RequestLogFilter.of(services, request);
        Optional<String> from = request.query().text("from");
        Instant now = services.clock().instant();
        return new ConsoleAnswer.Download(form.mediaType(), "log." + form.word(), out -> {
            if (request.wantsBody()) {
                write(request, filter, from, now, form, out);
            }
        });
    }

    /** An entry with the name of its connection. */
    private record Named(RequestLogEntry entry, String connection) {}

    private record Piece(List<Named> entries, Optional<String> next) {}

    private void write(ConsoleRequest request, RequestLogFilter filter, Optional<String> from, Instant now,
            RequestLogForm form, OutputStream out) throws IOException {
        out.write(form.head());
        Optional<String> place = from;
        int rows = 0;
        long bytes = 0;
        boolean more = true;
        while (more) {
            Piece piece = piece(request, filter, place, now);
            for (Named named : piece.entries()) {
                byte[] line = form.line(named.entry(), named.connection(), tenant);
                // One at least, so that the next file begins further on.
                if (rows == limits.rows() || rows > 0 && bytes + line.length > limits.bytes()) {
                    out.write(form.end("This file has as much as one may (console.log-export-rows,"
                            + " console.log-export-size). What is older follows in: "
                            + link(request.frame(), filter.query().with("from", place), form)));
                    return;
                }
                out.write(line);
                rows++;
                bytes += line.length;
                place = Optional.of(named.entry().id());
            }
            place = piece.next();
            more = place.isPresent();
            // Nothing may be written for long, so that nobody would notice that the browser has left.
            if (more && !request.client().isThere()) {
                return;
            }
            if (more && !request.isStillSignedIn()) {
                out.write(form.end("You are signed in no more, so the file ends here. Sign in and load it anew."));
                return;
            }
        }
    }

    private Piece piece(ConsoleRequest request, RequestLogFilter filter, Optional<String> from, Instant now) {
        return services.storage().read(request.share(), session -> {
            LogStretch stretch = session.log().search(filter.search(from, true, ROWS_AT_A_TIME, now));
            Map<ConnectionId, String> names = new HashMap<>();
            List<Named> entries = new ArrayList<>();
            for (RequestLogEntry entry : stretch.entries()) {
                if (filter.isOfCause(entry)) {
                    entries.add(new Named(entry, names.computeIfAbsent(entry.connection(), id -> session.connections()
                            .find(id)
                            .map(Connection::name)
                            .orElse(id.value()))));
                }
            }
            return new Piece(entries, stretch.next());
        });
    }
}
