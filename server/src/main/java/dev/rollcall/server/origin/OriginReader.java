package dev.rollcall.server.origin;

import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds out who sent a request and under which URL.
 *
 * <p>Guarantees: headers of proxies are believed only when the other end of the socket is a trusted proxy; of a chain of
 * addresses the rightmost that is not a trusted proxy is taken, so that a client cannot make one up. With a public URL
 * set, no header has an influence on the base URL.
 */
public final class OriginReader {
    private static final int MAX_HOST_LENGTH = 255;

    private final Optional<String> publicUrl;
    private final List<AddressRange> trustedProxies;

    public OriginReader(Optional<URI> publicUrl, List<AddressRange> trustedProxies) {
        this.publicUrl = publicUrl.map(OriginReader::withoutTrailingSlash);
        this.trustedProxies = List.copyOf(trustedProxies);
    }

    /**
     * The origin of a request.
     *
     * @throws ScimException with 400 when the host that the request names cannot stand in a URL
     */
    public Origin read(HttpRequest request) {
        boolean viaProxy = !trustedProxies.isEmpty() && trusted(request.peerAddress());
        return new Origin(viaProxy ? clientBehindProxies(request) : request.peerAddress(), baseUrl(request, viaProxy));
    }

    /** The host of the public URL, if one is set: a name of the service that does not depend on who asks. */
    public Optional<String> publicHost() {
        return publicUrl.flatMap(url -> Optional.ofNullable(URI.create(url).getHost()));
    }

    private String baseUrl(HttpRequest request, boolean viaProxy) {
        if (publicUrl.isPresent()) {
            return publicUrl.get();
        }
        Optional<String> proxyScheme = viaProxy ? last(request.header(HeaderName.X_FORWARDED_PROTO))
                : Optional.empty();
        Optional<String> proxyHost = viaProxy ? last(request.header(HeaderName.X_FORWARDED_HOST)) : Optional.empty();
        boolean https = proxyScheme.map(s -> s.equalsIgnoreCase("https")).orElse(request.secure());
        String host = proxyHost.or(() -> request.header(HeaderName.HOST)).orElse("localhost");
        return (https ? "https://" : "http://") + validHost(host);
    }

    private String clientBehindProxies(HttpRequest request) {
        List<String> chain = request.header(HeaderName.X_FORWARDED_FOR)
                .map(ForwardedChain::ofForwardedFor)
                .or(() -> request.header(HeaderName.FORWARDED).map(ForwardedChain::ofForwarded))
                .orElse(List.of());
        String client = request.peerAddress();
        for (int i = chain.size() - 1; i >= 0 && trusted(client); i--) {
            Optional<String> before = literal(chain.get(i));
            if (before.isEmpty()) {
                break;
            }
            client = before.get();
        }
        return client;
    }

    private boolean trusted(String address) {
        InetAddress parsed = InetAddress.ofLiteral(address);
        return trustedProxies.stream().anyMatch(range -> range.contains(parsed));
    }

    private static Optional<String> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> last(Optional<String> list) {
        return list.map(value -> value.substring(value.lastIndexOf(',') + 1).strip());
    }

    private static String validHost(String host) {
        boolean valid = !host.isEmpty() && host.length() <= MAX_HOST_LENGTH;
        for (int i = 0; valid && i < host.length(); i++) {
            char c = host.charAt(i);
            valid = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || ".-_:[]".indexOf(c) >= 0;
        }
        if (!valid) {
            throw ScimException.of(400, "The Host header is not a host name. Call the service by its host name.");
        }
        return host.toLowerCase(Locale.ROOT);
    }

    private static String withoutTrailingSlash(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
