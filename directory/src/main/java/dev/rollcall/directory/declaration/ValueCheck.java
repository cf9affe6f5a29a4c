package dev.rollcall.directory.declaration;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceView.IndexedValue;
import dev.rollcall.directory.type.DeclaredIndex.State;
import dev.rollcall.directory.type.KindIndex;
import dev.rollcall.directory.type.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks through the values of indexes that are to be unique, a stretch at a time. */
final class ValueCheck {
    /** Entries of a stretch at most. */
    static final int ENTRIES = 2_000;

    private final Connection connection;

    ValueCheck(Connection connection) {
        this.connection = connection;
    }

    /**
     * Where a look is.
     *
     * @param number of the type's index among all that are looked through
     * @param value behind which it goes on; empty text at its beginning
     */
    record Place(int number, String value) {
        static Place of(String position) {
            int blank = position.indexOf(' ');
            return blank < 0
                    ? new Place(0, "")
                    : new Place(Integer.parseInt(position.substring(0, blank)), position.substring(blank + 1));
        }

        String text() {
            return number + " " + value;
        }
    }

    /** A type and an index of it. */
    private record Checked(String type, String index) {}

    /**
     * What a stretch came to.
     *
     * @param index that was looked through; empty text when there is none
     * @param alike values that several resources have
     * @param next where it goes on; empty when all was looked through
     */
    record Stretch(String index, List<String> alike, Optional<Place> next) {}

    Stretch look(ReadSession session, Place from) {
        List<Checked> all = all();
        if (from.number >= all.size()) {
            return new Stretch("", List.of(), Optional.empty());
        }
        Checked checked = all.get(from.number);
        List<IndexedValue> values = session.resources()
                .indexed(connection.id(), checked.type, checked.index, from.value, ENTRIES + 1);
        boolean more = values.size() > ENTRIES;
        String last = values.isEmpty() ? "" : values.getLast().value();
        List<String> alike = alike(values);
        boolean onlyOne = more && values.getFirst().value().equals(last);
        // The last value may go on behind the stretch, and is looked at with the next one.
        String behind = onlyOne ? last
                : values.stream()
                        .map(IndexedValue::value)
                        .filter(value -> !value.equals(last))
                        .reduce((one, other) -> other)
                        .orElse("");
        if (more) {
            alike.removeIf(value -> value.equals(last) && !onlyOne);
            return new Stretch(checked.index, alike, Optional.of(new Place(from.number, behind)));
        }
        return new Stretch(checked.index, alike, from.number + 1 < all.size()
                ? Optional.of(new Place(from.number + 1, ""))
                : Optional.empty());
    }

    private static List<String> alike(List<IndexedValue> values) {
        List<String> alike = new ArrayList<>();
        for (int i = 1; i < values.size(); i++) {
            String value = values.get(i).value();
            boolean same = value.equals(values.get(i - 1).value())
                    && !values.get(i).id().equals(values.get(i - 1).id());
            if (same && (alike.isEmpty() || !alike.getLast().equals(value))) {
                alike.add(value);
            }
        }
        return alike;
    }

    private List<Checked> all() {
        List<Checked> all = new ArrayList<>();
        for (ResourceKind kind : connection.types().all()) {
            for (KindIndex index : kind.indexes()) {
                if (index.index().state() == State.CHECKING) {
                    all.add(new Checked(kind.name(), index.index().id()));
                }
            }
        }
        return all;
    }
}
