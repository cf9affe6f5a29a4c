package dev.rollcall.client.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An HTTP proxy through which all requests go: those over TLS in a tunnel, which the proxy cannot read.
 *
 * @param login what the proxy is told when it asks who calls; no endpoint is ever told
 */
public record OutboundProxy(String host, int port, Optional<Login> login) {
    private static final int DEFAULT_PORT = 3128;
    private static final int MAX_PORT = 65_535;

    /** A user and a password; the password is never shown. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    public OutboundProxy {
        if (host.isEmpty() || port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("A proxy has a host and a port of 1 to " + MAX_PORT + ".");
        }
    }

    /**
     * Reads {@code http://proxy.example:3128} or {@code http://user:password@proxy.example:3128}; the port is 3128 when none is
     * there.
     *
     * @throws IllegalArgumentException when it is none; the message says how to write it, and repeats no password
     */
    public static OutboundProxy parse(String text) {
        URI url = uri(text.strip());
        // One such as mailto:a@b.example has no path at all.
        boolean bare = !url.isOpaque() && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"));
        if (!"http".equalsIgnoreCase(url.getScheme())
                || url.getHost() == null
                || !bare
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || url.getPort() > MAX_PORT
                || url.getPort() == 0) {
            throw unreadable();
        }
        int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
        return new OutboundProxy(url.getHost(), port,
                Optional.ofNullable(url.getRawUserInfo()).map(OutboundProxy::login));
    }

    private static Login login(String userInfo) {
        String[] parts = userInfo.split(":", 2);
        return new Login(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
    }

    private static String decoded(String text) {
        // Unlike in a form, a plus sign stands for itself here.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Its message repeats the text, and with it the password.
            throw unreadable();
        }
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException(
                "That is no URL of a proxy; write it as http://proxy.example:3128, or with a"
                        + " login as http://user:password@proxy.example:3128.");
    }
}
