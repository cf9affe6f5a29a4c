package dev.rollcall.directory.client;

/**
 * A client's secret that was just made, with the only copy of its text.
 *
 * @param text {@code sec_…}, a dot and 64 hex digits; to be shown once and then forgotten
 */
public record IssuedSecret(ClientSecret secret, String text) {
    /** Without the text, so that no log line can hold it by mistake. */
    @Override
    public String toString() {
        return "IssuedSecret[" + secret.secretId() + "]";
    }
}
