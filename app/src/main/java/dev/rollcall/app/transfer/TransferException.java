package dev.rollcall.app.transfer;

import java.io.IOException;

/** A file cannot be written or read as it must be; the message says why and what to do. */
public final class TransferException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TransferException(String message) {
        super(message);
    }

    /** The file that a person named cannot be read to its end, or the output not be written. */
    public static TransferException of(IOException failure) {
        return new TransferException("The file cannot be read or written (%s).".formatted(OwnFile.reason(failure)),
                failure);
    }

    TransferException(String message, Exception cause) {
        super(message, cause);
    }
}
