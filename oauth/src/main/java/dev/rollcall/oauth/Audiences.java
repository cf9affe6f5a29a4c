package dev.rollcall.oauth;

import dev.rollcall.directory.connection.ConnectionId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Which audiences a token may be asked for. Auth0's clients make one of the address that they were given, so it may be under any
 * name of this service: the public address, the one that the request was sent to, or one of a list. A proxy may speak TLS for us,
 * so the scheme does not count.
 */
final class Audiences {
    /** What the management API is below the address; the last one is what Auth0's Java client makes of a trailing slash. */
    private static final Set<String> MANAGEMENT = Set.of("/api/v2", "/api/v2/", "/api/v2//api/v2/");

    private final Optional<URI> publicUrl;
    private final List<String> hosts;
    private final Supplier<Optional<URI>> listening;

    /**
     * @param hosts further names of the service, each with its port when it is no usual one
     * @param listening where this process listens, once it does
     */
    Audiences(Optional<URI> publicUrl, List<String> hosts, Supplier<Optional<URI>> listening) {
        this.listening = listening;
        this.publicUrl = publicUrl;
        this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    /** Whether it is the management API, in a request to that address. */
    boolean isManagement(String audience, String baseUrl) {
        return path(audience, baseUrl).filter(MANAGEMENT::contains).isPresent();
    }

    /** Whether it is that connection's SCIM endpoint, in a request to that address. */
    boolean isScim(String audience, ConnectionId connection, String baseUrl) {
        return path(audience, baseUrl)
                .filter(path -> path.replaceFirst("/$", "").equals("/scim/v2/connections/" + connection))
                .isPresent();
    }

    /**
     * What this service is called in an assertion that a client signs itself: the names that the operator has given it, or, when
     * there is no public address, the one that it listens on. Never what a request calls it: whoever has an assertion that a client
     * has signed for another service could call this one by that one's name.
     */
    Set<String> ofAssertions() {
        Set<String> names = new HashSet<>();
        publicUrl.or(listening)
                .map(url -> url.toString().replaceFirst("/+$", ""))
                .ifPresent(base -> names.addAll(Set.of(base, base + "/", base + "/oauth/token")));
        for (String host : hosts) {
            for (String base : List.of("https://" + host, "http://" + host)) {
                names.addAll(Set.of(base, base + "/", base + "/oauth/token"));
            }
        }
        return Set.copyOf(names);
    }

    /** The path below the address of the service; empty when it is under none of its names. */
    private Optional<String> path(String audience, String baseUrl) {
        Optional<URI> asked = uri(audience);
        if (asked.isEmpty() || asked.get().getRawQuery() != null || asked.get().getRawFragment() != null) {
            return Optional.empty();
        }
        String host = host(asked.get());
        String path = Optional.ofNullable(asked.get().getRawPath()).orElse("");
        if (publicUrl.filter(url -> host(url).equals(host)).isPresent()) {
            String prefix = Optional.ofNullable(publicUrl.get().getRawPath()).orElse("").replaceFirst("/+$", "");
            if (path.startsWith(prefix)) {
                return Optional.of(path.substring(prefix.length()));
            }
        }
        boolean ours = hosts.contains(host) || uri(baseUrl).filter(base -> host(base).equals(host)).isPresent();
        return ours ? Optional.of(path) : Optional.empty();
    }

    /** With its port, unless that is the usual one of either scheme; empty text when there is no host. */
    private static String host(URI uri) {
        if (uri.getHost() == null) {
            return "";
        }
        int port = uri.getPort();
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return port < 0 || port == 80 || port == 443 ? host : host + ":" + port;
    }

    private static Optional<URI> uri(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() == null ? Optional.empty() : Optional.of(uri);
        } catch (URISyntaxException e) {
            // No address at all, so none of ours.
            return Optional.empty();
        }
    }
}
