package dev.rollcall.app.command;

import java.io.PrintStream;
import tools.jackson.databind.node.ObjectNode;

/** A JSON array on one line that is printed as its elements come, so that it may be of any length. */
final class ResourceArray {
    private final PrintStream out;
    private String before = "[";

    ResourceArray(PrintStream out) {
        this.out = out;
    }

    void add(ObjectNode element) {
        out.print(before);
        out.print(element);
        before = ",";
    }

    void end() {
        out.println(before.equals("[") ? "[]" : "]");
    }
}
