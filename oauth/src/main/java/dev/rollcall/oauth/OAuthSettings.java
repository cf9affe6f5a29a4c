package dev.rollcall.oauth;

import dev.rollcall.client.address.AddressBlock;
import dev.rollcall.client.http.OutboundProxy;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingForm;
import dev.rollcall.setting.SettingForms;
import dev.rollcall.setting.SettingList;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** For whom tokens may be asked, and how the keys of other issuers are had. */
public final class OAuthSettings {
    public static final SettingList SETTINGS = new SettingList();

    public static final Setting<List<String>> AUDIENCES = SETTINGS.list("oauth.audiences",
            new SettingForm<>("hosts", "hosts with commas between them, such as api.example.com,10.0.0.7:8443",
                    text -> list(text, OAuthSettings::host)),
            "Further hosts under which clients of the management API may call this service, besides the one of public-url "
                    + "and the one that a request is sent to; a port that is not 80 or 443 belongs to it.");
    public static final Setting<Integer> USED_ASSERTIONS = SETTINGS.number("oauth.used-assertions", 10_000, 10,
            100_000,
            "How many used assertions of one client are remembered until they expire, so that none is used twice; more are "
                    + "refused.");
    public static final Setting<AssertionReuse> ASSERTION_REUSE = SETTINGS.of("oauth.assertion-reuse",
            SettingForms.choice("reuse", AssertionReuse.class), "never",
            "Whether an assertion of another issuer is good once (never), or until it expires (until-expiry), for an issuer "
                    + "that sends one again. One that a client signs itself is good once.");
    public static final Setting<Duration> TOKEN_LIFETIME = SETTINGS.duration("oauth.token-lifetime", "60m", "60m",
            "360m",
            "How long the access tokens of a new client of a connection are valid, unless it is made with a life of its own; "
                    + "the bounds are those of Microsoft's gallery.");
    public static final Setting<URI> ENTRA_AUTHORITY = SETTINGS.of("oauth.entra-authority", SettingForms.webAddress(),
            "https://login.microsoftonline.com",
            "Where the tenants of Entra have their keys; national clouds have another address.");
    public static final Setting<Optional<URI>> ENTRA_ISSUER = SETTINGS.optional("oauth.entra-issuer",
            SettingForms.webAddress(),
            "What comes before the tenant in the issuer of Entra's tokens of version 1, such as https://sts.windows.net; "
                    + "without it, that of the cloud of oauth.entra-authority.");
    public static final Setting<List<AddressBlock>> ALLOWED_NETWORKS = SETTINGS.list("oauth.allowed-networks",
            new SettingForm<>("networks",
                    "addresses or networks with commas between them, such as 10.0.0.0/8,192.0.2.7",
                    text -> list(text, OAuthSettings::network)),
            "Addresses that are not public and from which the keys of an issuer may be fetched all the same.");
    public static final Setting<Optional<OutboundProxy>> PROXY = SETTINGS.secret("oauth.proxy",
            new SettingForm<>("url", "the URL of a proxy, such as http://proxy.example:3128", OAuthSettings::proxy),
            "The HTTP proxy through which the keys of issuers are fetched. "
                    + "Prefer the environment variable when it has a password: other users of the machine can see flags.");

    private static final Pattern HOST = Pattern
            .compile("[A-Za-z0-9._-]+(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]+](:[0-9]{1,5})?");

    private OAuthSettings() {}

    private static <T> Optional<List<T>> list(String text, Function<String, Optional<T>> reader) {
        List<Optional<T>> parts = Arrays.stream(text.split(",", -1)).map(String::strip).map(reader).toList();
        return parts.stream().allMatch(Optional::isPresent)
                ? Optional.of(parts.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    private static Optional<String> host(String text) {
        return Optional.of(text).filter(host -> HOST.matcher(host).matches());
    }

    private static Optional<AddressBlock> network(String text) {
        try {
            return Optional.of(AddressBlock.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<OutboundProxy> proxy(String text) {
        try {
            return Optional.of(OutboundProxy.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
