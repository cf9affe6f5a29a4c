package dev.rollcall.entra.source;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** One user, group or assignment as it is written, without the names that have no value. */
record Entry(Place place, SequencedMap<String, Field> fields) {
    /** What is written under that name. */
    Optional<Field> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The one value under that name. */
    Optional<Cell> cell(String name) {
        return field(name).flatMap(field -> {
            if (field.cells().size() > 1) {
                throw field.place().wrong(name + " has one value; write one instead of " + field.cells().size() + ".");
            }
            return field.cells().stream().findFirst();
        });
    }

    /** All values under that name. */
    List<Cell> cells(String name) {
        return field(name).map(Field::cells).orElse(List.of());
    }
}
