package dev.rollcall.app.service;

import java.nio.file.Path;

/** The data folder has no store; the message says how to name another folder or how to make one. */
public final class NoStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoStoreException(Path folder) {
        super("There is no store in %s: name its folder with --data, or make one with \"rollcall serve\" or \"rollcall connection create\"."
                .formatted(folder));
    }
}
