package dev.rollcall.entra.source;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One file of the folder, in YAML or CSV; its entries are read one after the other. */
record FolderFile(Path path, FolderLimits limits) {
    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".csv");

    /** The file of that name without its ending; empty when there is none. */
    static Optional<FolderFile> find(Path folder, String name, FolderLimits limits) {
        List<Path> found = ENDINGS.stream()
                .map(ending -> folder.resolve(name + ending))
                .filter(Files::isRegularFile)
                .toList();
        if (found.size() > 1) {
            throw new SourceException("There are both " + found.get(0).getFileName() + " and "
                    + found.get(1).getFileName() + " in " + folder + "; remove or rename the one that does not count.");
        }
        return found.stream().map(path -> new FolderFile(path, limits)).findFirst();
    }

    void read(Consumer<Entry> entries) {
        String name = path.getFileName().toString();
        String text = text(name);
        if (name.endsWith(".csv")) {
            new CsvEntries(name, limits).read(text, entries);
        } else {
            new YamlEntries(name, limits).read(text, entries);
        }
    }

    private String text(String name) {
        try {
            long size = Files.size(path);
            if (size > limits.fileBytes()) {
                throw new SourceException(name + " has " + size + " bytes; at most " + limits.fileBytes()
                        + " are read. Check that it is the right file, or split the directory.");
            }
            String text = Files.readString(path);
            // Spreadsheets put a byte order mark in front.
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new SourceException(
                    name + " is not UTF-8 text; save it as UTF-8 (in a spreadsheet as \"CSV UTF-8\").", e);
        } catch (IOException e) {
            throw new SourceException(path + " cannot be read; check that this user may read it.", e);
        }
    }
}
