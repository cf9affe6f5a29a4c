package dev.rollcall.entra.source;

import java.util.List;

/** What is written under one name: one value or several. */
record Field(Place place, List<Cell> cells) {
    Field {
        cells = List.copyOf(cells);
    }
}
