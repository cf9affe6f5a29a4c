package dev.rollcall.console.http;

import dev.rollcall.console.frame.ConsoleForm;
import dev.rollcall.console.session.CsrfToken;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.limit.BodyMemory;
import dev.rollcall.server.limit.BodyReader;
import dev.rollcall.server.limit.BodyReservation;
import dev.rollcall.server.management.ManagementFailure;
import java.util.Optional;

/** Reads what forms send, within memory that is counted for whoever sends it, and knows whether it comes from a page of theirs. */
final class FormReader {
    /** Bytes of a form; a mapping of 256 KiB is the largest, of which each quotation mark and bracket is sent as three. */
    private static final int LARGEST = 1024 * 1024;
    /** Bytes of a form that anybody may send. */
    private static final int OF_ANYBODY = 8 * 1024;
    private static final HeaderName CSRF_HEADER = HeaderName.of("X-CSRF-Token");

    private final BodyMemory memory;

    FormReader(BodyMemory memory) {
        this.memory = memory;
    }

    /** @param anybody whether nobody needs to have signed in for it */
    ConsoleForm read(HttpRequest request, Share share, boolean anybody) {
        try (BodyReservation room = memory.open(share, request::isAwaited)) {
            return ConsoleForm
                    .read(BodyReader.read(request.body(), anybody ? OF_ANYBODY : LARGEST, "the size of a form", room));
        }
    }

    /** @throws ManagementFailure 403 when the form is none of the session that has this token */
    static void requireToken(HttpRequest request, ConsoleForm form, String csrf) {
        Optional<String> shown = form.text(ConsoleForm.CSRF).or(() -> request.header(CSRF_HEADER));
        if (!CsrfToken.matches(csrf, shown)) {
            throw new ManagementFailure(403, "wrong_csrf_token", "This form is of another session than yours is now, so"
                    + " nothing was changed. Load the page anew and do it again.");
        }
    }
}
