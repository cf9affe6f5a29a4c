package dev.rollcall.console.stream;

import java.util.List;

/**
 * The report of a test of a target.
 *
 * @param ok whether the target takes what the stream would send
 * @param command that does the same
 */
public record StreamTestView(String name, String streamUrl, boolean ok, List<Step> steps, String command) {
    public StreamTestView {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param request what was sent; empty text for nothing
     * @param answer what came; empty text for nothing
     */
    public record Step(String name, boolean ok, String request, String answer, String sentence, String took) {}
}
