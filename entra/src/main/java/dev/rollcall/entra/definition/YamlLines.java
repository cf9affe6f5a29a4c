package dev.rollcall.entra.definition;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** How the keys, the list entries and the single values of a YAML file are written, by {@link JobSection#path}. */
final class YamlLines {
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, String> scalars = new HashMap<>();

    private YamlLines() {}

    /** Reads a text that is known to be valid YAML. */
    static YamlLines of(String text) {
        YamlLines lines = new YamlLines();
        Iterator<Event> events = new Parse(LoadSettings.builder().build()).parseString(text).iterator();
        while (events.hasNext()) {
            Event event = events.next();
            if (isContainer(event) || event instanceof ScalarEvent) {
                lines.value("", event, events);
                return lines;
            }
        }
        return lines;
    }

    /** The line of a key or a list entry, 1 for the first; empty when the file does not have it. */
    Optional<Integer> line(String path) {
        return Optional.ofNullable(lines.get(path));
    }

    /** The characters of a single value, before they are taken for a number or a truth value; empty when it is none. */
    Optional<String> scalar(String path) {
        return Optional.ofNullable(scalars.get(path));
    }

    private void value(String path, Event event, Iterator<Event> events) {
        if (event instanceof ScalarEvent scalar) {
            scalars.put(path, scalar.getValue());
        } else if (event.getEventId() == Event.ID.MappingStart) {
            for (Event key = events.next(); key.getEventId() != Event.ID.MappingEnd; key = events.next()) {
                String name = key instanceof ScalarEvent scalar ? scalar.getValue() : "";
                String child = path.isEmpty() ? name : path + "." + name;
                lines.putIfAbsent(child, line(key));
                if (isContainer(key)) {
                    value(child, key, events);
                }
                value(child, events.next(), events);
            }
        } else if (event.getEventId() == Event.ID.SequenceStart) {
            int number = 0;
            for (Event item = events.next(); item.getEventId() != Event.ID.SequenceEnd; item = events.next()) {
                String child = path + "[" + ++number + "]";
                lines.put(child, line(item));
                value(child, item, events);
            }
        }
    }

    private static boolean isContainer(Event event) {
        return event.getEventId() == Event.ID.MappingStart || event.getEventId() == Event.ID.SequenceStart;
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
