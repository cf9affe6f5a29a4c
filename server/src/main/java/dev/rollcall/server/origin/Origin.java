package dev.rollcall.server.origin;

/**
 * Where a request came from and under which URL it reached us.
 *
 * @param clientAddress the IP address of the client as far as it can be trusted
 * @param baseUrl scheme, host and port, and the path prefix of the public URL, without a slash at the end
 */
public record Origin(String clientAddress, String baseUrl) {

    /** Whether the client speaks TLS, to us or to a proxy before us. */
    public boolean https() {
        return baseUrl.startsWith("https:");
    }
}
