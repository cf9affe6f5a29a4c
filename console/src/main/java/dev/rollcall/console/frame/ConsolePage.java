package dev.rollcall.console.frame;

import java.util.List;

/** One page of the console, with everything that is done on it. */
public interface ConsolePage {
    /** Its routes. */
    List<ConsoleRoute> routes();
}
