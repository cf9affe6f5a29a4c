package dev.rollcall.setting;

/** A setting that cannot be used; the message names it, says where it came from and what to write instead. */
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingException(String message) {
        super(message);
    }

    public SettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
