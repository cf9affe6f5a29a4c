package dev.rollcall.mapping;

import dev.rollcall.scim.text.Excerpt;

/**
 * What is wrong with a row, or was wrong with one of its values.
 *
 * @param row the number of the row, from 1 in the order of the mapping; 0 for the mapping as a whole
 * @param name the row as it reads, for people: {@code emails.value → email}; a long one is cut
 * @param reason one sentence or two: what is wrong, and what to write instead
 */
public record RowProblem(int row, String name, String reason) {
    public RowProblem {
        name = Excerpt.of(name);
    }

    /** {@code Row 3 (emails.value → email): …} */
    @Override
    public String toString() {
        return row == 0 ? reason : "Row " + row + " (" + name + "): " + reason;
    }
}
