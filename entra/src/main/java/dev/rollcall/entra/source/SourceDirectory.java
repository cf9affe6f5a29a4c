package dev.rollcall.entra.source;

/** Where users and groups come from. */
public interface SourceDirectory {
    /**
     * The directory as it is now.
     *
     * @throws SourceException when it cannot be read; the message names the file, the line and what to write there
     */
    SourceSnapshot read();
}
