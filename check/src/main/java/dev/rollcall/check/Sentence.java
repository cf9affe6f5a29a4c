package dev.rollcall.check;

import dev.rollcall.client.http.ScimRequest;

/** What was wrong, as a reader of a report sees it. */
final class Sentence {
    private Sentence() {}

    /** A sentence that begins with the request. */
    static String of(ScimRequest request, String complaint) {
        return RequestExcerpt.of(request) + ": " + complaint + ".";
    }
}
