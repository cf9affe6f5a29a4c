package dev.rollcall.client.entra;

import dev.rollcall.scim.text.LikelyName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
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

    /**
     * The URL as it may be shown, logged and exported: without its query but for a flag, because a parameter may be a secret, and
     * without a user and a password. It need not be one that {@link #parse} takes.
     */
    public static String shown(String text) {
        String[] parts = text.strip().split("\\?", 2);
        parts[0] = parts[0].replaceFirst("//[^/]*@", "//");
        if (parts.length < 2) {
            return parts[0];
        }
        return Arrays.stream(parts[1].split("&", -1))
                .map(parameter -> parameter.split("=", 2)[0])
                .flatMap(name -> EntraDialect.labelled(name).filter(EntraDialect::isFlag).stream())
                .findFirst()
                .map(flag -> parts[0] + "?" + flag.label())
                .orElse(parts[0]);
    }

    private static EntraDialect dialect(String text, URI url) {
        List<EntraDialect> flags = new ArrayList<>();
        for (String parameter : Optional.ofNullable(url.getRawQuery()).orElse("").split("&", -1)) {
            String name = parameter.split("=", 2)[0];
            if (name.contains("/")) {
                throw unreadable(text, "a path stands after the query; put the query at the end");
            }
            Optional<EntraDialect> flag = EntraDialect.labelled(name).filter(EntraDialect::isFlag);
            flag.ifPresent(flags::add);
            if (flag.isEmpty() && !name.isEmpty()) {
                requireNoFlag(text, parameter, name);
            }
        }
        if (flags.size() > 1) {
            throw unreadable(text, "it has several flags; keep one of them");
        }
        return flags.isEmpty() ? EntraDialect.DEFAULT : flags.getFirst();
    }

    /** A flag that is written wrong would choose another dialect than was meant, without a word. */
    private static void requireNoFlag(String text, String parameter, String name) {
        List<String> flags = Arrays.stream(EntraDialect.values())
                .filter(EntraDialect::isFlag)
                .map(EntraDialect::label)
                .toList();
        Optional<String> near = LikelyName.of(name, flags);
        if (near.isPresent()) {
            throw unreadable(text, "there is no flag " + name + "; did you mean " + near.get() + "?");
        }
        // Somebody who writes a value does not mean a flag; such a parameter is not sent.
        if (!parameter.contains("=")) {
            throw unreadable(text,
                    "its query has a flag that is not known; the flags are " + String.join(" and ", flags));
        }
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw unreadable(text, e.getReason());
        }
    }

    private static IllegalArgumentException unreadable(String text, String why) {
        return new IllegalArgumentException(
                "The tenant URL '" + shown(text) + "' cannot be used: " + why + (why.endsWith("?") ? "" : "."));
    }
}
