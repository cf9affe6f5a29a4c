package dev.rollcall.store.transfer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One number for any number of rows: the SHA-256 hashes of the rows, added up. It does not depend on their order, so that each
 * engine reads them as it likes, and can be written down in between and gone on with.
 */
final class RowSum {
    private static final int WORDS = 4;
    private static final byte NULL = 0;
    private static final byte TEXT = 1;
    private static final byte NUMBER = 2;
    private static final byte BYTES = 3;

    private final MessageDigest digest = sha256();
    private final long[] words = new long[WORDS];
    private final ByteBuffer head = ByteBuffer.allocate(1 + Long.BYTES);

    void add(TableRow row) {
        for (Optional<Object> value : row.values()) {
            switch (value.orElse("")) {
                case String _ when value.isEmpty() -> update(NULL, 0);
                case String text -> update(TEXT, text.getBytes(StandardCharsets.UTF_8));
                case byte[] bytes -> update(BYTES, bytes);
                case Long number -> update(NUMBER, number);
                case Object other -> throw new IllegalArgumentException("No column holds a " + other.getClass() + ".");
            }
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        for (int word = 0; word < WORDS; word++) {
            words[word] += hash.getLong();
        }
    }

    /** The number so far, in hexadecimal. */
    String text() {
        ByteBuffer bytes = ByteBuffer.allocate(WORDS * Long.BYTES);
        for (long word : words) {
            bytes.putLong(word);
        }
        return HexFormat.of().formatHex(bytes.array());
    }

    private void update(byte kind, byte[] bytes) {
        update(kind, bytes.length);
        digest.update(bytes);
    }

    private void update(byte kind, long number) {
        digest.update(head.clear().put(kind).putLong(number).array());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
