package dev.rollcall.console.setup;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.setup.SetupProvider;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is copied into the identity provider.
 *
 * @param urlLabel what it calls the address there
 * @param url the address
 * @param plainUrl the address without Entra's flag, where it has one
 * @param tokenLabel what it calls the token there
 * @param warning why the provider will not reach the address; empty when nothing speaks against it
 */
public record SetupValues(
        String urlLabel, String url, Optional<String> plainUrl, String tokenLabel, Optional<String> warning) {
    private static final String FLAG = "?aadOptscim062020";
    private static final List<String> PRIVATE = List.of(".local", ".internal", ".lan", ".localhost");

    /** @param baseUrl under which the service is reached */
    SetupValues(SetupProvider provider, Connection connection, String baseUrl) {
        this(urlLabel(provider), url(provider, connection, baseUrl),
                provider.strategy() == Strategy.WAAD ? Optional.of(endpoint(connection, baseUrl)) : Optional.empty(),
                tokenLabel(provider), warning(baseUrl));
    }

    private static String endpoint(Connection connection, String baseUrl) {
        return baseUrl + "/scim/v2/connections/" + connection.id();
    }

    private static String url(SetupProvider provider, Connection connection, String baseUrl) {
        return endpoint(connection, baseUrl) + (provider.strategy() == Strategy.WAAD ? FLAG : "");
    }

    private static String urlLabel(SetupProvider provider) {
        return switch (provider) {
            case ENTRA, ENTRA_SAML, ENTRA_OIDC -> "Tenant URL";
            case OKTA_SAML -> "SCIM connector base URL";
            case OKTA_CATALOGUE -> "SCIM 2.0 Base Url";
            case OTHER -> "SCIM URL";
        };
    }

    private static String tokenLabel(SetupProvider provider) {
        return switch (provider) {
            case ENTRA, ENTRA_SAML, ENTRA_OIDC -> "Secret Token";
            case OKTA_SAML -> "Authorization";
            case OKTA_CATALOGUE -> "OAuth Bearer Token";
            case OTHER -> "Bearer token";
        };
    }

    private static Optional<String> warning(String baseUrl) {
        URI uri = URI.create(baseUrl);
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        boolean reachable = Optional.ofNullable(uri.getHost()).filter(SetupValues::isPublic).isPresent();
        return https && reachable
                ? Optional.empty()
                : Optional.of("Identity providers in the cloud reach public HTTPS addresses alone, and this one "
                        + (https ? "looks as if it were known within a network only" : "is not HTTPS")
                        + ". Before you enter it, ask whoever sent you the link for the public address.");
    }

    private static boolean isPublic(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") || name.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9')) {
            try {
                InetAddress address = InetAddress.ofLiteral(name.startsWith("[")
                        ? name.substring(1, name.length() - 1)
                        : name);
                return !address.isLoopbackAddress()
                        && !address.isSiteLocalAddress()
                        && !address.isLinkLocalAddress()
                        && !address.isAnyLocalAddress();
            } catch (IllegalArgumentException e) {
                // Digits and dots that are no address reach nobody.
                return false;
            }
        }
        return name.contains(".") && PRIVATE.stream().noneMatch(name::endsWith);
    }
}
