package dev.rollcall.directory.stream;

import java.time.Duration;

/**
 * One step of a test of a connection.
 *
 * @param step its name
 * @param ok whether it went well
 * @param request what was sent, secrets removed; empty text for nothing
 * @param answer what came; empty text for nothing
 * @param sentence what it means, and what to do when it went wrong
 */
public record ReportStep(String step, boolean ok, String request, String answer, String sentence, Duration duration) {}
