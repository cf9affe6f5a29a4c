package dev.rollcall.console.log;

import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.HeldMemory;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.LogStretch;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.server.limit.BodyMemoryException;
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
 * What one look at the store gives is {@value #CHARACTERS_AT_A_TIME} characters and one row at most, for which it holds {@link
 * Limits#look} bytes of the memory that all requests share until they are written, however slowly they are taken. Looks go on by the
 * key of rows; one that a filter leaves little of goes further the next time.
 */
public final class RequestLogExportPage implements ConsolePage {
    /** Of one look at the store. */
    private static final int ROWS_AT_A_TIME = 200;
    private static final long CHARACTERS_AT_A_TIME = 512 << 10;
    /** Rows that the first look goes to; twice as many each time that it has found few. */
    private static final int FIRST_BUDGET = 2 * ROWS_AT_A_TIME;
    private static final String FORMAT = "format";

    private final ConsoleServices services;
    private final String tenant;
    private final Limits limits;

    /**
     * How large a file may become, and what it takes of the memory meanwhile.
     *
     * @param rows entries
     * @param bytes of its lines
     * @param body the longest body of an entry, in characters
     */
    public record Limits(int rows, long bytes, int body) {
        /** What a look takes at least, in bytes: its rows have much beside their bodies. */
        private static final long LEAST = 4L << 20;
        /** Of an entry: the request's and the answer's. */
        private static final int BODIES = 2;
        /** Entries beside those that a look is full with: the one that is one too many, the one that is read, and its line. */
        private static final int BESIDE = 3;
        private static final int MOST_AT_ONCE = 50;

        /** What a look takes of the memory, in bytes. */
        long look() {
            long characters = CHARACTERS_AT_A_TIME + (long) BESIDE * BODIES * body;
            return Math.max(LEAST, characters * Character.BYTES);
        }

        /** How many rows are read at once: no more than a look has characters for, and one. */
        int rowsAtOnce() {
            return (int) Math.clamp(CHARACTERS_AT_A_TIME / ((long) BODIES * body), 1, MOST_AT_ONCE);
        }
    }

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
        Written written = new Written(from);
        boolean more = true;
        while (more) {
            try (HeldMemory _ = request.hold(limits.look())) {
                Piece piece = piece(request, filter, written, now);
                for (Named named : piece.entries()) {
                    byte[] line = form.line(named.entry(), named.connection(), tenant);
                    if (!written.hasRoom(line, limits)) {
                        out.write(form.end("This file has as much as one may (console.log-export-rows,"
                                + " console.log-export-size). What is older follows in: "
                                + next(request, filter, written, form)));
                        return;
                    }
                    out.write(line);
                    written.add(named.entry().id(), line);
                }
                written.behind(piece);
            } catch (BodyMemoryException none) {
                out.write(form.end("The service had no memory for more at the time. What is older follows in: "
                        + next(request, filter, written, form)));
                return;
            }
            more = written.place.isPresent();
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

    private static String next(ConsoleRequest request, RequestLogFilter filter, Written written, RequestLogForm form) {
        return link(request.frame(), filter.query().with("from", written.place), form);
    }

    /** How far a file has come. */
    private static final class Written {
        /** Behind which it goes on; empty at the beginning, and at the end. */
        private Optional<String> place;
        private int rows;
        private long bytes;
        private int budget = FIRST_BUDGET;

        Written(Optional<String> from) {
            this.place = from;
        }

        /** One at least, so that the next file begins further on. */
        boolean hasRoom(byte[] line, Limits limits) {
            return rows < limits.rows() && (rows == 0 || bytes + line.length <= limits.bytes());
        }

        void add(String id, byte[] line) {
            rows++;
            bytes += line.length;
            place = Optional.of(id);
        }

        /** All of a piece is written. */
        void behind(Piece piece) {
            place = piece.next();
            budget = piece.entries().size() < ROWS_AT_A_TIME / 2
                    ? Math.min(2 * budget, LogSearch.USUAL_BUDGET)
                    : FIRST_BUDGET;
        }
    }

    private Piece piece(ConsoleRequest request, RequestLogFilter filter, Written written, Instant now) {
        return services.storage().read(request.share(), session -> {
            LogStretch stretch = session.log()
                    .search(filter.search(written.place, true, ROWS_AT_A_TIME, written.budget, now),
                            CHARACTERS_AT_A_TIME, limits.rowsAtOnce());
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
