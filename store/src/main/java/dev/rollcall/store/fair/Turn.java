package dev.rollcall.store.fair;

import dev.rollcall.directory.storage.Share;

/** A work whose turn has come. */
public record Turn<W>(Share share, W work) {}
