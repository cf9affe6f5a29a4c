package dev.rollcall.entra.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a YAML file that is a list of entries, each of them names with a value or a list of values. */
final class YamlEntries {
    private static final Set<String> NO_VALUE = Set.of("", "~", "null");

    private final String file;
    private final FolderLimits limits;

    YamlEntries(String file, FolderLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    void read(String text, Consumer<Entry> entries) {
        LoadSettings settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        try {
            document(new Parse(settings).parseString(text).iterator(), entries);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new Place(file, line).wrong("this is not valid YAML (" + e.getProblem()
                    + "); check how far the lines "
                    + "are indented, and put a value that has \": \" or \" #\" in it, or begins with a sign, into "
                    + "quotation marks.", e);
        } catch (YamlEngineException e) {
            throw new SourceException(file + " is not valid YAML (" + e.getMessage() + "); correct it.", e);
        }
    }

    private void document(Iterator<Event> events, Consumer<Entry> entries) {
        events.next();
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            return;
        }
        Event root = events.next();
        if (root.getEventId() == Event.ID.SequenceStart) {
            for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
                entries.accept(entry(event, events));
            }
        } else if (!(root instanceof ScalarEvent scalar && isNoValue(scalar))) {
            throw place(root)
                    .wrong("the file is a list; begin each entry with \"- \", and put nothing before the list.");
        }
        events.next();
        Event end = events.next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw place(end).wrong("a second document begins here; remove the line with \"---\" or \"...\".");
        }
    }

    private Entry entry(Event start, Iterator<Event> events) {
        Place place = place(start);
        if (start.getEventId() != Event.ID.MappingStart) {
            throw place.wrong("an entry is made of names with values; write \"- name: value\", and further names below "
                    + "the first.");
        }
        SequencedMap<String, Field> fields = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (Event key = events.next(); key.getEventId() != Event.ID.MappingEnd; key = events.next()) {
            Place keyPlace = place(key);
            if (!(key instanceof ScalarEvent name)) {
                throw keyPlace.wrong("the name of an attribute is a plain word; write \"name: value\".");
            }
            if (!names.add(name.getValue())) {
                throw keyPlace.wrong(name.getValue() + " is written twice in this entry; remove one of them.");
            }
            List<Cell> cells = cells(name.getValue(), events.next(), events);
            if (!cells.isEmpty()) {
                fields.put(name.getValue(), new Field(keyPlace, cells));
            }
        }
        return new Entry(place, fields);
    }

    private List<Cell> cells(String name, Event value, Iterator<Event> events) {
        List<Cell> cells = new ArrayList<>();
        if (value.getEventId() != Event.ID.SequenceStart) {
            add(cells, name, value);
            return cells;
        }
        for (Event item = events.next(); item.getEventId() != Event.ID.SequenceEnd; item = events.next()) {
            add(cells, name, item);
        }
        return cells;
    }

    private void add(List<Cell> cells, String name, Event value) {
        Place place = place(value);
        if (value.getEventId() == Event.ID.Alias) {
            throw place.wrong("references by * are not read; write the value of " + name + " itself.");
        }
        if (!(value instanceof ScalarEvent scalar)) {
            throw place.wrong(name + " has a value that is no single text, number or truth value; write \"" + name
                    + ": value\", or a list of values.");
        }
        if (scalar.getValue().length() > limits.valueLength()) {
            throw place.wrong(name + " has " + scalar.getValue().length() + " characters; at most "
                    + limits.valueLength() + " are read. Shorten it.");
        }
        if (!isNoValue(scalar)) {
            cells.add(new Cell(place, scalar.getValue(), scalar.isPlain()));
        }
    }

    private static boolean isNoValue(ScalarEvent scalar) {
        return scalar.getValue().isEmpty() || scalar.isPlain() && NO_VALUE.contains(scalar.getValue());
    }

    private Place place(Event event) {
        return new Place(file, event.getStartMark().map(Mark::getLine).orElse(0) + 1);
    }
}
