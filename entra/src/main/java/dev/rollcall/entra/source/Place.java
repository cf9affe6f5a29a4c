package dev.rollcall.entra.source;

/**
 * Where something is written.
 *
 * @param file the file's name without its folder
 * @param line 1 for the first
 */
record Place(String file, int line) {
    SourceException wrong(String sentence) {
        return new SourceException(this + ": " + sentence);
    }

    SourceException wrong(String sentence, Throwable cause) {
        return new SourceException(this + ": " + sentence, cause);
    }

    @Override
    public String toString() {
        return file + ", line " + line;
    }
}
