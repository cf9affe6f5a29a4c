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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Who lets people in to the console by OpenID Connect, and what makes somebody an owner, an operator or a viewer. */
public final class OperatorSettings {
    public static final SettingList SETTINGS = new SettingList();

    public static final Setting<Optional<String>> ISSUER = SETTINGS.optional("console.oidc-issuer",
            new SettingForm<>("url", "an address such as https://login.example.com/tenant", OperatorSettings::issuer),
            "Who signs operators in to the console by OpenID Connect: the issuer as its discovery document names itself, with its slash"
                    + " at the end if it has one.");
    public static final Setting<Optional<String>> CLIENT_ID = SETTINGS.optional("console.oidc-client-id",
            SettingForms.text("name"),
            "The id of the client that the issuer has for the console. Its redirect URI is /console/sign-in/oidc/callback below the"
                    + " public URL.");
    public static final Setting<Optional<String>> CLIENT_SECRET = SETTINGS.secret("console.oidc-client-secret",
            SettingForms.text("password"),
            "The secret of that client; none for a public one. Prefer the environment variable: other users of the machine can see"
                    + " flags.");
    public static final Setting<List<String>> SCOPES = SETTINGS.list("console.oidc-scopes",
            words("scopes", "openid,groups"),
            "What the console asks the issuer for; openid,email,profile unless set. Some issuers tell of groups only to who asks for a"
                    + " scope of that name.");
    public static final Setting<String> NAME_CLAIM = SETTINGS.of("console.oidc-name-claim", SettingForms.text("claim"),
            "email",
            "The claim of the ID token by which the audit log names an operator; sub where it is missing, or is an e-mail address"
                    + " that is not verified. It should be one that people cannot write themselves.");
    public static final Setting<String> ROLE_CLAIM = SETTINGS.of("console.oidc-role-claim", SettingForms.text("claim"),
            "roles",
            "The claim of the ID token that says what somebody may do: a text or a list of texts. Dots lead into objects, as in"
                    + " realm_access.roles.");
    public static final Setting<List<String>> OWNERS = SETTINGS.list("console.oidc-owners",
            words("values", "rollcall-owners,platform"),
            "The values of that claim that make somebody an owner, who may do everything; owner unless set.");
    public static final Setting<List<String>> OPERATORS = SETTINGS.list("console.oidc-operators",
            words("values", "rollcall-operators,platform"),
            "The values that make somebody an operator, who may do everything but manage clients and delete connections; operator"
                    + " unless set.");
    public static final Setting<List<String>> VIEWERS = SETTINGS.list("console.oidc-viewers",
            words("values", "rollcall-viewers,platform"),
            "The values that make somebody a viewer, who may look; viewer unless set. Whoever has none of all these is not let in.");

    static {
        SETTINGS.rule(OperatorSettings::issuerAndClient);
    }

    private OperatorSettings() {}

    private static void issuerAndClient(SettingValues values) {
        Optional<String> issuer = values.get(ISSUER);
        if (issuer.isPresent() != values.get(CLIENT_ID).isPresent()) {
            throw new SettingException(ISSUER.key() + " and " + CLIENT_ID.key()
                    + " belong together: set both, so that this issuer lets operators in to the console by that client, or neither.");
        }
        if (issuer.filter(who -> !Federation.isSafe(URI.create(who))).isPresent()) {
            throw new SettingException(
                    ISSUER.key() + " must begin with https, so that nobody can change on the way whom it lets in:"
                            + " set it to such an address.");
        }
    }

    private static SettingForm<List<String>> words(String label, String example) {
        return new SettingForm<>(label, label + " with commas between them, such as " + example, text -> {
            List<String> parts = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
            return parts.stream().noneMatch(String::isEmpty) ? Optional.of(parts) : Optional.empty();
        });
    }

    /** Kept as it is written: the issuer is compared character by character. */
    private static Optional<String> issuer(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null ? Optional.of(text) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
