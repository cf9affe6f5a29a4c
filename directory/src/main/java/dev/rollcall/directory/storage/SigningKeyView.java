package dev.rollcall.directory.storage;

import dev.rollcall.directory.client.SigningKey;
import java.util.List;

/** The keys that sign access tokens, to read. */
public interface SigningKeyView {

    /** All of them, the newest first, and of those of one time the one with the greater id. */
    List<SigningKey> all();
}
