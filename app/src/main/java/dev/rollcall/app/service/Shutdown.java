package dev.rollcall.app.service;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be done at the end, last added first. A step that fails is reported and does not keep the others back. */
final class Shutdown {
    private static final Logger LOGGER = LoggerFactory.getLogger(Shutdown.class);

    private record Step(String what, Runnable task) {}

    private final Deque<Step> steps = new ArrayDeque<>();

    /** @param what completes the sentence "Could not …" */
    synchronized void add(String what, Runnable task) {
        steps.push(new Step(what, task));
    }

    /** Does every step, each once, however often this is called. */
    synchronized void run() {
        while (!steps.isEmpty()) {
            Step step = steps.pop();
            try {
                step.task().run();
            } catch (RuntimeException e) {
                LOGGER.error("Could not {}.", step.what(), e);
            }
        }
    }
}
