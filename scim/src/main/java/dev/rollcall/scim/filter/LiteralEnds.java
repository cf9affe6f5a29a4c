package dev.rollcall.scim.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Where the literals of a filter end whose quotes are not escaped: every quote that could end one is tried. One reading of
 * the filter takes the ends in order; {@link #next} goes on to the reading after it. Each reading comes once.
 */
final class LiteralEnds {
    private final List<Integer> choices = new ArrayList<>();
    private final List<Integer> candidates = new ArrayList<>();
    private boolean quoteInside;
    private boolean swallows;

    /**
     * The end of the next literal of this reading; empty when no quote can end it.
     *
     * @param firstQuote the first quote after its opening one
     */
    OptionalInt of(List<Integer> possible, int firstQuote) {
        int literal = candidates.size();
        candidates.add(possible.size());
        if (literal == choices.size()) {
            choices.add(0);
        }
        int choice = choices.get(literal);
        if (choice >= possible.size()) {
            return OptionalInt.empty();
        }
        quoteInside |= possible.get(choice) != firstQuote;
        return OptionalInt.of(possible.get(choice));
    }

    /** Whether a literal of this reading has a quote inside. */
    boolean quoteInside() {
        return quoteInside;
    }

    /** Takes note of what a literal of this reading holds. */
    void taken(String content) {
        swallows |= SwallowedText.in(content);
    }

    /** Whether a literal of this reading seems to have swallowed a part of the filter. */
    boolean swallows() {
        return swallows;
    }

    /** Goes on to the next reading. @return whether there is one */
    boolean next() {
        int literal = candidates.size() - 1;
        while (literal >= 0 && choices.get(literal) + 1 >= candidates.get(literal)) {
            literal--;
        }
        if (literal < 0) {
            return false;
        }
        choices.subList(literal + 1, choices.size()).clear();
        choices.set(literal, choices.get(literal) + 1);
        candidates.clear();
        quoteInside = false;
        swallows = false;
        return true;
    }
}
