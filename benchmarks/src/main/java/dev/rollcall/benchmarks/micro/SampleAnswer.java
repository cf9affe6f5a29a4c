package dev.rollcall.benchmarks.micro;

import dev.rollcall.benchmarks.SampleUser;

/** A user as a SCIM service answers it, and what a client asks for that wants little of it. */
final class SampleAnswer {
    static final String BASE = "https://scim.example.com/v2";
    static final String ATTRIBUTES = "userName,emails.value,active";

    private static final String ID = "01973d3c-1f2a-7c3b-9d02-000000000500";

    private SampleAnswer() {}

    static String json() {
        String body = SampleUser.json(500);
        return """
            {"id":"%1$s",%2$s,"meta":{"resourceType":"User","created":"2026-11-28T10:00:00.000Z",\
            "lastModified":"2026-11-28T10:00:00.000Z","location":"%3$s/Users/%1$s","version":"W/\\"1\\""}}"""
                .formatted(ID, body.substring(1, body.length() - 1), BASE);
    }
}
