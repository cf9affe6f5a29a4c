package dev.rollcall.oauth;

import dev.rollcall.directory.client.Federation;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingException;
import dev.rollcall.setting.SettingForm;
import dev.rollcall.setting.SettingForms;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whose ID tokens are trusted: those of the product's own sign-in, for all connections. */
public final class IdTokenSettings {
    public static final SettingList SETTINGS = new SettingList();

    public static final Setting<Optional<String>> ISSUER = SETTINGS.optional("oauth.id-token-issuer",
            new SettingForm<>("url", "an address such as https://login.example.com/", IdTokenSettings::issuer),
            "Who signs people in to the product: the claim iss of the ID tokens that link_with takes, with its slash at the end"
                    + " if it has one. Access tokens of people for the management API may come from there as well.");
    public static final Setting<List<String>> AUDIENCES = SETTINGS.list("oauth.id-token-audiences",
            new SettingForm<>("client ids", "client ids with commas between them, such as web-app,mobile-app",
                    IdTokenSettings::audiences),
            "The clients of that issuer that people sign in by: one of them must be the claim aud of an ID token.");
    public static final Setting<Optional<URI>> KEYS = SETTINGS.optional("oauth.id-token-keys",
            new SettingForm<>("url", "an address such as https://login.example.com/.well-known/jwks.json",
                    text -> address(text).filter(uri -> uri.getRawFragment() == null)),
            "Where that issuer's public keys are; without it, at /.well-known/jwks.json below the issuer.");
    public static final Setting<String> USER_CLAIM = SETTINGS.of("oauth.id-token-user-claim",
            SettingForms.text("claim"), "sub",
            "The claim of such a token that has the user_id. It must be one that people cannot write themselves.");
    public static final Setting<Duration> AGE = SETTINGS.duration("oauth.id-token-age", "10m", "30s", "24h",
            "How long after it was issued an ID token is taken, so that a link follows a sign-in and no token that lies about.");

    private static final String WELL_KNOWN = "/.well-known/jwks.json";

    static {
        SETTINGS.rule(IdTokenSettings::issuerAndAudiences);
    }

    private IdTokenSettings() {}

    /** Where the keys of that issuer are fetched. */
    static URI keys(SettingValues values, String issuer) {
        return values.get(KEYS).orElseGet(() -> URI.create(issuer.replaceFirst("/+$", "") + WELL_KNOWN));
    }

    private static void issuerAndAudiences(SettingValues values) {
        Optional<String> issuer = values.get(ISSUER);
        if (issuer.isPresent() == values.get(AUDIENCES).isEmpty()) {
            throw new SettingException(ISSUER.key() + " and " + AUDIENCES.key()
                    + " belong together: set both, so that an ID token is trusted that this issuer has made for one of"
                    + " these clients, or neither.");
        }
        if (issuer.filter(who -> !Federation.isSafe(keys(values, who))).isPresent()) {
            throw new SettingException("The keys of " + ISSUER.key() + " must be fetched by https, so that nobody can"
                    + " change them on the way: set " + KEYS.key() + " to such an address.");
        }
    }

    /** Kept as it is written: claims are compared character by character. */
    private static Optional<String> issuer(String text) {
        return address(text)
                .filter(uri -> uri.getRawQuery() == null && uri.getRawFragment() == null)
                .map(uri -> text);
    }

    private static Optional<URI> address(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getRawUserInfo() == null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<List<String>> audiences(String text) {
        List<String> parts = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        return parts.stream().noneMatch(String::isEmpty) ? Optional.of(parts) : Optional.empty();
    }
}
