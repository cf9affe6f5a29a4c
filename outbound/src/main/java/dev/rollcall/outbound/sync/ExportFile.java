package dev.rollcall.outbound.sync;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The users of an export: Auth0's NDJSON (one JSON object a line) or CSV (names of attributes in the first line, a dot before a
 * part: {@code user_metadata.phone}), compressed by gzip or not; which of them, the file's name says.
 *
 * <p>Every user needs a {@code user_id}, which no other one has. Read from the beginning to the end in one pass; only the ids are
 * kept in memory.
 */
final class ExportFile implements SourceUsers {
    /** The longest line or record, in characters: a profile has far fewer. */
    static final int LONGEST_RECORD = 1_048_576;
    /** The most users of a file, because their ids are kept: about 200 MB. */
    static final int MOST_USERS = 2_000_000;

    /** The most characters of a page; one that has as many is shorter. */
    private static final int PAGE_CHARACTERS = 4_194_304;
    /** The longest user_id, which a target is given as externalId. */
    private static final int LONGEST_ID = 1_024;

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> FLAGS = Set.of("blocked", "email_verified", "phone_verified");

    private final Path file;
    private final Set<String> ids = new HashSet<>();
    private RecordReader bounded;
    private BufferedReader reader;
    private Iterator<Optional<ObjectNode>> records;
    private long read;

    ExportFile(Path file) {
        this.file = file;
        this.bounded = open();
        this.reader = new BufferedReader(bounded);
        this.records = records();
    }

    @Override
    public SourcePage page(String place, int limit) {
        long from = place.isEmpty() ? 0 : Long.parseLong(place);
        if (from < read) {
            restart();
        }
        List<SourceUser> users = new ArrayList<>();
        long characters = 0;
        try {
            while (users.size() < limit && characters < PAGE_CHARACTERS && records.hasNext()) {
                Optional<SourceUser> user = records.next().map(this::user);
                long taken = bounded.taken();
                if (++read > from) {
                    characters += taken;
                    user.ifPresent(users::add);
                }
            }
            return new SourcePage(users, records.hasNext() ? Optional.of(Long.toString(read)) : Optional.empty());
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof RecordReader.TooLongException
                    ? wrong("it has more than " + LONGEST_RECORD
                            + " characters; write one user in each line (NDJSON), or close its quotes (CSV).", e)
                    : wrong("it cannot be read as it should; export it again, as UTF-8.", e);
        }
    }

    /** Nobody of a file may be taken away at the target: a file seldom has everybody. */
    @Override
    public Optional<Boolean> isGone(String externalId) {
        return Optional.empty();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void restart() {
        close();
        ids.clear();
        read = 0;
        bounded = open();
        reader = new BufferedReader(bounded);
        records = records();
    }

    private SourceUser user(ObjectNode profile) {
        String id = profile.path("user_id").asString("").strip();
        if (id.isEmpty()) {
            throw wrong("there is no user_id; export the users with that field.");
        }
        if (id.length() > LONGEST_ID) {
            throw wrong("the user_id has more than " + LONGEST_ID + " characters.");
        }
        if (!ids.add(id)) {
            throw wrong("the user_id is another user's too; each must be there once.");
        }
        if (ids.size() > MOST_USERS) {
            throw wrong("there are more than " + MOST_USERS + " users; split the file.");
        }
        return new SourceUser(id, Optional.empty(), id, profile, JSON.createObjectNode());
    }

    /** Which file it is, as it is now: its name, how large it is and when it was changed. */
    String print() {
        try {
            return file.getFileName() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new SourceFileException(file.getFileName() + " is not there any more; put it back.", e);
        }
    }

    private RecordReader open() {
        try {
            InputStream in = Files.newInputStream(file);
            return new RecordReader(new InputStreamReader(
                    name().endsWith(".gz") ? new GZIPInputStream(in) : in,
                    StandardCharsets.UTF_8.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)),
                    LONGEST_RECORD);
        } catch (IOException e) {
            throw new SourceFileException(file.getFileName() + " cannot be opened; is it there, and may it be read?",
                    e);
        }
    }

    private String name() {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    private Iterator<Optional<ObjectNode>> records() {
        String plain = name().replaceFirst("\\.gz$", "");
        if (plain.endsWith(".csv")) {
            return csv();
        }
        if (plain.endsWith(".json") || plain.endsWith(".ndjson") || plain.endsWith(".jsonl")) {
            return reader.lines().map(this::line).iterator();
        }
        throw new SourceFileException(
                file.getFileName()
                        + ": end its name in .ndjson, .json or .csv, by what is in it, or such an end and .gz.");
    }

    private Optional<ObjectNode> line(String line) {
        if (line.isBlank()) {
            return Optional.empty();
        }
        try {
            if (JSON.readTree(line) instanceof ObjectNode object) {
                return Optional.of(object);
            }
        } catch (JacksonException e) {
            throw wrong("it is no JSON object; write one user in each line (NDJSON).", e);
        }
        throw wrong("it is no JSON object; write one user in each line (NDJSON).");
    }

    private Iterator<Optional<ObjectNode>> csv() {
        try {
            CSVParser parser = CSVParser.parse(reader,
                    CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setIgnoreEmptyLines(true).get());
            List<String> names = parser.getHeaderNames();
            return parser.stream().map(row -> {
                ObjectNode profile = JSON.createObjectNode();
                for (int i = 0; i < Math.min(names.size(), row.size()); i++) {
                    put(profile, names.get(i).strip(), row.get(i));
                }
                return Optional.of(profile);
            }).iterator();
        } catch (IOException | IllegalArgumentException e) {
            throw new SourceFileException(file.getFileName()
                    + ": the first line must have the names of the attributes, each once, with commas between them.",
                    e);
        }
    }

    private static void put(ObjectNode profile, String name, String cell) {
        // Auth0 writes an apostrophe before what a spreadsheet would take for a formula.
        String value = cell.startsWith("'") ? cell.substring(1) : cell;
        if (value.isEmpty() || name.isEmpty()) {
            return;
        }
        int dot = name.indexOf('.');
        if (dot > 0) {
            put(profile.withObjectProperty(name.substring(0, dot)), name.substring(dot + 1), value);
        } else if (FLAGS.contains(name)) {
            profile.put(name, value.equalsIgnoreCase("true"));
        } else {
            profile.put(name, value);
        }
    }

    private SourceFileException wrong(String what) {
        return new SourceFileException(file.getFileName() + ", user " + (read + 1) + ": " + what);
    }

    private SourceFileException wrong(String what, Throwable cause) {
        return new SourceFileException(file.getFileName() + ", user " + (read + 1) + ": " + what, cause);
    }
}
