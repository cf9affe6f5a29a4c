package dev.rollcall.check;

import java.util.List;

/**
 * A check with what it does.
 *
 * @param covers the tests of others that it stands for, and the ways of Entra: {@code validator 4}, {@code T4}
 */
record CatalogEntry(Check check, CheckBody body, List<String> covers) {
    CatalogEntry {
        covers = List.copyOf(covers);
    }
}
