package dev.rollcall.benchmarks.compare;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures as tables in Markdown. */
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void heading(String text) {
        out.printf(Locale.ROOT, "%n### %s%n%n", text);
    }

    void columns(String... names) {
        row(List.of(names));
        row(List.of(names).stream().map(name -> "---").toList());
    }

    void row(List<String> cells) {
        out.println("| " + String.join(" | ", cells) + " |");
    }

    /** One operation on the peer and on Rollcall. */
    void compared(Operation operation, String detail, Rounds peer, Rounds ours) {
        double ratio = ours.ratioTo(peer);
        List<String> cells = both(operation, detail, peer, ours);
        cells.add(operation.floor().isPresent() ? number(operation.floor().getAsDouble()) + " ×" : "");
        cells.add(
                operation.floor().isEmpty() ? "" : ratio >= operation.floor().getAsDouble() ? "met" : "**not met**");
        row(cells);
    }

    /** One operation on two builds of Rollcall. */
    void paired(Operation operation, String detail, Rounds before, Rounds after) {
        row(both(operation, detail, before, after));
    }

    private static List<String> both(Operation operation, String detail, Rounds first, Rounds second) {
        List<String> cells = new ArrayList<>(List.of(operation.title() + detail));
        cells.addAll(figures(first));
        cells.addAll(figures(second));
        cells.add(number(second.ratioTo(first)) + " ×");
        return cells;
    }

    /** Rate, the times within which half and 99 of 100 answers came, and the server's processor time for one. */
    static List<String> figures(Rounds rounds) {
        return List.of(
                number(rounds.rate()) + "/s",
                number(rounds.milliseconds(0.5)) + " / " + number(rounds.milliseconds(0.99)) + " ms",
                number(rounds.processorMicros()) + " µs");
    }

    /** Three digits are all that such a measurement bears. */
    static String number(double value) {
        if (value >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }
}
