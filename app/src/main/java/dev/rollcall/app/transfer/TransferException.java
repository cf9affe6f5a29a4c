package dev.rollcall.app.transfer;

/** A file cannot be written or read as it must be; the message says why and what to do. */
public final class TransferException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TransferException(String message) {
        super(message);
    }

    TransferException(String message, Exception cause) {
        super(message, cause);
    }
}
