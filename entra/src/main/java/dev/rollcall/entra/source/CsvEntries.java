package dev.rollcall.entra.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a CSV file: commas between cells, names in the first line, semicolons between the values of a multi-valued attribute.
 * An empty cell is no value, every other one a text.
 */
final class CsvEntries {
    private static final Set<String> MULTI_VALUED = Set.of("members", "proxyAddresses", "otherMails", "roles");
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setCommentMarker('#').get();

    private final String file;
    private final FolderLimits limits;

    CsvEntries(String file, FolderLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    void read(String text, Consumer<Entry> entries) {
        try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
            try {
                records(parser, entries);
            } catch (UncheckedIOException e) {
                throw new Place(file, (int) parser.getCurrentLineNumber() + 1)
                        .wrong("this is not valid CSV; close each quotation mark, and double it inside a cell.", e);
            }
        } catch (IOException e) {
            throw new SourceException(file + " cannot be read as CSV; save it again with commas between the cells.", e);
        }
    }

    private void records(CSVParser parser, Consumer<Entry> entries) {
        Iterator<CSVRecord> records = parser.iterator();
        if (!records.hasNext()) {
            return;
        }
        List<String> names = names(records.next());
        while (records.hasNext()) {
            CSVRecord row = records.next();
            Place place = new Place(file, line(parser, row));
            if (row.size() > names.size()) {
                throw place.wrong("this line has " + row.size() + " cells, but the first line has " + names.size()
                        + " names; put a value with a comma in it into quotation marks.");
            }
            Entry entry = new Entry(place, fields(row, names, place));
            if (!entry.fields().isEmpty()) {
                entries.accept(entry);
            }
        }
    }

    private static int line(CSVParser parser, CSVRecord row) {
        long inside = row.stream().flatMapToInt(String::chars).filter(c -> c == '\n').count();
        return (int) (parser.getCurrentLineNumber() - inside);
    }

    private List<String> names(CSVRecord header) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Place place = new Place(file, 1);
        for (String cell : header) {
            String name = cell.strip();
            if (name.isEmpty() || name.indexOf(';') >= 0) {
                throw place.wrong("the first line names the attribute of each column; write names with commas between "
                        + "them, userPrincipalName,displayName for example.");
            }
            if (!seen.add(name)) {
                throw place.wrong("two columns are named " + name + "; remove or rename one of them.");
            }
            names.add(name);
        }
        return names;
    }

    private SequencedMap<String, Field> fields(CSVRecord row, List<String> names, Place place) {
        SequencedMap<String, Field> fields = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            String name = names.get(i);
            Stream<String> values = MULTI_VALUED.contains(name)
                    ? Stream.of(row.get(i).split(";", -1)).map(String::strip)
                    : Stream.of(row.get(i));
            List<Cell> cells = values.filter(value -> !value.isBlank()).map(value -> cell(place, name, value)).toList();
            if (!cells.isEmpty()) {
                fields.put(name, new Field(place, cells));
            }
        }
        return fields;
    }

    private Cell cell(Place place, String name, String value) {
        if (value.length() > limits.valueLength()) {
            throw place.wrong(name + " has " + value.length() + " characters; at most " + limits.valueLength()
                    + " are read. Shorten it.");
        }
        return new Cell(place, value, false);
    }
}
