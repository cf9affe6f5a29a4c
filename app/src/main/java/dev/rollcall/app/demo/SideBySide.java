package dev.rollcall.app.demo;

import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Who is where in the end: here, at the application, and as the receiver was told. */
record SideBySide(Roster source, Roster application, Roster receiver) {
    private static final int DIFFERENCES = 20;

    /** Whether both targets have what is here, and nothing else. */
    boolean isEqual() {
        return source.equals(application) && source.equals(receiver);
    }

    /** The three, number by number, and what differs. */
    List<String> lines() {
        TextTable table = new TextTable("", "ROLLCALL", "APPLICATION", "RECEIVER");
        row(table, "people", roster -> roster.people().size());
        row(table, "of them blocked", Roster::blocked);
        row(table, "groups", roster -> roster.groups().size());
        row(table, "memberships", Roster::members);
        List<String> lines = new ArrayList<>(table.lines());
        differences("the application", application, lines);
        differences("the receiver", receiver, lines);
        lines.add(isEqual() ? "All three are equal, person by person and group by group." : "They are not equal.");
        return lines;
    }

    private void row(TextTable table, String name, ToLongFunction<Roster> count) {
        table.row(name, Long.toString(count.applyAsLong(source)), Long.toString(count.applyAsLong(application)),
                Long.toString(count.applyAsLong(receiver)));
    }

    private void differences(String where, Roster there, List<String> lines) {
        List<String> differences = source.differences(there);
        differences.stream().limit(DIFFERENCES).forEach(line -> lines.add("At " + where + ": " + Printable.line(line)));
        if (differences.size() > DIFFERENCES) {
            lines.add("At %s: and %d more".formatted(where, differences.size() - DIFFERENCES));
        }
    }
}
