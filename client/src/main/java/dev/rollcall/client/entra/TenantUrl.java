package dev.rollcall.client.entra;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tenant URL as an administrator enters it, {@code https://host/scim/v2?aadOptscim062020}; source: entra.md section 2.1.
 *
 * @param base where the endpoint is, without a query and without a slash at its end
 * @param dialect by the flag; {@link EntraDialect#DEFAULT} without one
 * @param query the query as it was entered, the flag included. It belongs to the client: Entra is not known to send any of
 *        it, so nothing of it goes to the endpoint unless {@link ClientOptions#withForwardedQuery} asks for it
 */
public record TenantUrl(URI base, EntraDialect dialect, Optional<String> query) {

    private static final int MAX_PORT = 65_535;

    /**
     * Reads a tenant URL. The flag may stand alone or have a value, in any place of the query and in any case.
     *
     * @throws IllegalArgumentException when it is no URL of an endpoint, or has two flags; the message says what to write
     */
    public static TenantUrl parse(String text) {
        URI url = uri(text.strip());
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "The tenant URL has a user or a password in it; leave them out, and give the"
                            + " secret token apart.");
        }
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null || url.getRawFragment() != null) {
            throw unreadable(text, "write it as https://host/path, with a flag as in https://host/path?"
                    + EntraDialect.AAD_OPT_SCIM_062020.label());
        }
        if (url.getPort() > MAX_PORT) {
            throw unreadable(text, "its port is not one of 1 to " + MAX_PORT);
        }
        String withoutQuery = text.strip().split("\\?", 2)[0].replaceFirst("/+$", "");
        return new TenantUrl(URI.create(withoutQuery), dialect(text, url), Optional.ofNullable(url.getRawQuery()));
    }

    private static EntraDialect dialect(String text, URI url) {
        List<EntraDialect> flags = new ArrayList<>();
        for (String parameter : Optional.ofNullable(url.getRawQuery()).orElse("").split("&", -1)) {
            String name = parameter.split("=", 2)[0];
            if (name.contains("/")) {
                throw unreadable(text, "a path stands after the query; put the query at the end");
            }
            EntraDialect.labelled(name).filter(EntraDialect::isFlag).ifPresent(flags::add);
        }
        if (flags.size() > 1) {
            throw unreadable(text, "it has several flags; keep one of them");
        }
        return flags.isEmpty() ? EntraDialect.DEFAULT : flags.getFirst();
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw unreadable(text, e.getReason());
        }
    }

    private static IllegalArgumentException unreadable(String text, String why) {
        return new IllegalArgumentException("The tenant URL '" + text + "' cannot be used: " + why + ".");
    }
}
