package dev.rollcall.check;

import dev.rollcall.client.http.ScimRequest;

/** What was wrong, as a reader of a report sees it. */
final class Sentence {
    private static final int LONGEST_TARGET = 120;

    private Sentence() {}

    /** A sentence that begins with the request. */
    static String of(ScimRequest request, String complaint) {
        String target = request.target();
        String shown = target.length() > LONGEST_TARGET ? target.substring(0, LONGEST_TARGET) + "…" : target;
        return request.method() + " " + shown + ": " + complaint + ".";
    }
}
